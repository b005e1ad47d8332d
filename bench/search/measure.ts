import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { percentile, round, timed } from '../lib/metrics.ts';

export interface Figures {
  p50: number;
  p95: number;
  p99: number;
}

export type Search = (question: string) => unknown;

/** Asks everything once without counting, so that a fresh process is not what is measured, and once again. */
export async function measureSearch(questions: readonly string[], search: Search): Promise<Figures> {
  for (const question of questions) await search(question);
  const times: number[] = [];
  for (const question of questions) times.push((await timed(async () => void (await search(question)))).ms);
  const at = (percent: number) => round(percentile(times, percent));
  return { p50: at(50), p95: at(95), p99: at(99) };
}

/** Megabytes that live objects and their buffers take. */
export function usedMemory(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}
