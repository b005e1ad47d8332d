/** Of a list of slots: those of the highest scores, slots of equal score in ascending order. */
export const keepBest = (slots: ArrayLike<number>, scores: Float64Array, count: number): number[] => {
  const byScore = (a: number, b: number): number => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b;
  const least = scoreWithin(slots, scores, count);
  let best: number[] = [];
  let last: number | undefined;
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at] ?? 0;
    if ((scores[slot] ?? 0) < least || (last !== undefined && byScore(last, slot) < 0)) continue;
    best.push(slot);
    if (best.length < 2 * count) continue;
    best = best.sort(byScore).slice(0, count);
    last = best.at(-1);
  }
  return best.sort(byScore).slice(0, count);
};

const STEPS = 512;

/** A score that at least `count` of the slots reach, close to the highest such; 0 where they are fewer. Scores are positive. */
export const scoreWithin = (slots: ArrayLike<number>, scores: Float64Array, count: number): number => {
  if (slots.length <= count) return 0;
  let most = 0;
  for (let at = 0; at < slots.length; at++) most = Math.max(most, scores[slots[at] ?? 0] ?? 0);
  if (most === 0) return 0;
  const steps = new Uint32Array(STEPS + 1);
  const width = most / STEPS;
  for (let at = 0; at < slots.length; at++) {
    const step = Math.floor((scores[slots[at] ?? 0] ?? 0) / width);
    steps[step] = (steps[step] ?? 0) + 1;
  }
  let above = 0;
  for (let step = STEPS; step > 0; step--) {
    above += steps[step] ?? 0;
    // A hair lower, for what rounding did to the division.
    if (above >= count) return step * width * (1 - 1e-9);
  }
  return 0;
};
