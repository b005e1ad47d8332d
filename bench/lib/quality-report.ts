import { peers, type Ranking, rankingNames, rankings } from './contest.ts';
import { type Quality, round } from './metrics.ts';
import { formatTable } from './table.ts';

/** `hit@1` or `R@1`, as the sets call it. */
export type ScoreName = 'hit' | 'R';

/** As `--json` prints it. */
export function qualityJson(quality: Quality, name: ScoreName): Record<string, number> {
  const { questions, at1, at5, at10, MRR, p50_ms, p95_ms } = quality;
  return {
    questions,
    [`${name}@1`]: round(at1),
    [`${name}@5`]: round(at5),
    [`${name}@10`]: round(at10),
    MRR: round(MRR),
    p50_ms: round(p50_ms),
    p95_ms: round(p95_ms),
  };
}

/** How ours stands to a peer: `difference` in shares, `ratio` ours / peer (`null` where the peer has 0). */
export function comparisonJson(ours: Quality, peer: Quality, name: ScoreName) {
  const scores = { [`${name}@1`]: 'at1', [`${name}@5`]: 'at5', [`${name}@10`]: 'at10', MRR: 'MRR' } as const;
  const entries = Object.entries(scores) as [string, 'at1' | 'at5' | 'at10' | 'MRR'][];
  return Object.fromEntries(
    entries.map(([label, score]) => [
      label,
      {
        difference: round(ours[score] - peer[score]),
        ratio: peer[score] === 0 ? null : round(ours[score] / peer[score]),
      },
    ]),
  );
}

/** A row a ranking, under each what ours is to it. */
export function qualityTable(title: string, all: Record<Ranking, Quality>, name: ScoreName): string {
  const header = [title, 'вопросов', `${name}@1`, `${name}@5`, `${name}@10`, 'MRR', 'p50, мс', 'p95, мс'];
  const rows = rankings.map((ranking) => [rankingNames[ranking], ...qualityCells(all[ranking])]);
  const ratios = peers.map((ranking) => [
    `мы / ${rankingNames[ranking]}`,
    '',
    ...ratioCells(all.ours, all[ranking]),
  ]);
  return formatTable(header, [...rows, ...ratios]);
}

function qualityCells({ questions, at1, at5, at10, MRR, p50_ms, p95_ms }: Quality): string[] {
  const shares = [at1, at5, at10, MRR].map((share) => share.toFixed(3));
  return [String(questions), ...shares, p50_ms.toFixed(1), p95_ms.toFixed(1)];
}

function ratioCells(ours: Quality, peer: Quality): string[] {
  return (['at1', 'at5', 'at10', 'MRR', 'p50_ms', 'p95_ms'] as const).map((field) =>
    peer[field] === 0 ? '—' : `×${(ours[field] / peer[field]).toFixed(2)}`,
  );
}
