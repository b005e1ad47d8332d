import type { Named } from '../answer/claims.ts';
import type { CitedSource } from '../evidence/cited-source.ts';
import type { EvidenceText } from '../evidence/evidence-text.ts';
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
  return sources.some(({ evidence }) => outlinesIn(evidence).has(outline));
}

const outlines = new WeakMap<EvidenceText, ReadonlySet<string>>();

/** The sorts of marks of a text. */
function outlinesIn(evidence: EvidenceText): ReadonlySet<string> {
  const known = outlines.get(evidence);
  if (known !== undefined) return known;
  const words = [...evidence.text.matchAll(MARK_LIKE)].map(([word]) => word);
  const found = new Set(words.filter((word) => /\p{L}/u.test(word) && /\d/u.test(word)).map(outlineOf));
  outlines.set(evidence, found);
  return found;
}
