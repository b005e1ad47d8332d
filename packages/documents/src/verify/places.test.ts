import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { block, check, marked } from './testing/check.ts';

const CODE = 'AAAA-BBBB-CCC';
const ROWS = '| Марка | Кол. |\n|---|---|\n| А4-14 | 3 |\n| А4-15 | 1 |';
const titled = (floors: string) => block(CODE, `Спецификация перемычек ${floors}\n\n${ROWS}`);
const onSheet = (floors: string) => block(CODE, ROWS, { sheetTitle: `Кладочный план ${floors}` });
const said = (floors: string) => `${floors} А4-14 — 3 шт. [${CODE}]`;

describe('floors told together', () => {
  const lists = ['11, 13-го этажа', '11,13-го этажа', '11 и 13 этажей', 'с 11 по 13 этаж', 'этажей 11 и 13'];
  test.each(lists)('are each one of «%s», in the text or the title of its sheet', (floors) => {
    for (const source of [titled(floors), onSheet(floors)]) {
      const both = marked(check(said('На 11 и 13 этажах'), [source]));
      expect(both).toEqual(['+11', '+13', '+А4-14', '+3']);
      expect(marked(check(said('С 11 по 13 этаж'), [source]))).toEqual(both);
    }
  });

  test('are doubted one by one', () => {
    expect(marked(check(said('На 11 и 14 этажах'), [titled('11, 13-го этажа')]))).toEqual([
      '+11',
      '-14',
      '+А4-14',
      '+3',
    ]);
  });

  test('a list has no floors between, a stretch has', () => {
    expect(marked(check(said('На 12 этаже'), [titled('11, 13-го этажа')]))[0]).toBe('-12');
    expect(marked(check(said('На 12 этаже'), [titled('11–13-го этажа')]))[0]).toBe('+12');
  });

  test('below the ground keep their sign', () => {
    const source = titled('−2 и −1 этажей');
    expect(marked(check(said('На −2 и −1 этажах'), [source])).slice(0, 2)).toEqual(['+−2', '+−1']);
    expect(marked(check(said('На 1 и 2 этажах'), [source])).slice(0, 2)).toEqual(['-1', '-2']);
  });

  test('quantities are no floors', () => {
    const source = block(CODE, `Перемычки 11 и 13 этажей\n\n${ROWS}`);
    expect(marked(check(`А4-14 — 11 шт. [${CODE}]`, [source]))).toEqual(['+А4-14', '-11']);
  });

  test('stand in the cited list, or are not confirmed', () => {
    const floor = fc.integer({ min: 1, max: 40 });
    const list = fc.uniqueArray(floor, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(list, list, (told, cited) => {
        const content = `На ${told.slice(0, -1).join(', ')} и ${told.at(-1)} этажах одинаково [${CODE}].`;
        expect(marked(check(content, [titled(`${cited.join(', ')}-го этажа`)]))).toEqual(
          told.map((one) => `${cited.includes(one) ? '+' : '-'}${one}`),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('a bracket behind a number', () => {
  const source = block(
    CODE,
    '| Раздел | Кол. |\n|---|---|\n| Жилой дом | 42 |\n| Строение 1 | 3 |\n| Строение 2 | 44 |',
  );

  test('says what that number alone is of', () => {
    expect(marked(check(`45 шт. = 42 (жилой дом) + 3 (строение 1) [${CODE}]`, [source]))).toEqual([
      '+45',
      '+42',
      '+3',
      '+1',
    ]);
    expect(marked(check(`42 шт. (жилой дом), 44 шт. (строение 2) [${CODE}]`, [source]))).toEqual([
      '+42',
      '+44',
      '+2',
    ]);
  });

  test('does not lend a number to another subject', () => {
    const [swapped] = marked(check(`44 (строение 1) и 3 (строение 2) [${CODE}]`, [source]));
    expect(swapped).toBe('-44');
  });
});

describe('a picture and a text', () => {
  const row = '| Марка | Длина, мм | Масса, кг |\n|---|---|---|\n| А4-14 | 1600 | 8,215 |';
  const conflicts = (ofText: string | undefined, ofPicture: string | undefined) =>
    check(`А4-14: 1600 мм [${CODE}] [P1].`, [block(CODE, row, { document: ofText })], {
      pictures: [{ id: 'P1', text: 'А4-14 1500 8,215', page: 1, sheet: null, document: ofPicture }],
    }).conflicts;

  test('of one version contradict each other, of two they do not', () => {
    expect(conflicts('d1 2', 'd1 2')).toHaveLength(1);
    expect(conflicts('d1 1', 'd1 2')).toEqual([]);
    expect(conflicts('d1 1', 'd2 1')).toEqual([]);
  });

  test('whose document is not told may be of one', () => {
    expect(conflicts(undefined, 'd1 2')).toHaveLength(1);
    expect(conflicts('d1 2', undefined)).toHaveLength(1);
  });
});
