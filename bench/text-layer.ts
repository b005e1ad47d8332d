import { createPdfPool, PdfError, type PdfPool } from '@aizoomdoc/documents/pdf';
import { judgeTextLayer, type TextLayerReason } from '@aizoomdoc/documents/text-layer';
import { type PdfFile, pdfsOf, SHARED_PDFS } from './lib/pdf-folder.ts';
import { BenchError, callerPath, readFlags, runProgram, say } from './lib/program.ts';
import { formatTable } from './lib/table.ts';

const USAGE = `npm run check:text-layer -- [--folder DIR] [--pages N]

Судит текстовый слой каждой страницы каждого PDF. Код 1, если заподозрен слой, о котором известно, что он хорош.`;

/** Files of the shared set whose layer is as printed. */
const GOOD = [
  'ru-court-',
  'ru-kompas-',
  'plan-electrical-',
  'pages-2415-',
  'schematic-olimex-',
  'ru-gost-26433',
  'rot-270-',
  'ru-acad-',
];

interface Verdict {
  name: string;
  pages: number;
  qualities: Map<string, number>;
  reasons: Map<TextLayerReason, number>;
  milliseconds: number;
}

runProgram(async () => {
  const flags = readFlags({ folder: { type: 'string' }, pages: { type: 'string', default: '3000' } }, USAGE);
  const files = pdfsOf(flags.folder === undefined ? SHARED_PDFS : callerPath(flags.folder));
  const pool = createPdfPool();
  const rows: string[][] = [];
  const wrong: string[] = [];
  try {
    for (const file of files) {
      say(file.name);
      const verdict = await judgeFile(pool, file, Number(flags.pages));
      rows.push(typeof verdict === 'string' ? [file.name, '', verdict] : rowOf(verdict));
      if (typeof verdict !== 'string' && GOOD.some((start) => file.name.startsWith(start))) {
        const suspected = (verdict.qualities.get('broken') ?? 0) + (verdict.qualities.get('repaired') ?? 0);
        if (suspected > 0) wrong.push(`${file.name}: ${suspected}`);
      }
    }
  } finally {
    await pool.close();
  }
  console.log(formatTable(['файл', 'страниц', 'слой', 'причины', 'мс/стр'], rows));
  if (wrong.length > 0) throw new BenchError(`Ложные тревоги: ${wrong.join(', ')}`);
});

async function judgeFile(pool: PdfPool, file: PdfFile, limit: number): Promise<Verdict | string> {
  const verdict: Verdict = {
    name: file.name,
    pages: 0,
    qualities: new Map(),
    reasons: new Map(),
    milliseconds: 0,
  };
  try {
    const { pageCount } = await pool.info(file);
    verdict.pages = Math.min(pageCount, limit);
    for (let page = 1; page <= verdict.pages; page += 1) {
      const { words, images } = await pool.content(file, page);
      const imageCover = Math.max(0, ...images.map(([x0, y0, x1, y1]) => (x1 - x0) * (y1 - y0)));
      const started = performance.now();
      const { quality, reasons } = judgeTextLayer(words, { imageCover });
      verdict.milliseconds += performance.now() - started;
      count(verdict.qualities, quality);
      for (const reason of reasons) count(verdict.reasons, reason);
    }
    return verdict;
  } catch (error) {
    if (error instanceof PdfError) return `отказ: ${error.code}`;
    throw error;
  }
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function rowOf({ name, pages, qualities, reasons, milliseconds }: Verdict): string[] {
  const list = (counts: ReadonlyMap<string, number>) =>
    [...counts].map(([key, times]) => `${key} ${times}`).join(', ');
  return [name, `${pages}`, list(qualities), list(reasons), (milliseconds / Math.max(1, pages)).toFixed(1)];
}
