import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { timed } from '../lib/metrics.ts';

const run = promisify(execFile);
const timeoutMs = 60_000;

/** A region of a page in pixels at `dpi`. */
export interface PixelRegion {
  file: string;
  password: string | undefined;
  page: number;
  dpi: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Milliseconds, `null` where the program is missing or did not manage. */
type Rival = (region: PixelRegion) => Promise<number | null>;

/** A process of pdftoppm that draws the region into a PNG. */
export const pdftoppm: Rival = (region) => {
  const { file, password, page, dpi, x, y, width, height } = region;
  const place = ['-x', x, '-y', y, '-W', width, '-H', height].map(String);
  const secret = password === undefined ? [] : ['-upw', password];
  const pages = ['-f', page, '-l', page, '-r', dpi].map(String);
  return measured('pdftoppm', ['-png', '-cropbox', ...secret, ...pages, ...place, file]);
};

/** A process of mutool that draws the whole sheet: its command has no region. */
export const mutool: Rival = ({ file, password, page, dpi }) => {
  const secret = password === undefined ? [] : ['-p', password];
  return measured('mutool', [
    'draw',
    '-q',
    '-F',
    'png',
    '-r',
    String(dpi),
    '-o',
    '-',
    ...secret,
    file,
    String(page),
  ]);
};

async function measured(program: string, values: string[]): Promise<number | null> {
  try {
    const options = { encoding: 'buffer', maxBuffer: 1024 ** 3, timeout: timeoutMs } as const;
    const { value, ms } = await timed(() => run(program, values, options));
    return value.stdout.length > 0 ? ms : null;
  } catch {
    return null;
  }
}
