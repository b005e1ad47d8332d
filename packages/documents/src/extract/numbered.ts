import { normalizeMark } from '../marks/index.ts';
import { stem } from '../search/stem.ts';
import { markTerm } from '../search/terms.ts';

/** One of several things that a number tells apart: «зона 6», «квартира 5», «поз. 3». */
export interface Numbered {
  /** «&зон:6»; equal terms are the same thing. */
  term: string;
  /** Stem of the word. */
  word: string;
  number: string;
  /** «зона 6» as written. */
  label: string;
  start: number;
  end: number;
}

/** Sign of the terms of numbered things. */
const SIGN = '&';
const NAME = String.raw`\d{1,4}(?:[./]\d{1,3})*\p{Ll}?`;
const NOT_A_NAME = String.raw`(?![\p{L}\p{N}]|[.,/]\p{N}|\s*[-–—…]\s*\p{N}|[-–]\p{L}|\s?(?:мм|см|м|м2|м²|м3|м³|кг|т|г|л|шт|мкм|кН|кПа|МПа|град|час|суток|дней|лет|год)(?!\p{L})|\s?[%°×xх])`;
const LIST = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(\p{L}{3,})\.?\s{0,2}(?:№{1,2}\s?)?(${NAME}${NOT_A_NAME}(?:\s?(?:,|и)\s?(?:№\s?)?${NAME}${NOT_A_NAME})*)`,
  'gu',
);
const EACH = new RegExp(NAME, 'gu');
/** How the forms of drawings shorten the words that people write out. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  поз: 'позиция',
  пом: 'помещение',
  отв: 'отверстие',
  скв: 'скважина',
  табл: 'таблица',
};

const ORDINAL =
  /(?<![\p{L}\p{N}.,/-])(\d{1,3})\s?-?(?:[оеыи]?го|[оеы]?му|[ыио]?й|[ыиое]?м|[ау]?я|[уо]?ю|[оы]?е)\s(?!этаж)(\p{Ll}{4,})/gu;

/** Everything in a text that a word and a number name; «зоны 7.1 и 7.2» are two, «3-го этапа» is one. */
export function findNumbered(text: string): Numbered[] {
  return [...listed(text), ...ordinals(text)];
}

function ordinals(text: string): Numbered[] {
  return [...text.matchAll(ORDINAL)].map((found): Numbered => {
    const [label, number = '', word = ''] = found;
    const named = { word: wordOf(word), number, label, start: found.index, end: found.index + label.length };
    return { ...named, term: numberedTerm(named.word, number) };
  });
}

function listed(text: string): Numbered[] {
  return [...text.matchAll(LIST)].flatMap((found) => {
    const [whole, word = '', list = ''] = found;
    const listStart = found.index + whole.length - list.length;
    return [...list.matchAll(EACH)].map((one, at): Numbered => {
      const start = at === 0 ? found.index : listStart + one.index;
      const end = listStart + one.index + one[0].length;
      const named = { word: wordOf(word), number: one[0], label: `${word} ${one[0]}` };
      return { ...named, term: numberedTerm(named.word, named.number), start, end };
    });
  });
}

/** Whether a term names a thing of the sort of `word`. */
export function isNumberedAs(term: string, word: string): boolean {
  return term.startsWith(`${SIGN}${word}:`);
}

/** What a row is the line of: its first cell under the column's name; `anyTerm` where the column tells no word. */
export function keysOfRow(header: readonly string[], cells: readonly string[]): string[] {
  const [cell = ''] = cells;
  if (!KEY.test(cell)) return [];
  const word = /\p{L}{3,}/u.exec(header[0] ?? '')?.[0];
  if (word === undefined) return [anyTerm(cell)];
  const mark = /^\p{Lu}{2,}$/u.test(word) ? [markTerm(normalizeMark(`${word}-${cell}`))] : [];
  return [anyTerm(cell), numberedTerm(wordOf(word), cell), ...mark];
}

const KEY = new RegExp(`^${NAME}$`, 'u');

/** The term of a row whose number is known and whose sort is not. */
export function anyTerm(number: string): string {
  return `${SIGN}:${number}`;
}

function numberedTerm(word: string, number: string): string {
  return `${SIGN}${word}:${number}`;
}

function wordOf(word: string): string {
  const plain = word.toLowerCase().replaceAll('ё', 'е');
  return stem(SHORT_FORMS[plain] ?? plain);
}
