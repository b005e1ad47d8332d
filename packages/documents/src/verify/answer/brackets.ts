import type { Span } from '../text/sentences.ts';
import type { Named } from './claims.ts';

/** Behind a number and its unit: «42 (жилой дом)», «42 шт. (жилой дом)». */
const BRACKET = /^\.?[ \u00a0]?(\([^()\n]*\p{L}[^()\n]*\))/u;

/** The brackets right behind numbers, by the number: what they tell is said of that number alone. */
export function bracketsOf(text: string, named: readonly Named[]): ReadonlyMap<Named, Span> {
  const brackets = new Map<Named, Span>();
  for (const one of named) {
    if (one.what !== 'number') continue;
    const behind = Math.max(one.end, one.numbers.at(-1)?.unitEnd ?? 0);
    const found = BRACKET.exec(text.slice(behind));
    if (found === null) continue;
    const end = behind + found[0].length;
    brackets.set(one, { start: end - (found[1]?.length ?? 0), end });
  }
  return brackets;
}

/** Whether a place stands in the bracket of a number other than the claim, and the claim does not. */
export function isOfAnother(brackets: ReadonlyMap<Named, Span>, claim: Named, place: Span): boolean {
  return [...brackets].some(
    ([number, bracket]) => number !== claim && isIn(bracket, place) && !isIn(bracket, claim),
  );
}

export function isIn(whole: Span, part: Span): boolean {
  return whole.start <= part.start && part.end <= whole.end;
}
