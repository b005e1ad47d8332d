import { describe, expect, it } from 'vitest';
import { plainPage } from '../page.ts';
import { type InputFile, readDocuments, readInWorker } from './index.ts';
import { utf8 } from './testing/zip.ts';

const files: InputFile[] = [
  { name: 'X_document.md', bytes: utf8('# Т\n## СТРАНИЦА 1\n### BLOCK [TEXT]: AAAA-CCCC-DDD\nтекст') },
  { name: 'Y.html', bytes: utf8('<html><body><p>привет</p></body></html>') },
];

/** Half a minute of work for one thread. */
const heavy = (): InputFile[] =>
  Array.from({ length: 40 }, (_, at) => ({ name: `${at}.html`, bytes: utf8('<ul><li>'.repeat(400_000)) }));

describe('readInWorker', () => {
  it('reads the same as in the thread of the caller, and tells of its progress', async () => {
    const stages: string[] = [];
    const read = await readInWorker(files, {
      onProgress: ({ stage, name }) => stages.push(`${stage} ${name}`),
    });
    expect(read).toEqual(await readDocuments(files));
    expect(stages).toEqual(['unpacking X_document.md', 'reading X', 'reading Y']);
  });

  it('has PDF files read in the thread of the caller', async () => {
    const model = {
      title: 'п',
      generatedAt: null,
      stamp: { cipher: null, stage: null, object: null, organisation: null },
      pages: [plainPage(1)],
      sheets: [],
      blocks: [],
    };
    const pdf = ['a.pdf', 'b.pdf', 'c.pdf'].map((name) => ({ name, bytes: utf8(`%PDF-1.4 ${name}`) }));
    const { documents, report } = await readInWorker(pdf, {
      readPdf: async ({ name, bytes }) => {
        if (name === 'b.pdf') throw new Error('damaged');
        return { model: { ...model, title: new TextDecoder().decode(bytes) }, report: [] };
      },
    });
    expect(documents.map((document) => document.model.title)).toEqual(['%PDF-1.4 a.pdf', '%PDF-1.4 c.pdf']);
    expect(report.map(({ code }) => code)).toEqual(['pdf_failed']);
  });

  it('is killed when its time ends, and the caller never waits', async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 20);
    await expect(readInWorker(heavy(), { timeoutMs: 1000 })).rejects.toMatchObject({
      code: 'reader_timeout',
    });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
  });

  it('is killed when its memory ends', async () => {
    const row = `[${'{"a":1,"b":[2,3]},'.repeat(400_000)}1]`;
    const hungry = [{ name: 'x.json', bytes: utf8(row) }];
    await expect(readInWorker(hungry, { memoryMb: 32 })).rejects.toMatchObject({
      code: 'reader_out_of_memory',
    });
  });

  it('stops when told to', async () => {
    const stop = new AbortController();
    const reading = readInWorker(heavy(), { signal: stop.signal });
    setTimeout(() => stop.abort(), 100);
    await expect(reading).rejects.toMatchObject({ code: 'reader_aborted' });
    await expect(readInWorker(files, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'reader_aborted',
    });
  });
});
