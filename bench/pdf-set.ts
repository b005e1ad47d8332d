import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  createPdfPool,
  PdfError,
  type PdfInfo,
  type PdfPool,
  type PdfSource,
  pictureSize,
} from '@aizoomdoc/documents/pdf';
import { timed } from './lib/metrics.ts';
import { BenchError, callerPath, runProgram } from './lib/program.ts';
import { formatTable } from './lib/table.ts';
import { passwords } from './pdf-set/passwords.ts';

// npm run -s check:pdfs [-- DIR]: every PDF of a folder is opened, its first page read and drawn, or refused with a reason.

const sharedFolder = path.resolve(import.meta.dirname, '../../shared/data/pdf');
const taskTimeoutMs = 20_000;
/** Opening, reading and drawing may each take a whole limit. */
const fileLimitMs = 3 * taskTimeoutMs + 5000;
const memoryLimitBytes = 768 * 1024 * 1024;
/** Two heaps at their limit and the process itself. */
const rssLimitBytes = 2 * memoryLimitBytes + 512 * 1024 * 1024;
const pixels = 2_000_000;

runProgram(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const folder = positionals[0] === undefined ? sharedFolder : callerPath(positionals[0]);
  if (!existsSync(folder)) throw new BenchError(`Нет папки: ${folder}`);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pdf')).sort();
  const pool = createPdfPool({ workers: 2, memoryCacheBytes: 0, taskTimeoutMs, memoryLimitBytes });
  let highest = 0;
  let slow = 0;
  const rows: string[][] = [];
  for (const name of names) {
    const { value: cells, ms } = await timed(() => checkFile(pool, path.join(folder, name)));
    const { rss } = process.memoryUsage();
    highest = Math.max(highest, rss);
    if (ms > fileLimitMs) slow += 1;
    rows.push([name, ...cells, ms.toFixed(0), (rss / 1e6).toFixed(0)]);
  }
  await pool.close();
  console.log(
    formatTable(['файл', 'страниц', 'поворот', 'мм', 'слов', 'картинка или отказ', 'мс', 'МБ'], rows),
  );
  const kept = highest <= rssLimitBytes && slow === 0;
  console.log(
    `${kept ? '✓' : '✗'} ${names.length} файлов, память до ${(highest / 1e6).toFixed(0)} МБ (предел ${(rssLimitBytes / 1e6).toFixed(0)}), дольше ${fileLimitMs / 1000} с: ${slow}`,
  );
  if (!kept) process.exitCode = 1;
});

/** Pages, rotation, millimetres, words, and the picture or why there is none. */
async function checkFile(pool: PdfPool, file: string): Promise<string[]> {
  const password = passwords[path.basename(file)];
  const id = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  const source: PdfSource = { id, path: file, ...(password !== undefined && { password }) };
  try {
    const withoutPassword =
      password === undefined ? '' : `без пароля: ${await refusal(pool, { id, path: file })}; `;
    const info = await pool.info(source);
    return [...shape(info), await words(pool, source), withoutPassword + (await picture(pool, source, info))];
  } catch (error) {
    return ['—', '—', '—', '—', reason(error)];
  }
}

function shape({ pageCount, pages }: PdfInfo): string[] {
  const millimetres = (points: number) => Math.round((points / 72) * 25.4);
  const sizes = new Set(pages.map(({ width, height }) => `${millimetres(width)}×${millimetres(height)}`));
  const [first] = sizes;
  const rotations = [...new Set(pages.map(({ rotation }) => rotation))].join(', ');
  return [String(pageCount), rotations, sizes.size > 1 ? `${first} +${sizes.size - 1}` : (first ?? '')];
}

async function words(pool: PdfPool, source: PdfSource): Promise<string> {
  try {
    return String((await pool.content(source, 1)).words.length);
  } catch (error) {
    return reason(error);
  }
}

async function picture(pool: PdfPool, source: PdfSource, { pages }: PdfInfo): Promise<string> {
  const [geometry] = pages;
  if (!geometry) return '—';
  try {
    const size = pictureSize(geometry, { box: [0, 0, 1, 1], dpi: 150, maxPixels: pixels });
    const { bytes } = await pool.render({ source, page: 1, box: [0, 0, 1, 1], ...size, format: 'png' });
    return `${size.width}×${size.height}, ${Math.round(bytes.length / 1000)} КБ`;
  } catch (error) {
    return reason(error);
  }
}

async function refusal(pool: PdfPool, source: PdfSource): Promise<string> {
  try {
    await pool.info(source);
    return 'открылся';
  } catch (error) {
    return reason(error);
  }
}

/** Anything but a `PdfError` is a fault of ours and ends the program. */
function reason(error: unknown): string {
  if (error instanceof PdfError) return error.code;
  throw error;
}
