import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PdfError } from './pdf-error.ts';
import type { PdfSource } from './pool/messages.ts';
import { createPdfPool, type PdfPool } from './pool.ts';
import { brokenPdf, killingPdfs } from './testing/broken-pdfs.ts';

/** `npm run test:long` has 5,000. */
const inputs = process.env.TEST_LONG ? 5000 : 200;
const taskTimeoutMs = 2000;
/** Each of three tasks may be tried twice and needs a new worker then; a laden machine is slow to start one. */
const inputLimitMs = 60_000;
const atOnce = 4;

let folder: string;
let pool: PdfPool;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pdf-fuzz-'));
  await mkdir(join(folder, 'files'));
  pool = createPdfPool({
    workers: 2,
    taskTimeoutMs,
    memoryLimitBytes: 128 * 1024 * 1024,
    cacheDir: join(folder, 'cache'),
    cacheBytes: 1_000_000,
  });
});

afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

/** Whatever is asked of a broken file is answered or refused with a reason, and in time. */
async function ask(source: PdfSource): Promise<string[]> {
  const questions: (() => Promise<unknown>)[] = [
    () => pool.info(source),
    () => pool.content(source, 1),
    () => pool.render({ source, page: 1, box: [0, 0, 1, 1], width: 300, height: 200, format: 'png' }),
    () => pool.render({ source, page: 1, box: [0.4, 0.4, 0.6, 0.5], width: 300, height: 200, format: 'png' }),
  ];
  const faults: string[] = [];
  for (const question of questions) {
    const from = performance.now();
    await question().catch((error: unknown) => {
      if (!(error instanceof PdfError)) faults.push(`${source.id}: ${error}`);
    });
    const ms = performance.now() - from;
    if (ms > inputLimitMs) faults.push(`${source.id}: ${ms.toFixed(0)} ms`);
  }
  return faults;
}

async function askAbout(files: { id: string; bytes: () => Buffer }[]): Promise<string[]> {
  const faults: string[] = [];
  const waiting = files.values();
  const askNext = async () => {
    for (const { id, bytes } of waiting) {
      const path = join(folder, 'files', id);
      await writeFile(path, bytes());
      faults.push(...(await ask({ id, path })));
      await rm(path);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, askNext));
  return faults;
}

it(
  `answers or refuses ${inputs} broken files`,
  async () => {
    const files = Array.from({ length: inputs }, (_, seed) => ({
      id: `seed-${seed}`,
      bytes: () => brokenPdf(seed),
    }));
    const killing = killingPdfs().map((bytes, index) => ({ id: `kill-${index}`, bytes: () => bytes }));
    expect(await askAbout([...files, ...killing])).toEqual([]);
    await pool.close();
    expect(await readdir(join(folder, 'files'))).toEqual([]);
    const left = await readdir(join(folder, 'cache'), { recursive: true });
    expect(left.filter((name) => name.endsWith('.part'))).toEqual([]);
  },
  inputs * 1000 + 120_000,
);
