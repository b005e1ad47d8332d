import type { Box } from '@aizoomdoc/documents';
import type { PdfPool, PdfSource } from '@aizoomdoc/documents/pdf';
import { timed } from '../lib/metrics.ts';

export interface ViewerFigures {
  viewers: number;
  requests: number;
  /** Regions that were really drawn. */
  renders: number;
  /** Milliseconds of each request. */
  times: number[];
}

/** Steps of the way over the sheet. */
const steps = 6;

/** Readers who open one sheet at once and go over it the same way, each at their own pace; nothing is cached. */
export async function measureViewers(
  pool: PdfPool,
  source: PdfSource,
  viewers: number,
): Promise<ViewerFigures> {
  const before = pool.renders;
  const way = Array.from({ length: steps * steps }, (_, step): Box => {
    const [x, y] = [(step % steps) / steps, Math.floor(step / steps) / steps];
    return [x, y, x + 1 / steps, y + 1 / steps];
  });
  const view = async () => {
    const times: number[] = [];
    for (const box of way) {
      const request = { source, page: 1, box, width: 1024, height: 1024, format: 'png' } as const;
      times.push((await timed(() => pool.render(request))).ms);
    }
    return times;
  };
  const times = (await Promise.all(Array.from({ length: viewers }, view))).flat();
  return { viewers, requests: times.length, renders: pool.renders - before, times };
}
