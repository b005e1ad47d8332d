import { findMark, findMarks, normalizeMark, ocrKeyOf } from '@aizoomdoc/documents';

/** Ordinary questions over a mark. */
const TEMPLATES: readonly ((mark: string) => string)[] = [
  (mark) => `Сколько всего ${mark} предусмотрено?`,
  (mark) => `Какая масса у ${mark}?`,
  (mark) => `Где на планах показан элемент ${mark}?`,
  (mark) => `Какие размеры у ${mark}?`,
  (mark) => `Что означает обозначение ${mark}?`,
  (mark) => `Какая длина у позиции ${mark}?`,
  (mark) => `На каком листе находится ${mark}?`,
  (mark) => `Какая отметка низа у ${mark} на 1-м этаже?`,
];
const DIGITS = /\d+/gu;
/** Marks of one pattern that make it a pattern of the document. */
const ENOUGH_ALIKE = 2;
const ATTEMPTS = 400;
const LONGEST = 12;

/**
 * Questions over marks that a document has not, spelled as its own marks are: the digits of a real mark are changed until neither it nor
 * anything that looks or reads like it stands in `texts`. The same seed makes the same questions.
 */
export function absentMarkQuestions(texts: readonly string[], count: number, seed: number): string[] {
  const random = createRandom(seed);
  const present = texts.flatMap((text) => findMarks(text));
  const keys = new Set(present.map(({ key }) => ocrKeyOf(key)));
  const patterns = Object.values(Object.groupBy(uniqueMarks(present), patternOf))
    .filter((marks): marks is string[] => marks !== undefined && marks.length >= ENOUGH_ALIKE)
    .sort((one, other) => other.length - one.length);
  const made = new Set<string>();
  for (let attempt = 0; attempt < ATTEMPTS && made.size < count && patterns.length > 0; attempt++) {
    const marks = patterns[attempt % patterns.length] ?? [];
    const mark = pick(marks, random).replace(DIGITS, (digits) => sameLength(digits, random));
    const key = ocrKeyOf(normalizeMark(mark));
    if (
      keys.has(key) ||
      findMarks(mark).length !== 1 ||
      texts.some((text) => findMark(mark, text).length > 0)
    )
      continue;
    keys.add(key);
    made.add(mark);
  }
  return [...made].map((mark, at) => (TEMPLATES[at % TEMPLATES.length] ?? String)(mark));
}

function uniqueMarks(marks: readonly { key: string; text: string }[]): string[] {
  const byKey = new Map(marks.map(({ key, text }) => [key, text]));
  return [...byKey.values()].filter(
    (text) => text.length <= LONGEST && /\p{Lu}/u.test(text) && /\d/u.test(text),
  );
}

function patternOf(mark: string): string {
  return normalizeMark(mark).replace(DIGITS, '#');
}

/** Digits of the same length; a number of several does not start with zero. */
function sameLength(digits: string, random: () => number): string {
  const first = 1 + Math.floor(random() * 9);
  const others = Array.from({ length: digits.length - 1 }, () => Math.floor(random() * 10));
  return [first, ...others].join('');
}

function pick(items: readonly string[], random: () => number): string {
  return items[Math.floor(random() * items.length)] ?? '';
}

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
