import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { type OpenOptions, openDocument } from './open-document.ts';
import { loadPdfium } from './pdfium.ts';
import { makePdf, onePagePdf, packedPdf } from './testing/make-pdf.ts';

const pdfium = await loadPdfium();

function geometryOf(file: Uint8Array, options?: OpenOptions) {
  const document = openDocument(pdfium, file, options);
  const geometry = document.geometry(1);
  document.close();
  return geometry;
}

function codeOf(open: () => unknown): unknown {
  try {
    open();
    return 'opened';
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

describe('geometry', () => {
  it.each([
    ['plain', { page: '/MediaBox[0 0 600 400]' }, [600, 400, 0, 1]],
    ['turned', { page: '/MediaBox[0 0 600 400]/Rotate 90' }, [400, 600, 90, 1]],
    ['turned back', { page: '/MediaBox[0 0 600 400]/Rotate -90' }, [400, 600, 270, 1]],
    ['upside down', { page: '/MediaBox[0 0 600 400]/Rotate 540' }, [600, 400, 180, 1]],
    [
      'inherited',
      { page: '', pages: '/MediaBox[0 0 600 400]/Rotate 90/CropBox[10 20 510 320]' },
      [300, 500, 90, 1],
    ],
    ['corners swapped', { page: '/MediaBox[600 400 0 0]' }, [600, 400, 0, 1]],
    ['crop past the media', { page: '/MediaBox[0 0 600 400]/CropBox[-9 -9 300 900]' }, [300, 400, 0, 1]],
    ['crop elsewhere', { page: '/MediaBox[0 0 600 400]/CropBox[1000 1000 1100 1100]' }, [600, 400, 0, 1]],
    ['no size', { page: '/MediaBox[0 0 0 0]' }, [612, 792, 0, 1]],
    ['larger unit', { page: '/MediaBox[0 0 600 400]/Rotate 90/UserUnit 2.5' }, [1000, 1500, 90, 2.5]],
    ['giant', { page: '/MediaBox[0 0 2000000 1000000]' }, [2_000_000, 1_000_000, 0, 1]],
  ])('%s', (_, page, [width, height, rotation, userUnit]) => {
    expect(geometryOf(onePagePdf(page))).toMatchObject({ number: 1, width, height, rotation, userUnit });
  });

  it('keeps the box in user space', () => {
    const file = onePagePdf({ page: '/MediaBox[0 0 600 400]/CropBox[10 20 510 320]/Rotate 90' });
    expect(geometryOf(file).cropBox).toEqual([10, 20, 510, 320]);
  });

  it('finds the unit in a packed dictionary', () => {
    const file = packedPdf([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]/UserUnit 3>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]>>',
    ]);
    const document = openDocument(pdfium, file);
    expect([document.geometry(1).width, document.geometry(2).width]).toEqual([1800, 600]);
    document.close();
  });

  it('lets the later definition of a page count', () => {
    const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]';
    const tree = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>'];
    const first = makePdf([...tree, `${page}/UserUnit 2>>`]).toString('latin1');
    const previous = first.lastIndexOf('xref\n0');
    const added = `3 0 obj\n${page}>>\nendobj\n`;
    const table = `xref\n3 1\n${String(first.length).padStart(10, '0')} 00000 n \n`;
    const trailer = `trailer\n<</Root 1 0 R/Size 4/Prev ${previous}>>\nstartxref\n${first.length + added.length}\n%%EOF\n`;
    expect(geometryOf(Buffer.from(first + added + table + trailer, 'latin1'))).toMatchObject({
      width: 600,
      userUnit: 1,
    });
  });

  it('loads a page whose CropBox lies elsewhere with its whole size', () => {
    const document = openDocument(
      pdfium,
      onePagePdf({ page: '/MediaBox[0 0 600 400]/CropBox[1000 1000 1100 1100]' }),
    );
    const page = document.loadPage(1);
    expect(pdfium.api.FPDF_GetPageWidthF(page.handle)).toBe(600);
    page.close();
    document.close();
  });
});

async function encrypted(userPassword: string, pdfVersion: '1.4' | '1.7' | '1.7ext3'): Promise<Buffer> {
  const document = new PDFDocument({ userPassword, pdfVersion, size: [600, 400] });
  document.text('secret');
  document.end();
  return buffer(document);
}

describe('passwords', () => {
  it.each(['1.4', '1.7', '1.7ext3'] as const)('opens encryption of PDF %s', async (version) => {
    const file = await encrypted('letmein', version);
    expect(geometryOf(file, { password: 'letmein' })).toMatchObject({ width: 600, height: 400 });
    expect(codeOf(() => geometryOf(file))).toBe('password_required');
    expect(codeOf(() => geometryOf(file, { password: 'Letmein' }))).toBe('wrong_password');
  });

  it.each([
    ['æøå', 'æøå'],
    ['Пароль', 'Пароль'],
    ['SaSLprep', 'S\u00aaSL\u00adprep'],
    ['a b', 'a\u00a0b'],
  ])('takes %s for what is typed', async (made, typed) => {
    expect(geometryOf(await encrypted(made, '1.7ext3'), { password: typed }).width).toBe(600);
  });
});

describe('refusals', () => {
  const good = onePagePdf({});

  it.each([
    ['empty', new Uint8Array()],
    ['damaged', Buffer.from('no PDF at all')],
    ['damaged', makePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 0>>'])],
  ])('%s', (code, file) => {
    expect(codeOf(() => geometryOf(file))).toBe(code);
  });

  it('of a tree that claims a million pages', () => {
    const file = makePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R]/Count 1000000>>']);
    expect(codeOf(() => geometryOf(file))).toBe('too_large');
  });

  it('of a file that is too large', () => {
    expect(codeOf(() => geometryOf(good, { maxBytes: good.length - 1 }))).toBe('too_large');
  });

  it.each([0, 2, -1, 1.5, Number.NaN])('of page %s', (page) => {
    const document = openDocument(pdfium, good);
    expect(codeOf(() => document.geometry(page))).toBe('page_not_found');
    expect(codeOf(() => document.loadPage(page))).toBe('page_not_found');
    document.close();
  });

  it('says in Russian what to do', () => {
    expect(() => geometryOf(new Uint8Array())).toThrow('Файл пуст: в нём 0 байт. Проверьте исходный файл');
  });
});
