import { setTimeout as pause } from 'node:timers/promises';
import type { LayoutMemory } from '../layout/index.ts';
import { PdfError } from './pdf-error.ts';
import type { PdfSource } from './pool/messages.ts';
import type { PdfPool } from './pool.ts';
import type { ReadPart } from './read-part.ts';

export interface PagesToRead {
  /** Consecutive, from 1. */
  pages: readonly number[];
  /** Of the pages before; `emptyMemory` at the beginning. */
  memory: LayoutMemory;
  signal: AbortSignal;
}

const busyPauseMs = 500;
const mostPauses = 120;

/**
 * Reads and lays out consecutive pages in a worker of the pool. A page that cannot be read, or takes too long, is among the `failed` and
 * takes none of its neighbours along. The same pages come in the same parts at every reading.
 * @throws {PdfError} `busy`; the reason of an aborted signal
 */
export async function readPages(
  pool: Pick<PdfPool, 'layout'>,
  source: PdfSource,
  { pages, memory, signal }: PagesToRead,
): Promise<ReadPart[]> {
  const parts: ReadPart[] = [];
  const read = async (numbers: number[]): Promise<void> => {
    const request = { pages: numbers, memory: parts.at(-1)?.memory ?? memory };
    try {
      parts.push(await patiently(() => pool.layout(source, request, { signal }), signal));
    } catch (error) {
      if (!(error instanceof PdfError) || error.code === 'busy') throw error;
      if (numbers.length === 1) parts.push(failedPart(numbers, request.memory));
      else for (const page of numbers) await read([page]);
    }
  };
  for (let rest = [...pages]; rest.length > 0; ) {
    const before = parts.length;
    await read(rest);
    const done = parts.slice(before).reduce((sum, part) => sum + part.pages.length + part.failed.length, 0);
    rest = rest.slice(done);
  }
  return parts;
}

function failedPart(pages: number[], memory: LayoutMemory): ReadPart {
  return { pages: [], blocks: [], needsOcr: [], report: [], memory, failed: pages };
}

/** Import waits its turn: readers of pages go first. */
export async function patiently<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let pauses = 0; ; pauses++) {
    try {
      return await call();
    } catch (error) {
      const busy = error instanceof PdfError && error.code === 'busy';
      if (!busy || pauses === mostPauses) throw error;
      await pause(busyPauseMs, undefined, { signal });
    }
  }
}
