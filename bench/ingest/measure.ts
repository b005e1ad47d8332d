// Measurements in a process of their own: `node measure.ts text|import SOURCES` takes JSON and prints a line of JSON for each source.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  createPdfPool,
  loadPdfium,
  openDocument,
  PdfError,
  readPdf,
  readWords,
} from '@aizoomdoc/documents/pdf';

export interface TextFigures {
  pages: number;
  words: number;
  ms: number;
  /** Of `pdftotext -bbox-layout`, right after; `null` where it refuses the file. */
  rivalMs: number | null;
}

export interface ImportFigures {
  pages: number;
  blocks: number;
  needsOcr: number;
  /** How often progress was told. */
  steps: number;
  ms: number;
  /** Highest resident memory of the process with its worker. */
  peakMb: number;
}

export interface Refusal {
  refused: string;
}

/** Password-protected ones with their password. */
export interface MeasuredSource {
  path: string;
  password?: string;
}

const rival = 'pdftotext';
const rivalLimitMs = 120_000;
const [mode, json = '[]'] = process.argv.slice(2);
const sources = JSON.parse(json) as MeasuredSource[];
const measure: (source: MeasuredSource) => Promise<unknown> = mode === 'text' ? measureText : measureImport;
// The pool's workers live long; their first documents pay for compiling PDFium, and are not what is measured.
if (mode === 'text') for (const source of sources) await orRefusal(() => measureText(source));
for (const source of sources) console.log(JSON.stringify(await orRefusal(() => measure(source))));

async function orRefusal<T>(work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PdfError) return { refused: error.code };
    throw error;
  }
}

/** Words with boxes of every page, from a file that is not open. */
async function measureText(source: MeasuredSource): Promise<TextFigures> {
  const pdfium = await loadPdfium();
  const start = performance.now();
  const document = openDocument(pdfium, source.path, source);
  let words = 0;
  for (let page = 1; page <= document.pageCount; page++) {
    const loaded = document.loadPage(page);
    words += readWords(loaded).length;
    loaded.close();
  }
  const ms = performance.now() - start;
  document.close();
  return { pages: document.pageCount, words, ms, rivalMs: pdftotext(source) };
}

/** The whole process, on the core that this one is bound to: it has no other mode, and its start costs about 10 ms. */
function pdftotext({ path, password }: MeasuredSource): number | null {
  const secret = password === undefined ? [] : ['-upw', password];
  const start = performance.now();
  const { status, error } = spawnSync(rival, ['-q', '-bbox-layout', ...secret, path, '/dev/null'], {
    timeout: rivalLimitMs,
  });
  if (error !== undefined) throw error;
  return status === 0 ? performance.now() - start : null;
}

async function measureImport({ path, password }: MeasuredSource): Promise<ImportFigures> {
  const id = createHash('sha256').update(readFileSync(path)).digest('hex');
  const source = { id, path, ...(password !== undefined && { password }) };
  const pool = createPdfPool({ workers: 1 });
  try {
    await pool.info(source);
    const start = performance.now();
    let steps = 0;
    const onPage = () => {
      steps++;
    };
    const { model, needsOcr } = await readPdf(pool, source, { file: path, onPage });
    const ms = performance.now() - start;
    const peakMb = process.resourceUsage().maxRSS / 1024;
    return {
      pages: model.pages.length,
      blocks: model.blocks.length,
      needsOcr: needsOcr.length,
      steps,
      ms,
      peakMb,
    };
  } finally {
    await pool.close();
  }
}
