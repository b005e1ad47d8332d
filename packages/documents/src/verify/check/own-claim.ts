import type { Named } from '../answer/claims.ts';
import type { CitedSource } from '../evidence/cited-source.ts';
import { outlineOf } from './outline.ts';

const NEGATION = /(?<!\p{L})(?:не|нет|отсутству\p{L}*|без)(?!\p{L})/iu;
const MARK_LIKE = /[\p{L}\d][\p{L}\d.,/*-]*/gu;

/**
 * Whether what the question named and the cited text does not is still a claim of the answer: a quantity («да, длина 1400 мм»), or a mark
 * where the text has others of its sort («стояк В21» with a source about В2).
 */
export function isOwnClaim(named: Named, text: string, sources: readonly CitedSource[]): boolean {
  if (NEGATION.test(text)) return false;
  if (named.what === 'number') return named.numbers.some(({ unit }) => unit !== null);
  if (named.what !== 'mark') return false;
  const outline = outlineOf(named.mark);
  return sources.some(({ evidence }) =>
    [...evidence.text.matchAll(MARK_LIKE)].some(
      ([word]) => /\p{L}/u.test(word) && /\d/u.test(word) && outlineOf(word) === outline,
    ),
  );
}
