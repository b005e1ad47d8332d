import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnPdf, write } from '../layout/testing/drawn-pages.ts';
import { createPdfPool, type PdfPool, type PdfSource, readPdf } from './index.ts';

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
});
