import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMark, findMarkInBlocks } from './index.ts';

const RUNS = { numRuns: 2500 };

/** Signs that mean the same in a mark. */
const SAME: Readonly<Record<string, string>> = {
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
  '/': '\\',
  '.': ',',
  '⌀': 'Øø∅',
  t: 'тT',
};

const letter = fc.constantFrom(...'АБВГДЕКЛМНОПРСТУФШ');
const letters = (min: number, max: number) =>
  fc.array(letter, { minLength: min, maxLength: max }).map((list) => list.join(''));
const number = (max: number) => fc.integer({ min: 1, max }).map(String);
const stars = fc.constantFrom('', '', '*', '**');
const joined = (...parts: (fc.Arbitrary<string> | string)[]) =>
  fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((all) => all.join(''));

const mark = fc.oneof(
  joined(letters(1, 2), number(99), stars),
  joined(letters(1, 1), number(9), '-', number(31), stars),
  joined(letters(2, 3), '-', number(40), stars),
  joined(letters(2, 3), number(9), '.', number(9)),
  joined(letters(2, 3), '-', number(20), '.', number(9)),
  joined(letters(1, 1), '/', number(20)),
  joined(letters(1, 1), '/', letters(1, 1)),
  joined(number(9), '-', number(20), '/', letters(1, 1), '-', letters(1, 1)),
  joined(
    number(999),
    '/',
    number(99).map((one) => one.padStart(2, '2')),
    '-ГК-',
    letters(2, 2),
    number(9),
  ),
  joined(letters(2, 4).filter((word) => !/^(?:НА|ОТ|ПО|ДО|НЕ|НО|ОН)$/u.test(word))),
  joined('Ду', number(99), '0'),
  joined('⌀', number(40)),
  joined('t=', number(9), '.', number(9)),
);

/** The mark as another hand would write it; a letter З is a three, and a comma a dot, beside figures only. */
const rewritten = (original: string) =>
  fc.array(fc.nat(9), { minLength: original.length, maxLength: original.length }).map((choices) =>
    [...original]
      .map((sign, at) => {
        const figures = `${original[at - 1]}${original[at + 1]}`.replace(/\D/gu, '').length;
        const isFixed = (sign === '3' && figures < 1) || (sign === '.' && figures < 2);
        return isFixed ? sign : ([sign, ...(SAME[sign] ?? '')].at(choices[at] ?? 0) ?? sign);
      })
      .join(''),
  );

/** A space where hands put one: between the letters and the number, around an equals sign. */
const spaced = (written: string) =>
  fc
    .boolean()
    .map((wide) =>
      wide ? written.replace(/^(\p{Lu}{1,4}|Ду|[⌀Øø∅])(?=\d)/u, '$1 ').replace('=', ' = ') : written,
    );

const inContext = fc.constantFrom(
  (one: string) => `Перемычки марки ${one}, см. лист 5`,
  (one: string) => `| Поз. | ${one} | 3 | 1300 |`,
  (one: string) => `${one} — по проекту.`,
  (one: string) => `(${one}); далее по тексту`,
  (one: string) => `«${one}».`,
  (one: string) => `Система\u00a0${one}\nвторая строка`,
);

/** Marks that begin, end or look much like this one. */
function confusions(original: string): string[] {
  const body = original.replace(/\**$/u, '');
  const end = original.slice(body.length);
  const isQuantity = /^(?:Ду|⌀|t=)/u.test(body);
  return [
    ...['1', '-1', '/1', 'П'].map((tail) => body + tail + end),
    ...(body.includes('=') ? [] : [`${body}.1${end}`]),
    ...(isQuantity ? [] : ['Я', 'Я/', '1'].map((head) => head + original)),
    `${original}*`,
    ...(end === '' ? [] : [body]),
    body.replace(/\d(?=\D*$)/u, (digit) => String((Number(digit) + 1) % 10)) + end,
    ...(/^\p{Lu}/u.test(body) ? [body.replace(/^\p{Lu}/u, 'Я') + end] : []),
  ].filter((other) => other !== original && other !== '');
}

describe('findMark', () => {
  test('every spelling of a mark is found where it stands, once', () => {
    const cases = mark.chain((original) =>
      fc.tuple(fc.constant(original), rewritten(original).chain(spaced), inContext),
    );
    fc.assert(
      fc.property(cases, ([original, written, context]) => {
        const text = context(written);
        const places = findMark(original, text);
        expect(places.map(({ match, text: found }) => [match, found])).toEqual([['mark', written]]);
        expect(text.slice(places[0]?.start, places[0]?.end)).toBe(written);
      }),
      RUNS,
    );
  });

  test('no other mark is taken for it', () => {
    const cases = mark.chain((original) =>
      fc.tuple(
        fc.constant(original),
        fc
          .constantFrom(...confusions(original))
          .chain(rewritten)
          .chain(spaced),
        inContext,
      ),
    );
    fc.assert(
      fc.property(cases, ([original, other, context]) => {
        expect(findMark(original, context(other)).filter(({ match }) => match === 'mark')).toEqual([]);
      }),
      RUNS,
    );
  });

  test.each([
    ['В2', 'стояк В21 и В2*, В2.1, АВ2, В2П'],
    ['В4-14', 'перемычка В4-14*'],
    ['ОВ1', 'система ОВ1.1'],
    ['КР', 'раздел КР1'],
    ['1', 'ось П/1'],
    ['И', 'оси П/И, полы и стены'],
    ['СМ', 'см. лист 5'],
    ['В2', 'В 2 секциях по 3 квартиры. К 1 ноября'],
    ['В2', 'в 2 этажа'],
    ['В2', 'ПЛАН В 2 УРОВНЯХ'],
    ['С3', 'окраска с 3 сторон'],
    ['Ду50', 'Ду500'],
    ['t=0,5', 't=0,55'],
    ['t=0,5', 't=10,5'],
  ])('%s is not in «%s»', (asked, text) => expect(findMark(asked, text)).toEqual([]));

  test.each([
    ['В2', 'стояк В 2 проходит', 'В 2'],
    ['А4-14', 'перемычка A 4–14 на листе', 'A 4–14'],
    ['Ду50', 'труба Ду 50мм', 'Ду 50мм'],
    ['ø12', 'арматура Ø 12 А500', 'Ø 12'],
    ['t=0.5', 'сталь t = 0,5 мм', 't = 0,5'],
    ['t=0,5', 'сталь t=0.5мм', 't=0.5мм'],
    ['1-8/А-Ж', 'в осях 1–8/A-Ж', '1–8/A-Ж'],
    ['П/1', 'в осях П/1–П/6', 'П/1'],
    ['КР', 'раздел КР 1 этапа', 'КР'],
  ])('%s is in «%s»', (asked, text, written) =>
    expect(findMark(asked, text)).toMatchObject([{ match: 'mark', text: written }]),
  );

  test('slips of recognition are told apart', () => {
    expect(findMark('В3-14', 'Б3-14 и В3-14')).toMatchObject([
      { match: 'mark_ocr', text: 'Б3-14' },
      { match: 'mark', text: 'В3-14' },
    ]);
  });

  test('over blocks: those that name the mark', () => {
    const blocks = [{ text: 'А4-14' }, { text: 'А4-14*' }, { text: 'ещё A4-14' }];
    expect(findMarkInBlocks('А4-14', blocks).map(({ block }) => block)).toEqual([blocks[0], blocks[2]]);
  });
});
