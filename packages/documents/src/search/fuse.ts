/** How little the first places count more than the next, as in Cormack, Clarke and Büttcher, «Reciprocal rank fusion» (SIGIR 2009). */
const K = 60;

/** One order out of several: what stands high in any stands high, what stands in several higher. Equal ones keep the order of the first. */
export const fuseRankings = (rankings: readonly (readonly number[])[]): number[] => {
  const scores = new Map<number, number>();
  for (const ranking of rankings)
    for (const [place, member] of ranking.entries())
      scores.set(member, (scores.get(member) ?? 0) + 1 / (K + place + 1));
  return [...scores].sort(([, a], [, b]) => b - a).map(([member]) => member);
};
