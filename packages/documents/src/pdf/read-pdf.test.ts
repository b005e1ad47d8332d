import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnPdf, write } from '../layout/testing/drawn-pages.ts';
import { createPdfPool, type PdfPool, type PdfSource, readPdf } from './index.ts';
import { makePdf, type PdfObject } from './testing/make-pdf.ts';

let folder: string;
let pool: PdfPool;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'read-pdf-'));
  pool = createPdfPool({ workers: 1 });
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true });
});

async function stored(bytes: Uint8Array): Promise<PdfSource> {
  const id = createHash('sha256').update(bytes).digest('hex');
  const file = path.join(folder, `${id}.pdf`);
  await writeFile(file, bytes);
  return { id, path: file };
}

const book = () =>
  drawnPdf(
    (document) => {
      for (let page = 1; page <= 40; page++) {
        if (page > 1) document.addPage();
        write(document, `Страница номер ${page} рассказывает о своём предмете.`, [60, 300]);
      }
      document.outline.addItem('Том третий');
    },
    { info: { Title: 'Рабочая документация' }, bufferPages: false },
  );

describe('readPdf', () => {
  it('reads every page, tells progress, and takes the title and outline of the file', async () => {
    const steps: [number, number][] = [];
    const { model, report, needsOcr } = await readPdf(pool, await stored(await book()), {
      file: 'том.pdf',
      onPage: (done, total) => steps.push([done, total]),
    });
    expect(model.title).toBe('Рабочая документация');
    expect(model.pages.map((page) => page.number)).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
    expect(model.pages.at(-1)?.sheetTitle).toBe('Том третий');
    expect(model.blocks.filter((block) => block.page === 33).map((block) => block.text)).toEqual([
      'Страница номер 33 рассказывает о своём предмете.',
    ]);
    expect(steps).toEqual([
      [16, 40],
      [32, 40],
      [40, 40],
    ]);
    expect({ report, needsOcr }).toEqual({ report: [], needsOcr: [] });
  });

  it('gives the same codes at every import of the same bytes', async () => {
    const source = await stored(await book());
    const codes = async () =>
      (await readPdf(pool, source, { file: 'том.pdf' })).model.blocks.map(({ code }) => code);
    const first = await codes();
    expect(await codes()).toEqual(first);
    expect(new Set(first).size).toBe(40);
  });

  it('reads no more pages than it is let, and says so', async () => {
    const { model, report } = await readPdf(pool, await stored(await book()), {
      file: 'том.pdf',
      maxPages: 3,
    });
    expect(model.pages).toHaveLength(3);
    expect(report.map(({ code, file }) => [code, file])).toEqual([['too_many_pages', 'том.pdf']]);
  });

  it('stops when aborted, and refuses what is no PDF', async () => {
    const source = await stored(await book());
    const stop = new AbortController();
    const reading = readPdf(pool, source, {
      file: 'том.pdf',
      signal: stop.signal,
      onPage: () => stop.abort(new Error('довольно')),
    });
    await expect(reading).rejects.toThrow('довольно');
    const garbage = await stored(Buffer.from('not a PDF'));
    await expect(readPdf(pool, garbage, { file: 'x.pdf' })).rejects.toMatchObject({ code: 'damaged' });
  });

  it('leaves out each page that takes too long or too much memory, and nothing but it; the document stays open to viewers', async () => {
    const impatient = createPdfPool({ workers: 1, taskTimeoutMs: 1000 });
    try {
      const endless = [3, 18];
      const source = await stored(bookWithEndlessPages(24, endless));
      const { model, report } = await readPdf(impatient, source, { file: 'том.pdf' });
      const read = new Set(model.blocks.map(({ page }) => page));
      expect(Array.from({ length: 24 }, (_, index) => index + 1).filter((page) => !read.has(page))).toEqual(
        endless,
      );
      expect(model.pages).toHaveLength(24);
      expect(report.map(({ code, message }) => [code, message])).toEqual([
        ['page_unreadable', expect.stringContaining('страницы: 3, 18.')],
      ]);
      expect((await impatient.info(source)).pageCount).toBe(24);
    } finally {
      await impatient.close();
    }
  }, 60_000);

  it('reads pages that hold very much in smaller parts, each page once', async () => {
    const words = Array.from({ length: 6000 }, (_, word) => `w${word}`).join(' ');
    const source = await stored(
      makePdf(pagesOf(9, (page) => `BT /F 1 Tf 5 ${100 + page} Td (${words}) Tj ET`)),
    );
    const { model } = await readPdf(pool, source, { file: 'том.pdf' });
    expect(model.pages.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

/** Objects of a file of pages of 600 × 400 points, each with its own contents. */
function pagesOf(count: number, content: (page: number) => string): PdfObject[] {
  const first = 4;
  const numbers = Array.from({ length: count }, (_, index) => index);
  return [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${numbers.map((index) => `${first + 2 * index} 0 R`).join(' ')}]/Count ${count}>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...numbers.flatMap((index): PdfObject[] => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]/Contents ${first + 2 * index + 1} 0 R/Resources<</Font<</F 3 0 R>>>>>>`,
      { dictionary: '/Filter/FlateDecode', stream: deflateSync(Buffer.from(content(index + 1))) },
    ]),
  ];
}

/** More strokes than any machine reads in the time or the memory that it has stand on the pages named. */
function bookWithEndlessPages(count: number, endless: readonly number[]): Buffer {
  const text = (page: number) => `BT /F 20 Tf 40 200 Td (Page ${page} tells of something else) Tj ET`;
  return makePdf(
    pagesOf(count, (page) => text(page) + (endless.includes(page) ? ' 0 0 m 9 9 l S'.repeat(6_000_000) : '')),
  );
}
