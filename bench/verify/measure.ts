import {
  type AnswerCitation,
  type Claim,
  type EvidenceSource,
  verifyAnswer,
} from '@aizoomdoc/documents/verify';
import type { Case } from './cases.ts';
import { type Mutation, type MutationKind, mutationsOf } from './mutations.ts';
import { type Phrasing, phrasingsOf } from './phrasings.ts';
import type { RowCase } from './table-rows.ts';

/** A right answer that was flagged. */
export interface FalseAlarm {
  question: string;
  phrasing: string;
  answer: string;
  claims: Claim[];
}

/** A changed answer that was not. */
export interface Miss extends Mutation {
  question: string;
  phrasing: string;
}

export interface Outcome {
  /** Right answers in all phrasings. */
  right: number;
  falseAlarms: FalseAlarm[];
  changed: Record<MutationKind, { asked: number; caught: number }>;
  misses: Miss[];
  /** Of one check, ms. */
  time: number;
}

export function measure(cases: readonly Case[]): Outcome {
  const outcome: Outcome = {
    right: 0,
    falseAlarms: [],
    changed: Object.fromEntries(mutationKindsSeen(cases)) as Outcome['changed'],
    misses: [],
    time: 0,
  };
  let checks = 0;
  const started = performance.now();
  for (const one of cases)
    for (const phrasing of phrasingsOf(one)) {
      checks += measurePhrasing(one, phrasing, outcome);
    }
  outcome.time = (performance.now() - started) / Math.max(1, checks);
  return outcome;
}

function mutationKindsSeen(cases: readonly Case[]) {
  const kinds = cases.flatMap((one) =>
    phrasingsOf(one).flatMap(({ text }) => mutationsOf(text, 0).map(({ kind }) => kind)),
  );
  return [...new Set(kinds)].map((kind) => [kind, { asked: 0, caught: 0 }] as const);
}

function measurePhrasing(one: Case, { name, text }: Phrasing, outcome: Outcome): number {
  outcome.right += 1;
  const claims = flagged(one, text);
  if (claims.length > 0)
    outcome.falseAlarms.push({ question: one.question, phrasing: name, answer: text, claims });
  const mutations = mutationsOf(text, outcome.right);
  for (const mutation of mutations) {
    outcome.changed[mutation.kind] ??= { asked: 0, caught: 0 };
    const tally = outcome.changed[mutation.kind];
    tally.asked += 1;
    if (flagged(one, mutation.text).length > 0) tally.caught += 1;
    else outcome.misses.push({ ...mutation, question: one.question, phrasing: name });
  }
  return mutations.length + 1;
}

/** Rows of tables told in words: right, with one thing changed, and with a value of another row. */
export interface RowOutcome {
  right: number;
  alarms: FalseAlarm[];
  changed: { asked: number; caught: number };
  swapped: { asked: number; caught: number };
}

export function measureRows(cases: readonly RowCase[]): RowOutcome {
  const outcome: RowOutcome = {
    right: cases.length,
    alarms: [],
    changed: { asked: 0, caught: 0 },
    swapped: { asked: 0, caught: 0 },
  };
  const ask = (tally: RowOutcome['changed'], one: RowCase, answer: string) => {
    tally.asked += 1;
    if (flagged(one, answer).length > 0) tally.caught += 1;
  };
  for (const [at, one] of cases.entries()) {
    const cited = (answer: string) => `${answer} [${one.sources[0]?.code}]`;
    const claims = flagged(one, cited(one.answer));
    if (claims.length > 0)
      outcome.alarms.push({ question: '', phrasing: 'строка таблицы', answer: cited(one.answer), claims });
    for (const { text } of mutationsOf(one.answer, at)) ask(outcome.changed, one, cited(text));
    for (const { answer } of one.swapped) ask(outcome.swapped, one, cited(answer));
  }
  return outcome;
}

function flagged({ question, sources }: Case, content: string): Claim[] {
  const citations = citationsOf(content, sources);
  const { claims } = verifyAnswer({ content, citations, sources, pictures: [], question });
  return claims.filter(({ status }) => status === 'not_confirmed');
}

function citationsOf(content: string, sources: readonly EvidenceSource[]): AnswerCitation[] {
  return [...content.matchAll(/\[([^\]]*)\]/gu)].flatMap((match, at) => {
    const source = sources.find(({ code }) => code === match[1]);
    if (source === undefined) return [];
    return [{ n: at + 1, start: match.index, end: match.index + match[0].length, sourceId: source.id }];
  });
}
