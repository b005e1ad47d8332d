import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { block, check, marked } from './testing/check.ts';
import { fold } from './text/fold.ts';
import { readNumbers } from './text/numbers.ts';

const CODE = 'AAAA-BBBB-CCC';
/** Hundredths, so that nothing is lost in writing. */
const value = fc.integer({ min: 100, max: 99_999_999 });
const separator = fc.constantFrom(',', '.');
const groupSpace = fc.constantFrom('', ' ', '\u00a0', '\u202f');

function write(hundredths: number, comma: string, space: string): string {
  const [whole = '', decimals = ''] = (hundredths / 100).toFixed(2).split('.');
  return `${whole.replace(/\B(?=(?:\d{3})+$)/gu, space)}${comma}${decimals}`;
}

const isConfirmed = (cited: string, claimed: string) => {
  const source = block(CODE, `| Марка | Объём, м3 |\n|---|---|\n| А4-1 | ${cited} |`);
  return marked(check(`А4-1: объём ${claimed} м³ [${CODE}]`, [source]))
    .at(-1)
    ?.startsWith('+');
};

describe('numbers', () => {
  test('are read as written, whatever their comma and group space', () => {
    fc.assert(
      fc.property(value, separator, groupSpace, (hundredths, comma, space) => {
        const text = `объём ${write(hundredths, comma, space)} м³`;
        expect(readNumbers(text, fold(text))[0]).toMatchObject({ value: hundredths / 100, isDecimal: true });
      }),
    );
  });

  test('are confirmed by the same value in any spelling', () => {
    fc.assert(
      fc.property(
        value,
        separator,
        groupSpace,
        fc.tuple(separator, groupSpace),
        (hundredths, comma, space, other) => {
          expect(isConfirmed(write(hundredths, comma, space), write(hundredths, ...other))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('are not confirmed with one digit changed', () => {
    fc.assert(
      fc.property(value, fc.nat(), fc.integer({ min: 1, max: 9 }), (hundredths, place, step) => {
        const written = write(hundredths, ',', '');
        const digits = [...written].flatMap((sign, at) => (sign === ',' ? [] : [at]));
        const at = digits[place % digits.length] ?? 0;
        const changed = `${written.slice(0, at)}${(Number(written[at]) + step) % 10}${written.slice(at + 1)}`;
        fc.pre(!/^0\d/u.test(changed));
        expect(isConfirmed(written, changed)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test('are not confirmed by a longer number that holds their digits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 9999 }),
        fc.integer({ min: 0, max: 9 }),
        fc.boolean(),
        (number, digit, atEnd) => {
          const longer = atEnd ? `${number}${digit}` : `${digit + 1}${number}`;
          expect(isConfirmed(longer, String(number))).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('sums are right exactly when they are', () => {
    const source = block(CODE, '| Дом | Число, шт |\n|---|---|\n| Первый | 42 |\n| Второй | 17 |');
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 99 }), (sum) => {
        const verdict = marked(check(`42 + 17 = ${sum} [${CODE}]`, [source])).at(-1);
        expect(verdict).toBe(`-${sum}`);
      }),
    );
    expect(marked(check(`42 + 17 = 59 [${CODE}]`, [source]))).toEqual(['+42', '+17', '+59']);
  });
});

test('any answer is checked without failing, every claim lies inside it', () => {
  const words = fc.constantFrom(
    'поз.',
    'лист',
    '5.1',
    '|',
    '\n',
    '- ',
    'А3-13*',
    '1 200',
    'мм',
    '×',
    '=',
    '+',
    `[${CODE}]`,
    '«',
    '02.09.2025',
    '№',
    '**',
    ':',
    ';',
  );
  const source = block(CODE, '| А | Б |\n|---|---|\n| А3-13* | 1200 |\n\nтекст: 5 шт.');
  fc.assert(
    fc.property(
      fc.array(fc.oneof(words, fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 24 }),
      (parts) => {
        const content = parts.join(' ');
        for (const { start, end, text } of check(content, [source]).claims)
          expect(content.slice(start, end)).toBe(text);
      },
    ),
    { numRuns: 150 },
  );
});
