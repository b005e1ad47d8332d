import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareMarks, findMarks, normalizeMark } from './index.ts';

const RUNS = { numRuns: 3000 };

/** Letters of real marks; each with the signs that look alike. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  А: 'AΑ',
  В: 'BΒ',
  С: 'C',
  Е: 'EЁ',
  К: 'KΚ',
  М: 'MΜ',
  Н: 'HΗ',
  О: 'OΟ',
  Р: 'PΡ',
  Т: 'TΤ',
  У: 'Y',
  Х: 'XΧ',
  '3': 'З',
  '-': '‐‑–—−',
};
const letter = fc.constantFrom(...'АБВГДЕКЛМНОПРСТУФШ');
const letters = (max: number) =>
  fc.array(letter, { minLength: 1, maxLength: max }).map((list) => list.join(''));
const number = fc.integer({ min: 1, max: 99 }).map(String);
const stars = fc.constantFrom('', '', '*', '**');

const mark = fc.oneof(
  fc.tuple(letters(2), number, stars).map((parts) => parts.join('')),
  fc.tuple(letters(1), number, stars).map(([head, tail, star]) => `${head}${tail}-${tail}${star}`),
  fc.tuple(letters(3), number, stars).map(([head, tail, star]) => `${head}-${tail}${star}`),
  fc.tuple(letters(3), number, number).map(([head, tail, sub]) => `${head}-${tail}.${sub}`),
  fc.tuple(letters(1), number).map(([head, tail]) => `${head}/${tail}`),
  fc.tuple(letters(2), number, letter, number).map(([head, n, hand, m]) => `${head}${n}${hand}-${m}`),
  fc
    .tuple(number, letters(2), letters(2), number)
    .map(([n, a, b, m]) => `133/${n.padStart(2, '2')}-${a}-${b}${m}`),
);

/** The same mark as another hand would write it: each sign may be replaced by one that looks alike. */
const rewritten = (original: string) =>
  fc
    .array(fc.nat(9), { minLength: original.length, maxLength: original.length })
    .map((choices) => [...original].map((sign, at) => choose(sign, choices[at] ?? 0)).join(''));

const choose = (sign: string, choice: number): string =>
  [sign, ...(LOOK_ALIKES[sign] ?? '')].at(choice) ?? sign;

const twoSpellings = mark.chain((original) => fc.tuple(fc.constant(original), rewritten(original)));

/** Other marks that begin, end or look much like this one. */
const confusions = (original: string): string[] => {
  const body = original.replace(/\**$/, '');
  const end = original.slice(body.length);
  const longer = ['1', '.1', '-1', '/1', 'П'].map((tail) => body + tail + end);
  const prefixed = ['Я', '1', 'Я/'].map((head) => head + original);
  return [
    ...longer,
    ...prefixed,
    `${original}*`,
    end === '' ? `${body}***` : body,
    body.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)) + end,
    body.replace(/^\p{L}/u, 'Я') + (/^\p{L}/u.test(body) ? '' : '1') + end,
    body.replace(/\d$/, '') + end,
  ];
};

const inSentence = (written: string): string => `| Марка ${written}, см. лист 5 (${written}) |`;
const keysIn = (text: string): string[] => findMarks(text).map((found) => found.key);

describe('marks', () => {
  test('every spelling of a mark is the same mark, found wherever it stands', () => {
    fc.assert(
      fc.property(twoSpellings, ([original, spelling]) => {
        expect(compareMarks(original, spelling)).toBe('mark');
        expect(keysIn(inSentence(spelling))).toEqual([normalizeMark(original), normalizeMark(original)]);
      }),
      RUNS,
    );
  });

  test('case, and spaces around a hyphen, make no difference', () => {
    fc.assert(
      fc.property(letters(3), number, stars, (head, tail, star) => {
        const original = `${head}-${tail}${star}`;
        expect(compareMarks(original, original.toLowerCase())).toBe('mark');
        expect(keysIn(inSentence(`${head} – ${tail}${star}`))).toContain(normalizeMark(original));
      }),
      RUNS,
    );
  });

  test('no confusion is taken for the mark, however spelled', () => {
    const pairs = twoSpellings.chain(([original, spelling]) =>
      fc
        .constantFrom(...confusions(original))
        .chain((other) => fc.tuple(fc.constant(spelling), rewritten(other))),
    );
    fc.assert(
      fc.property(pairs, ([spelling, other]) => {
        expect(compareMarks(spelling, other)).toBeNull();
        expect(keysIn(inSentence(other))).not.toContain(normalizeMark(spelling));
      }),
      RUNS,
    );
  });

  test('an OCR slip is told from the mark itself', () => {
    const withSlip = mark.filter((original) => /[ВО]/.test(original));
    fc.assert(
      fc.property(withSlip, (original) => {
        const slipped = original.replace(/[ВО]/, (sign) => (sign === 'В' ? 'Б' : '0'));
        expect(compareMarks(original, slipped)).toBe('mark_ocr');
      }),
      RUNS,
    );
  });

  test('any text is read without failing, offsets stay inside it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        for (const { start, end, text: written } of findMarks(text))
          expect(text.slice(start, end)).toBe(written);
      }),
    );
  });
});
