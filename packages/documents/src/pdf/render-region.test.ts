import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../model.ts';
import { openDocument, type PdfPage } from './open-document.ts';
import { loadPdfium } from './pdfium.ts';
import { type RegionPixels, renderRegion } from './render-region.ts';
import { onePagePdf } from './testing/make-pdf.ts';

const pdfium = await loadPdfium();
const whole: Box = [0, 0, 1, 1];
const maxPixels = 4_000_000;

function withPage<T>(file: Uint8Array, use: (page: PdfPage) => T): T {
  const document = openDocument(pdfium, file);
  const page = document.loadPage(1);
  try {
    return use(page);
  } finally {
    page.close();
    document.close();
  }
}

function pixelAt({ data, width }: RegionPixels, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)];
}

function darkPixels({ data }: RegionPixels): number {
  let dark = 0;
  for (let index = 0; index < data.length; index += 4) if ((data[index] ?? 255) < 128) dark += 1;
  return dark;
}

const red = [255, 0, 0];
const white = [255, 255, 255];

describe('place', () => {
  // A square at the lower left of user space, 60 × 40 of 600 × 400.
  const content = '1 0 0 rg 0 0 60 40 re f';

  it.each([
    [0, [0, 0.9, 0.1, 1]],
    [90, [0, 0, 0.1, 0.1]],
    [180, [0.9, 0, 1, 0.1]],
    [270, [0.9, 0.9, 1, 1]],
  ] as [number, Box][])('is right on a page turned by %s', (rotation, box) => {
    const file = onePagePdf({ page: `/MediaBox[0 0 600 400]/Rotate ${rotation}`, content });
    withPage(file, (page) => {
      const region = renderRegion(page, { box, width: 40, height: 30, maxPixels });
      expect([pixelAt(region, 0, 0), pixelAt(region, 39, 29)]).toEqual([red, red]);
    });
  });

  it.each([
    ['inside the MediaBox', '/CropBox[0 0 120 80]', [0, 0.5, 0.5, 1]],
    ['outside it', '/CropBox[1000 1000 1100 1100]', [0, 0.9, 0.1, 1]],
  ] as [string, string, Box][])('is relative to a CropBox %s', (_, crop, box) => {
    withPage(onePagePdf({ page: `/MediaBox[0 0 600 400]${crop}`, content }), (page) => {
      const region = renderRegion(page, { box, width: 60, height: 40, maxPixels });
      expect([pixelAt(region, 0, 0), pixelAt(region, 59, 39)]).toEqual([red, red]);
    });
  });

  it('does not change with a UserUnit', () => {
    withPage(onePagePdf({ page: '/MediaBox[0 0 600 400]/UserUnit 4', content }), (page) => {
      const region = renderRegion(page, { box: whole, width: 100, height: 100, maxPixels });
      expect([pixelAt(region, 9, 91), pixelAt(region, 11, 91)]).toEqual([red, white]);
    });
  });

  it('is the same part of the sheet whatever part is asked for', () => {
    const squares = Array.from({ length: 40 }, (_, n) => `${(n * 37) % 560} ${(n * 53) % 370} 23 17 re f`);
    const file = onePagePdf({ page: '/MediaBox[0 0 600.4 400.7]', content: squares.join(' ') });
    const [width, height] = [300, 200];
    withPage(file, (page) => {
      const sheet = renderRegion(page, { box: whole, width, height, maxPixels });
      const corner = fc.record({ x: fc.integer({ min: 0, max: 280 }), y: fc.integer({ min: 0, max: 180 }) });
      fc.assert(
        fc.property(corner, ({ x, y }) => {
          const box: Box = [x / width, y / height, (x + 20) / width, (y + 20) / height];
          const part = renderRegion(page, { box, width: 20, height: 20, maxPixels });
          for (let row = 0; row < 20; row += 1) {
            const from = ((y + row) * width + x) * 4;
            const expected = sheet.data.subarray(from, from + 80);
            part.data.subarray(row * 80, row * 80 + 80).forEach((value, index) => {
              // Antialiasing rounds; an edge in another place would differ by far more.
              expect(Math.abs(value - (expected[index] ?? 0))).toBeLessThanOrEqual(8);
            });
          }
        }),
        { numRuns: 60 },
      );
    });
  });
});

describe('what is drawn', () => {
  const differences = '/Encoding<</Type/Encoding/Differences[192/afii10017/afii10018/afii10019]>>';
  const widths = `/FirstChar 32/LastChar 255/Widths[${'600 '.repeat(224)}]`;
  const draw = (font: string, text: string) =>
    withPage(
      onePagePdf({ content: `BT /F 100 Tf 20 200 Td (${text}) Tj ET`, resources: `/Font<</F<<${font}>>>>` }),
      (page) => renderRegion(page, { box: whole, width: 600, height: 400, maxPixels }),
    );

  it.each([
    ['Arial', `/Type/Font/Subtype/TrueType/BaseFont/Arial${widths}${differences}`],
    ['GOST type A', `/Type/Font/Subtype/TrueType/BaseFont/GOST#20type#20A${widths}${differences}`],
    ['Times', `/Type/Font/Subtype/TrueType/BaseFont/TimesNewRomanPS-BoldMT${widths}${differences}`],
    ['Helvetica', `/Type/Font/Subtype/Type1/BaseFont/Helvetica${differences}`],
  ])('has Cyrillic in %s that is not in the file', (_, font) => {
    expect(darkPixels(draw(font, '\\300\\301\\302'))).toBeGreaterThan(2000);
  });

  it('is bolder where the font is', () => {
    const font = (name: string) => `/Type/Font/Subtype/TrueType/BaseFont/${name}${widths}${differences}`;
    const [plain, bold] = ['Arial', 'Arial,Bold'].map((name) =>
      darkPixels(draw(font(name), '\\300\\301\\302')),
    );
    expect(bold).toBeGreaterThan((plain ?? 0) * 1.2);
  });

  it('keeps the widths of the standard fonts where the text is Latin', () => {
    const courier = draw('/Type/Font/Subtype/Type1/BaseFont/Courier', 'iiiii|');
    // Six letters of 60 points each, from 20.
    expect(darkPixels({ ...courier, data: columns(courier, 330, 370) })).toBeGreaterThan(50);
  });

  it('has annotations, and hidden ones not', () => {
    const square = (flags: number) =>
      onePagePdf({
        page: `/MediaBox[0 0 600 400]/Annots[<</Type/Annot/Subtype/Square/Rect[100 100 200 200]/IC[0 0 1]/C[0 0 1]/F ${flags}>>]`,
      });
    const dark = (file: Uint8Array) =>
      withPage(file, (page) =>
        darkPixels(renderRegion(page, { box: whole, width: 600, height: 400, maxPixels })),
      );
    expect(dark(square(4))).toBeGreaterThan(9000);
    expect(dark(square(2))).toBe(0);
  });

  it('can be grey', () => {
    withPage(onePagePdf({ content: '1 0 0 rg 0 0 600 400 re f' }), (page) => {
      const [r, g, b] = pixelAt(
        renderRegion(page, { box: whole, width: 9, height: 9, maxPixels, gray: true }),
        4,
        4,
      );
      expect([g, b]).toEqual([r, r]);
      expect(r).toBeLessThan(200);
    });
  });
});

describe('limits', () => {
  it('refuses more pixels than allowed', () => {
    withPage(onePagePdf({}), (page) => {
      const ask = () => renderRegion(page, { box: whole, width: 3000, height: 3000, maxPixels });
      expect(ask).toThrow(expect.objectContaining({ code: 'too_large' }));
    });
  });

  it('draws a page of 70 km', () => {
    const file = onePagePdf({
      page: '/MediaBox[0 0 200000000 200000000]',
      content: '0 0 200000000 200000000 re f',
    });
    withPage(file, (page) => {
      const region = renderRegion(page, { box: [0.5, 0.5, 0.6, 0.6], width: 20, height: 20, maxPixels });
      expect(pixelAt(region, 10, 10)).toEqual([0, 0, 0]);
    });
  });
});

function columns({ data, width, height }: RegionPixels, from: number, to: number): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: height }, (_, y) =>
    data.subarray((y * width + from) * 4, (y * width + to) * 4),
  );
  return Uint8Array.from(rows.flatMap((row) => [...row]));
}
