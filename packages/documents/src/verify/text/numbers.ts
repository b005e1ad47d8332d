import { type Unit, unitAt } from './units.ts';

/** A number that stands by itself: no part of a mark, a date or a code. */
export interface WrittenNumber {
  /** Offsets in the text, sign included, unit left out. */
  start: number;
  end: number;
  value: number;
  /** Digits without leading zeros, those behind the comma included. */
  digits: number;
  isDecimal: boolean;
  /** Written with a sign. */
  isSigned: boolean;
  unit: Unit | null;
  /** Where the unit ends, `end` without one. */
  unitEnd: number;
}

const DIGITS = /\d+/gu;
const LETTER = /\p{L}/u;
const DIGIT = /\d/u;
/** What a number may follow although it is a letter: «645×3220», «Ø530», «\rho=90» needs none. */
const BEFORE_NUMBER = /[ХФ]/u;

/**
 * The numbers of a text between two offsets. `folded` is the same text folded sign for sign. A group of thousands («31 431») is one
 * number; where an ordinary space may as well stand between two, both readings are given, the joined one first.
 */
export function readNumbers(text: string, folded: string, from = 0, to = text.length): WrittenNumber[] {
  const numbers: WrittenNumber[] = [];
  DIGITS.lastIndex = from;
  for (let found = DIGITS.exec(folded); found !== null && found.index < to; found = DIGITS.exec(folded)) {
    const start = found.index;
    const token = readToken(folded, start, to);
    DIGITS.lastIndex = token.end;
    if (token.isNumber) numbers.push(...readingsOf(text, folded, token));
  }
  return numbers;
}

interface Token {
  start: number;
  end: number;
  isNumber: boolean;
}

const REST_OF_TOKEN = /[\p{L}\d]*(?:[-./,_][\p{L}\d]+)*/uy;
const NUMBER = /\d+(?:[.,]\d+)?/uy;
const GROUPS = /\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+(?!\d))?/uy;

/** One run that begins with figures: a number, or what only looks like one («2.П-14», «02.09.2025», the 13 of «А3-13»). */
function readToken(folded: string, start: number, to: number): Token {
  if (isInsideWord(folded, start))
    return { start, end: matchEnd(REST_OF_TOKEN, folded, start), isNumber: false };
  const end = Math.min(matchEnd(NUMBER, folded, start), to);
  const groups = Math.min(matchEnd(GROUPS, folded, start), to);
  const last = Math.max(end, groups);
  // «ДПС 01» numbers something.
  if (/^0\d/u.test(folded.slice(start, start + 2))) return { start, end: last, isNumber: false };
  if (!isTorn(folded, last)) return { start, end: last, isNumber: true };
  return { start, end: Math.max(last, matchEnd(REST_OF_TOKEN, folded, start)), isNumber: false };
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** Whether figures at `start` continue a mark, a cipher or a fraction. */
function isInsideWord(folded: string, start: number): boolean {
  const before = folded[start - 1] ?? '';
  const beyond = folded[start - 2] ?? '';
  if (LETTER.test(before)) return !(BEFORE_NUMBER.test(before) && !LETTER.test(beyond));
  if (before === '-' || before === '/' || before === '_') return LETTER.test(beyond);
  return before === '.' && (LETTER.test(beyond) || DIGIT.test(beyond)) && !isWordDot(folded, start);
}

/** «см.5» is a word and a number, «А.1» is a mark. */
function isWordDot(folded: string, start: number): boolean {
  return /(?:^|[^\p{L}\d])\p{L}{2,}\.$/u.test(folded.slice(Math.max(0, start - 12), start));
}

/** Whether what follows makes the figures a part of something longer. */
function isTorn(folded: string, end: number): boolean {
  const next = folded[end] ?? '';
  const beyond = folded[end + 1] ?? '';
  if (next === '.' || next === ',')
    return DIGIT.test(beyond) || (next === '.' && isMarkTail(folded, end + 1));
  if (next === '/') return DIGIT.test(beyond);
  if (next === '-') return DIGIT.test(beyond) ? isCode(folded, end) : LETTER.test(beyond);
  return LETTER.test(next) && !isUnitLike(folded, end);
}

/** «2.П-14». */
function isMarkTail(folded: string, at: number): boolean {
  return /^\p{L}{1,3}[-./]?\d/u.test(folded.slice(at, at + 6));
}

/** «31360-2007», «8-10-19/75»; «15-20» is a range. */
function isCode(folded: string, end: number): boolean {
  return /^-\d+(?:[-/]\d|\p{L})/u.test(folded.slice(end, end + 16));
}

/** «100ММ», «3Х4», «7-ГО», «20С»: letters that a number may have behind it. */
function isUnitLike(folded: string, end: number): boolean {
  return /^(?:Х *\d|[ХМ](?![\p{L}\d])|ММ|СМ|КМ|М[23]|М(?![\p{L}\d])|КГ|КН|ШТ|П\.? ?М|Г(?![\p{L}\d])|Т(?![\p{L}\d])|МПА|КПА|ПА|РУБ|С(?![\p{L}\d]))/u.test(
    folded.slice(end, end + 6),
  );
}

function readingsOf(text: string, folded: string, { start, end }: Token): WrittenNumber[] {
  const whole = numberAt(text, folded, start, end);
  const written = folded.slice(start, end);
  if (!written.includes(' ')) return [whole];
  const pieces = [...written.matchAll(/[^ ]+/gu)].map((piece) =>
    numberAt(text, folded, start + piece.index, start + piece.index + piece[0].length),
  );
  return [whole, ...pieces];
}

/** A sign belongs to the number when nothing that it could join stands before it. */
const SIGN_BEFORE = /(?:^|[\s(|=:;«"±<>*])[-+]$/u;

function numberAt(text: string, folded: string, start: number, end: number): WrittenNumber {
  const signed = SIGN_BEFORE.test(folded.slice(Math.max(0, start - 2), start));
  const written = folded.slice(start, end).replace(/ /gu, '').replace(',', '.');
  const value = Number(written) * (signed && folded[start - 1] === '-' ? -1 : 1);
  const unit = unitAt(text, end);
  return {
    start: signed ? start - 1 : start,
    end,
    value,
    digits: written.replace('.', '').replace(/^0+/u, '').length,
    isDecimal: written.includes('.'),
    isSigned: signed,
    unit: unit?.unit ?? null,
    unitEnd: unit?.end ?? end,
  };
}

/** Whether the value, told in its unit, is the claimed one told in another unit of the same dimension. */
export function sameConverted(claimed: WrittenNumber, value: number, unit: Unit | null): boolean {
  if (claimed.unit === null || unit === null || claimed.unit.dimension !== unit.dimension) return false;
  return isClose(claimed.value * claimed.unit.factor, value * unit.factor);
}

export function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other));
}
