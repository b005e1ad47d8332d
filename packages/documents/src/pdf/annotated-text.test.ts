import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutDocument } from '../layout/index.ts';
import type { Box } from '../model.ts';
import { autocadText } from './autocad-text.ts';
import { fitText } from './fit-text.ts';
import { loadPdfium, openDocument, type PageContent, readPageContent } from './index.ts';
import { onePagePdf } from './testing/make-pdf.ts';

interface Annotation {
  text: string;
  /** As /Rect has it: AutoCAD names the corners in any order. */
  rect: readonly [number, number, number, number];
  title?: string;
  subtype?: string;
}

function utf16(text: string): string {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return `<${bytes.toString('hex')}>`;
}

async function pageOf(annotations: readonly Annotation[], page = '', content = ''): Promise<PageContent> {
  const written = annotations.map(
    ({ text, rect, title = 'AutoCAD SHX Text', subtype = 'Square' }) =>
      `<</Type/Annot/Subtype/${subtype}/T${utf16(title)}/Contents${utf16(text)}/Rect[${rect.join(' ')}]>>`,
  );
  const bytes = onePagePdf({
    content,
    resources: '/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>',
    page: `/MediaBox[0 0 600 400]${page}/Annots[${written.join('')}]`,
  });
  const document = openDocument(await loadPdfium(), bytes);
  const loaded = document.loadPage(1);
  const read = readPageContent(loaded);
  loaded.close();
  document.close();
  return read;
}

const textOf = ({ words }: PageContent) => words.map(({ text }) => text).join(' ');
/** In points, from the top. */
const placeOf = ({ words, page }: PageContent, text: string) => {
  const word = words.find((other) => other.text === text);
  if (word === undefined) throw new Error(`«${text}» is on the page`);
  const [x0, y0, x1, y1] = word.bbox;
  return {
    angle: word.angle,
    bbox: [x0 * page.width, y0 * page.height, x1 * page.width, y1 * page.height] as Box,
  };
};

describe('text of strokes that annotations spell', () => {
  it('becomes words along the box, whichever corners it names', async () => {
    const page = await pageOf([{ text: 'Закладная деталь ЗД-2', rect: [443, 115, 300, 100] }]);
    expect(textOf(page)).toBe('Закладная деталь ЗД-2');
    const [first, last] = [placeOf(page, 'Закладная'), placeOf(page, 'ЗД-2')];
    expect(first).toMatchObject({ angle: 0 });
    expect(first.bbox.map(Math.round)).toEqual([300, 285, 361, 300]);
    expect(last.bbox[2]).toBeCloseTo(443, 0);
  });

  it('reads upwards in a narrow box, in lines in a high one, and level on a turned page', async () => {
    const upwards = await pageOf([{ text: 'Подпись и дата', rect: [22, 85, 37, 183] }]);
    expect(placeOf(upwards, 'Подпись')).toMatchObject({ angle: 270 });
    expect(placeOf(upwards, 'Подпись').bbox[3]).toBeCloseTo(400 - 85, 0);
    const lines = await pageOf([
      { text: 'Конкурсная документация для проведения подрядных торгов', rect: [251, 64, 428, 91] },
    ]);
    expect(placeOf(lines, 'проведения').bbox.map(Math.round).slice(0, 2)).toEqual([251, 323]);
    const turned = await pageOf([{ text: 'Проезжая часть', rect: [100, 200, 116, 295] }], '/Rotate 270');
    expect(placeOf(turned, 'Проезжая')).toMatchObject({ angle: 0 });
  });

  it('puts text of a box that holds a leader too into its middle', async () => {
    const page = await pageOf([
      { text: 'Марка элемента', rect: [300, 100, 397, 115] },
      { text: 'Изделия арматурные', rect: [100, 100, 221, 115] },
      { text: '2', rect: [400, 200, 550, 320] },
    ]);
    const [x0, y0, x1, y1] = placeOf(page, '2').bbox;
    expect([(x0 + x1) / 2, (y0 + y1) / 2].map(Math.round)).toEqual([475, 140]);
    expect(y1 - y0).toBeCloseTo(15, 0);
  });

  it('is read once, and from AutoCAD only', async () => {
    const content = 'BT /F 12 Tf 100 200 Td (Beam B-12) Tj ET BT /F 12 Tf 305 305 Td (5) Tj ET';
    const page = await pageOf(
      [
        { text: 'Beam B-12', rect: [100, 198, 160, 212] },
        { text: 'Slab 25', rect: [280, 302, 325, 316] },
        { text: 'Slab 25', rect: [280, 302, 325, 316] },
        { text: 'Please check', rect: [400, 100, 480, 115], title: 'Inspector' },
        { text: 'Linked', rect: [400, 200, 480, 215], subtype: 'Link' },
        { text: 'Off the page', rect: [900, 900, 980, 915] },
      ],
      '',
      content,
    );
    expect(textOf(page)).toBe('Beam B-12 Slab 25');
  });

  it('makes a sheet of strokes readable without OCR', async () => {
    const letters = Array.from({ length: 1200 }, (_, at) => {
      const [x, y] = [20 + (at % 50) * 11, 30 + Math.floor(at / 50) * 14];
      return `${x} ${y} m ${x + 3} ${y + 6} l ${x + 5} ${y + 1} l S`;
    });
    const text = 'Устройство гидроизоляции проезжей части';
    const annotations = Array.from({ length: 12 }, (_, row) => ({
      text: `${row + 1}. ${text}`,
      rect: [20, 380 - row * 15, 300, 366 - row * 15] as const,
    }));
    const strokes = await pageOf([], '', letters.join('\n'));
    const read = (page: PageContent) => layoutDocument([page], { bytesHash: 'a', title: '' });
    expect(read(strokes).needsOcr).toEqual([{ page: 1, reason: 'no_text' }]);
    const spelt = read(await pageOf(annotations, '', letters.join('\n')));
    expect(spelt.needsOcr).toEqual([]);
    expect(spelt.model.pages[0]?.textLayer).toBe('good');
    expect(spelt.model.blocks.map((block) => block.text).join('\n')).toContain(`7. ${text}`);
  });
});

describe('strings of AutoCAD', () => {
  it.each([
    ['%%c12 A-III, 45%%d, %%p0,000', 'ø12 A-III, 45°, ±0,000'],
    ['%%uРазрез%%u 2%%%', 'Разрез 2%'],
    ['м\\U+00B2, %%176', 'м², °'],
    ['и\u0306од', 'йод'],
    ['пролётного тного строения', 'пролётного строения'],
    ['с учётом вязальной проволокитом вязальной проволоки', 'с учётом вязальной проволоки'],
    ['hср=45 мм ср=45 мм =45 мм В30', 'hср=45 мм В30'],
    ['до ремонта  до ремонта до ремонта М 1:100', 'до ремонта М 1:100'],
    ['1000 1000 1000', '1000 1000 1000'],
    ['шт. шт. шт.', 'шт. шт. шт.'],
  ])('%s', (raw, text) => {
    expect(autocadText(raw)).toBe(text);
  });

  it('of thousands of zeros is left as it is', () => {
    const zeros = '0 '.repeat(16_000).trim();
    expect(autocadText(zeros)).toBe(zeros);
  });
});

describe('fitting', () => {
  const words = fc.array(fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('а', 'б', '1') }), {
    minLength: 1,
    maxLength: 60,
  });
  const side = fc.double({ min: 2, max: 2000, noNaN: true });

  it('keeps every word, in order, inside the box', () => {
    fc.assert(
      fc.property(words, side, side, (texts, width, height) => {
        const box = { x0: 10, y0: 20, x1: 10 + width, y1: 20 + height };
        const fitted = fitText(texts.join(' '), box);
        const placed = fitted.lines.flatMap((line) => line.words);
        expect(placed.map(({ text }) => text)).toEqual(texts);
        for (const { x0, y0, x1, y1 } of placed) {
          expect(x0).toBeGreaterThanOrEqual(box.x0 - 1e-6);
          expect(y0).toBeGreaterThanOrEqual(box.y0 - 1e-6);
          expect(x1).toBeLessThanOrEqual(box.x1 + 1e-6);
          expect(y1).toBeLessThanOrEqual(box.y1 + 1e-6);
        }
      }),
    );
  });
});
