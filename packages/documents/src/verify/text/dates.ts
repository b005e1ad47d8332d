/** A date as far as it is told; `null` parts are not. */
export interface WrittenDate {
  start: number;
  end: number;
  day: number | null;
  month: number | null;
  year: number | null;
}

const MONTHS = ['янв', 'фев', 'мар', 'апр', 'ма', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'];
const MONTH =
  'янв(?:ар[яьею])?|фев(?:рал[яьею])?|март[ае]?|апр(?:ел[яьею])?|ма[йяе]|июн[яьею]|июл[яьею]|авг(?:уст[ае]?)?|сен(?:тябр[яьею])?|окт(?:ябр[яьею])?|ноя(?:бр[яьею])?|дек(?:абр[яьею])?';
const EDGE = '(?<![\\p{L}\\p{N}.,/-])';
const END = '(?![\\p{L}\\p{N}]|[.,]\\p{N})';
const YEAR_WORD = '(?:\\s*(?:г(?:од[ауе]?|\\.)?)(?![\\p{L}]))?';

const NUMERIC = new RegExp(`${EDGE}(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4}|\\d{2})${END}${YEAR_WORD}`, 'giu');
const ISO = new RegExp(`${EDGE}(\\d{4})-(\\d{2})-(\\d{2})${END}`, 'gu');
const WORDS = new RegExp(
  `${EDGE}(?:(\\d{1,2})(?:-?го)?\\s+)?(${MONTH})(?![\\p{L}])\\.?\\s+(\\d{4})${END}${YEAR_WORD}`,
  'giu',
);
const DAY_AND_MONTH = new RegExp(`${EDGE}(\\d{1,2})\\s+(${MONTH})(?![\\p{L}])(?!\\.?\\s+\\d{4})`, 'giu');
const YEAR = new RegExp(`${EDGE}((?:19|20)\\d{2})\\s*(?:год[ауе]?|гг?\\.)(?![\\p{L}])`, 'giu');

/** The dates of a text: «02.09.2025», «27.11.23», «2 сентября 2025 г.», «сентябрь 2025», «2024 год». */
export function readDates(text: string): WrittenDate[] {
  if (!/\d/u.test(text)) return [];
  const dates = [
    ...read(text, NUMERIC, ([, day, month, year]) => [number(day), number(month), fullYear(year)]),
    ...read(text, ISO, ([, year, month, day]) => [number(day), number(month), number(year)]),
    ...read(text, WORDS, ([, day, month, year]) => [number(day), monthOf(month), number(year)]),
    ...read(text, DAY_AND_MONTH, ([, day, month]) => [number(day), monthOf(month), null]),
  ].filter(isPossible);
  const years = read(text, YEAR, ([, year]) => [null, null, number(year)]);
  const isFree = ({ start }: WrittenDate) => !dates.some((one) => start >= one.start && start < one.end);
  return [...dates, ...years.filter(isFree)].sort((one, other) => one.start - other.start);
}

/** Whether the cited date says all that the claimed one says. */
export function isSameDate(claimed: WrittenDate, cited: WrittenDate): boolean {
  return (['day', 'month', 'year'] as const).every(
    (part) => claimed[part] === null || claimed[part] === cited[part],
  );
}

type Parts = [number | null, number | null, number | null];

function read(text: string, pattern: RegExp, partsOf: (match: RegExpMatchArray) => Parts): WrittenDate[] {
  return [...text.matchAll(pattern)].map((match) => {
    const [day, month, year] = partsOf(match);
    return { start: match.index, end: match.index + match[0].length, day, month, year };
  });
}

function number(written: string | undefined): number | null {
  return written === undefined ? null : Number(written);
}

function fullYear(written: string | undefined): number | null {
  const year = number(written);
  return year !== null && written?.length === 2 ? year + 2000 : year;
}

function monthOf(word: string | undefined): number | null {
  const name = word?.toLowerCase() ?? '';
  // «ма» is May in every case but «март», which stands before it.
  return MONTHS.findIndex((stem) => name.startsWith(stem)) + 1 || null;
}

/** «4.12.35» of a list of points is no date. */
function isPossible({ day, month }: WrittenDate): boolean {
  return (day === null || (day >= 1 && day <= 31)) && (month === null || (month >= 1 && month <= 12));
}
