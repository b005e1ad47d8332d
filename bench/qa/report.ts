import { eachRanking, measureAll, type Outcomes, peers, type Ranking } from '../lib/contest.ts';
import { comparisonJson, qualityJson, qualityTable } from '../lib/quality-report.ts';
import type { Plan } from './plan.ts';

/** Outcomes by the file name of the document. */
export type OutcomesByDocument = ReadonlyMap<string, Outcomes>;

type Skipped = Pick<Plan, 'unsupported' | 'withoutBlocks'>;

export function reportJson(byDocument: OutcomesByDocument, { unsupported, withoutBlocks }: Skipped) {
  const total = measureAll(join(byDocument));
  const documents = [...byDocument].map(([file, outcomes]) => [file, measureAll(outcomes)] as const);
  const of = (ranking: Ranking) => ({
    total: qualityJson(total[ranking], 'hit'),
    documents: Object.fromEntries(documents.map(([file, all]) => [file, qualityJson(all[ranking], 'hit')])),
  });
  const peer = (ranking: Ranking) => ({
    ...of(ranking),
    ours_against_it: comparisonJson(total.ours, total[ranking], 'hit'),
  });
  return {
    ...of('ours'),
    baselines: Object.fromEntries(peers.map((ranking) => [ranking, peer(ranking)])),
    not_measured: { unsupported_documents: unsupported, questions_without_block_ids: withoutBlocks },
  };
}

export function reportText(byDocument: OutcomesByDocument, { unsupported, withoutBlocks }: Skipped): string {
  const tables = [...byDocument].map(([file, outcomes]) => qualityTable(file, measureAll(outcomes), 'hit'));
  if (byDocument.size > 1) tables.push(qualityTable('ВСЕГО', measureAll(join(byDocument)), 'hit'));
  const skipped = Object.entries(unsupported).map(
    ([file, count]) => `${file}: формат не поддержан, вопросов пропущено: ${count}`,
  );
  if (withoutBlocks > 0) skipped.push(`Вопросов без block_ids (искать нечего), пропущено: ${withoutBlocks}`);
  return [...tables, ...(skipped.length > 0 ? [skipped.join('\n')] : [])].join('\n\n');
}

function join(byDocument: OutcomesByDocument): Outcomes {
  const all = [...byDocument.values()];
  return eachRanking((ranking) => all.flatMap((outcomes) => outcomes[ranking]));
}
