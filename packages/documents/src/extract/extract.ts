import { type Question, readQuestion } from './question.ts';
import { type Evidence, scoreSegments } from './score.ts';
import { selectQuotes } from './select.ts';
import type { ExtractBlock, Extraction, ExtractOptions } from './types.ts';

/** With less of the question's words (by number) in the blocks than this, the blocks are about something else. */
const ENOUGH_WORDS = 0.5;

/**
 * Answers a question by quotes from blocks that a search found, without any model. Marks, floors and buildings that the
 * question names must stand in the blocks: an absent one is `missing`, never replaced by a similar one.
 */
export function extract(
  question: string,
  blocks: readonly ExtractBlock[],
  options: ExtractOptions = {},
): Extraction {
  const asked = readQuestion(question);
  const evidence = scoreSegments(asked, blocks);
  const missing = missingIn(asked, evidence);
  if (missing.decisive) return { verdict: 'not_found', quotes: [], missing: missing.labels };
  const quotes = selectQuotes(evidence.scored, { ...options, compares: asked.compares });
  if (quotes.length === 0) return { verdict: 'not_found', quotes, missing: missing.labels };
  return { verdict: missing.labels.length === 0 ? 'found' : 'partial', quotes, missing: missing.labels };
}

interface Missing {
  labels: string[];
  /** What is missing is what the question is about. */
  decisive: boolean;
}

function missingIn(question: Question, { present, scored }: Evidence): Missing {
  const absent = (named: readonly { term: string; label: string }[]) =>
    named.filter(({ term }) => !present.has(term)).map(({ label }) => label);
  const found = new Set(scored.flatMap(({ gains }) => [...gains.keys()]));
  const marks = question.marks.filter(({ term }) => !found.has(term)).map(({ label }) => label);
  const groups = [question.marks, question.floors, question.buildings, question.sheets, question.pages];
  const named = [marks, ...groups.slice(1).map(absent)];
  const whole = named.some((labels, at) => labels.length > 0 && labels.length === groups[at]?.length);
  const attributes = question.attributes
    .filter(({ name }) => !present.has(`?${name}`))
    .map(({ name }) => name);
  const words = question.terms.filter((term) => present.has(term)).length;
  const strange = question.terms.length > 0 && words / question.terms.length < ENOUGH_WORDS;
  const anchored = groups.some((group) => group.length > 0);
  const everyAttribute = attributes.length > 0 && attributes.length === question.attributes.length;
  return {
    labels: [...named.flat(), ...attributes],
    decisive: whole || everyAttribute || (strange && !anchored),
  };
}
