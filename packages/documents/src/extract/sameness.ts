import type { Scored } from './score.ts';
import { stemmedTerms } from './words.ts';

interface Signature {
  /** Its numbers and marks, in order. */
  exact: string;
  words: ReadonlySet<string>;
}

/** Recognition spells the same sentence of two sheets differently. */
const SAME_WORDS = 0.75;
const EXACT = /\p{L}{0,3}[-–]?\d[\p{L}\d.,*/×-]*/gu;
const signatures = new WeakMap<Scored['segment'], Signature>();

/** Whether two places say the same: the same numbers and marks, and nearly the same words. */
export function isSame({ segment: one }: Scored, { segment: other }: Scored): boolean {
  if (one.kind !== other.kind || Math.abs(one.own.length - other.own.length) > 0.3 * one.own.length + 5)
    return false;
  if (one.section.join('\n') !== other.section.join('\n')) return false;
  const [left, right] = [signatureOf(one), signatureOf(other)];
  if (left.exact !== right.exact) return false;
  const shared = [...left.words].filter((word) => right.words.has(word)).length;
  return shared >= SAME_WORDS * Math.max(left.words.size, right.words.size);
}

function signatureOf(segment: Scored['segment']): Signature {
  const known = signatures.get(segment);
  if (known !== undefined) return known;
  const exact = (segment.own.match(EXACT) ?? []).join(' ').toLowerCase();
  const signature = { exact, words: new Set(stemmedTerms(`${segment.own} ${segment.title ?? ''}`)) };
  signatures.set(segment, signature);
  return signature;
}
