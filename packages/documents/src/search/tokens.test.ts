import { describe, expect, test } from 'vitest';
import { stem } from './stem.ts';
import { tokenize } from './tokens.ts';

const terms = (text: string): string[] => tokenize(text).map((token) => token.term);

describe('tokenize', () => {
  test.each([
    ['Котёл и ёмкость', ['котел', 'и', 'емкость']],
    ['606,95 м³', ['606.95', 'м3']],
    ['на 14-м этаже', ['на', '14', 'этаже']],
    ['ГОСТ 31360-2007', ['гост', '31360-2007', '31360', '2007']],
    ['квартира (7/9)', ['квартира', '7/9', '7', '9']],
    ['1000×2120мм', ['1000x2120', '1000', '2120', 'мм']],
    ['600х100х250', ['600x100x250', '600', '100', '250']],
    ['шифр 133/23-ГК-АР4', ['шифр', '133/23-ГК-АР4', 'АР4']],
    ['Зона2', ['3ОНА2', 'зона', '2']],
    ['КРЗ', ['КР3', 'крз']],
    ['Pаспределитель', ['распределитель']],
    ['BK', ['вк']],
    ['The walls', ['the', 'walls']],
  ])('%s', (text, expected) => expect(terms(text)).toEqual(expected));

  test('offsets point at what was read', () => {
    const text = 'Блок D600, 625х150';
    expect(tokenize(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'Блок',
      'D600',
      '625х150',
      '625',
      '150',
    ]);
  });
});

describe('stem', () => {
  test.each([
    ['перемычек', 'перемычка'],
    ['проемов', 'проемы'],
    ['этажей', 'этаже'],
    ['connections', 'connected'],
  ])('%s and %s', (a, b) => expect(stem(a)).toBe(stem(b)));
});
