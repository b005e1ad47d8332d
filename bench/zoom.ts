import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createPdfPool, PdfError, type PdfPool, type PdfSource } from '@aizoomdoc/documents/pdf';
import { temporaryFolder } from './lib/folders.ts';
import { percentile, round } from './lib/metrics.ts';
import { BenchError, callerPath, requirePaths, runProgram, say, UsageError } from './lib/program.ts';
import { formatTable } from './lib/table.ts';
import { passwords } from './pdf-set/passwords.ts';
import { heavySheet } from './zoom/heavy-sheet.ts';
import { measurePage, type PageFigures, type Repetitions } from './zoom/measure-page.ts';
import { measureViewers, type ViewerFigures } from './zoom/measure-viewers.ts';
import { pageJson, type Verdict, verdictsOf } from './zoom/verdicts.ts';

const usage = `npm run -s bench:zoom [-- FILE.pdf… --pages N --warm N --cold N --json]

Участок 1/8 × 1/8 листа при 300 dpi в PNG: холодный (файл не открыт) и тёплый, рядом с pdftoppm и mutool.
Без файлов — все PDF из ../shared/data/pdf. По умолчанию первые 2 страницы файла, 30 тёплых участков, 5 холодных.`;

const sharedFolder = path.resolve(import.meta.dirname, '../../shared/data/pdf');
const heavySegments = 400_000;
const heavyLimitMs = 150;
const viewers = 8;

runProgram(async () => {
  const { files, pages, repetitions, json } = await readArguments();
  await using folder = await temporaryFolder();
  // One worker: what is measured is a region, not how many can be had at once. Nothing is cached.
  const pool = createPdfPool({ workers: 1, memoryCacheBytes: 0, taskTimeoutMs: 60_000 });
  const measured: { figures: PageFigures; verdicts: Verdict[] }[] = [];
  for (const file of files) {
    for (const figures of await measureFile(pool, file, { pages, repetitions })) {
      measured.push({ figures, verdicts: verdictsOf(figures) });
    }
  }
  const heavy = path.join(folder.path, 'heavy-400k.pdf');
  await writeFile(heavy, heavySheet(heavySegments));
  for (const figures of await measureFile(pool, heavy, { pages: 1, repetitions })) {
    measured.push({ figures, verdicts: verdictsOf(figures, heavyLimitMs) });
  }
  await pool.close();
  const shared = await measureSharing(files[0] ?? heavy);
  if (json) {
    const pagesJson = measured.map(({ figures, verdicts }) => pageJson(figures, verdicts));
    const { times, ...counts } = shared;
    const p95 = round(percentile(times, 95));
    console.log(JSON.stringify({ pages: pagesJson, viewers: { ...counts, p95_ms: p95 } }, null, 2));
  } else {
    console.log(report(measured, shared));
  }
});

async function readArguments() {
  const options = {
    pages: { type: 'string', default: '2' },
    warm: { type: 'string', default: '30' },
    cold: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  } as const;
  let values: { pages: string; warm: string; cold: string; json: boolean };
  let positionals: string[];
  try {
    ({ values, positionals } = parseArgs({ options, allowPositionals: true }));
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
  const count = (text: string) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1) throw new UsageError(`Не число: ${text}\n\n${usage}`);
    return number;
  };
  const files = positionals.length > 0 ? positionals.map(callerPath) : await sharedFiles();
  requirePaths(files);
  const repetitions = { warm: count(values.warm), cold: count(values.cold) };
  return { files, pages: count(values.pages), repetitions, json: values.json };
}

async function sharedFiles(): Promise<string[]> {
  if (!existsSync(sharedFolder)) {
    throw new BenchError(`Нет папки ${sharedFolder}: назовите файлы.\n\n${usage}`);
  }
  const names = (await readdir(sharedFolder)).filter((name) => name.endsWith('.pdf'));
  return names.sort().map((name) => path.join(sharedFolder, name));
}

async function measureFile(
  pool: PdfPool,
  file: string,
  { pages, repetitions }: { pages: number; repetitions: Repetitions },
): Promise<PageFigures[]> {
  const name = path.basename(file);
  const password = passwords[name];
  const source: PdfSource = { id: file, path: file, ...(password !== undefined && { password }) };
  const measured: PageFigures[] = [];
  try {
    const info = await pool.info(source);
    for (const geometry of info.pages.slice(0, pages)) {
      say(`${name}: страница ${geometry.number} из ${info.pageCount}`);
      measured.push(await measurePage({ pool, source, name, geometry }, repetitions));
    }
  } catch (error) {
    if (!(error instanceof PdfError)) throw error;
    say(`${name}: ${error.message}`);
  }
  return measured;
}

async function measureSharing(file: string): Promise<ViewerFigures> {
  const pool = createPdfPool({ memoryCacheBytes: 0, taskTimeoutMs: 60_000 });
  try {
    return await measureViewers(pool, { id: file, path: file }, viewers);
  } finally {
    await pool.close();
  }
}

function report(measured: { figures: PageFigures; verdicts: Verdict[] }[], shared: ViewerFigures): string {
  const header = [
    'страница',
    'участок',
    'cold p50',
    'warm p50',
    'p95',
    'pdftoppm',
    'раз',
    'mutool (лист)',
    'МБ',
    '',
  ];
  const digits = (value: number) => value.toFixed(value < 10 ? 1 : 0);
  const rows = measured.map(({ figures, verdicts }) => {
    const { name, page, width, height, dpi, cold, warm, pdftoppm, mutool, rss } = figures;
    const rival = pdftoppm.length === 0 ? null : percentile(pdftoppm, 50);
    const place = `${width}×${height}${dpi === 300 ? '' : ` (${dpi} dpi)`}`;
    return [
      `${name} ${page}`,
      place,
      digits(percentile(cold, 50)),
      digits(percentile(warm, 50)),
      digits(percentile(warm, 95)),
      rival === null ? '—' : digits(rival),
      rival === null ? '—' : digits(rival / percentile(warm, 50)),
      mutool === null ? '—' : digits(mutool),
      digits(rss / 1e6),
      verdicts.every(({ kept }) => kept) ? '✓' : '✗',
    ];
  });
  const broken = measured.flatMap(({ figures, verdicts }) =>
    verdicts
      .filter(({ kept }) => !kept)
      .map(
        ({ what, value, limit }) =>
          `✗ ${figures.name} ${figures.page}: ${what} — ${digits(value)}, предел ${limit}`,
      ),
  );
  const { viewers: readers, requests, renders, times } = shared;
  const sharing = `${readers} зрителей одного листа: ${requests} запросов, нарисовано ${renders} (${renders < requests ? '✓' : '✗'}), p95 ${digits(percentile(times, 95))} мс`;
  return [formatTable(header, rows), ...broken, sharing].join('\n');
}
