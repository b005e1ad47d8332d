import { OcrError, type OcrLayout } from './engine.ts';
import type { OcrReader, Orientation, ReadRequest } from './reader.ts';
import { type Finished, runBounded } from './run-bounded.ts';
import { wordsOfTsv } from './tesseract-tsv.ts';

export interface TesseractCommand {
  command: string;
  /** Folder of the language files; the program's own where `null`. */
  tessdata: string | null;
  version: string;
  /** Whether the file for orientation is there. */
  hasOrientation: boolean;
  /** `PATH` and where its libraries are. */
  env: NodeJS.ProcessEnv;
}

const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;
/** Tesseract's page segmentation modes. */
const modes: Record<OcrLayout, string> = { page: '3', drawing: '11' };
const ORIENTATION_ONLY = '0';

/** The `tesseract` program: one process a picture, the picture on its stdin, so that nothing is written to disk. */
export function createTesseractReader(tesseract: TesseractCommand): OcrReader {
  const run = (png: Uint8Array, args: readonly string[], signal: AbortSignal) =>
    runBounded({
      command: tesseract.command,
      args: ['stdin', 'stdout', ...dataArgs(tesseract), ...args],
      // A second thread makes it up to four times slower.
      env: { ...tesseract.env, OMP_THREAD_LIMIT: '1' },
      input: png,
      signal,
      maxOutputBytes: MAX_OUTPUT_BYTES,
    });
  return {
    name: `tesseract ${tesseract.version}`,
    async read(png, { languages, dpi, layout, signal }: ReadRequest) {
      const args = ['-l', languages.join('+'), '--psm', modes[layout], '--dpi', `${Math.round(dpi)}`, 'tsv'];
      const finished = await run(png, args, signal);
      if (finished.exitCode !== 0 || finished.overflowed) throw failure(finished);
      return wordsOfTsv(finished.stdout.toString('utf8'));
    },
    async orientation(png, { dpi, signal }) {
      if (!tesseract.hasOrientation) return null;
      const args = ['-l', 'osd', '--psm', ORIENTATION_ONLY, '--dpi', `${Math.round(dpi)}`];
      const finished = await run(png, args, signal);
      // It fails on a picture of few letters.
      return finished.exitCode === 0 ? orientationOf(finished.stdout.toString('utf8')) : null;
    },
  };
}

export const dataArgs = ({ tessdata }: Pick<TesseractCommand, 'tessdata'>): string[] =>
  tessdata === null ? [] : ['--tessdata-dir', tessdata];

function orientationOf(report: string): Orientation | null {
  const rotation = Number(/^Rotate: (\d+)/m.exec(report)?.[1]);
  const certainty = Number(/^Orientation confidence: ([\d.]+)/m.exec(report)?.[1]);
  if (!Number.isFinite(certainty)) return null;
  return rotation === 0 || rotation === 90 || rotation === 180 || rotation === 270
    ? { rotation, certainty }
    : null;
}

function failure({ stderr, exitCode, overflowed }: Finished): OcrError {
  const code = /image|leptonica|pix/i.test(stderr) ? 'bad_image' : 'failed';
  const reason = overflowed ? 'too much output' : `exit code ${exitCode}: ${stderr.trim()}`;
  return new OcrError(code, { cause: new Error(`tesseract: ${reason}`) });
}
