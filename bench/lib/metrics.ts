/** Rank of the first right answer from 1, or `null` where none was found; and how long the question took. */
export interface Outcome {
  rank: number | null;
  ms: number;
}

/** Shares of the questions (0–1), mean reciprocal rank over the first ten, milliseconds. */
export interface Quality {
  questions: number;
  at1: number;
  at5: number;
  at10: number;
  MRR: number;
  p50_ms: number;
  p95_ms: number;
}

/** How many results every ranking is asked for. */
export const depth = 10;

export function rankOf(found: readonly string[], right: ReadonlySet<string>): number | null {
  const at = found.slice(0, depth).findIndex((id) => right.has(id));
  return at === -1 ? null : at + 1;
}

export function measure(outcomes: readonly Outcome[]): Quality {
  const within = (k: number) => mean(outcomes.map(({ rank }) => (rank !== null && rank <= k ? 1 : 0)));
  const times = outcomes.map(({ ms }) => ms);
  return {
    questions: outcomes.length,
    at1: within(1),
    at5: within(5),
    at10: within(10),
    MRR: mean(outcomes.map(({ rank }) => (rank === null ? 0 : 1 / rank))),
    p50_ms: percentile(times, 50),
    p95_ms: percentile(times, 95),
  };
}

/** The nearest rank; 0 for nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Runs `work` and tells how long it took. */
export async function timed<Value>(
  work: () => Value | Promise<Value>,
): Promise<{ value: Value; ms: number }> {
  const from = performance.now();
  const value = await work();
  return { value, ms: performance.now() - from };
}

/** To four places: more would be noise. */
export function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
