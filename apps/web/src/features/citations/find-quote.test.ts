import { expect, it } from 'vitest';
import { findQuote } from './find-quote.ts';

const lit = (pieces: string[], quote: string) =>
  findQuote(pieces, quote).map(({ piece, start, end }) => pieces[piece]?.slice(start, end));

it('finds a table row across cells, whatever stands between them', () => {
  const cells = ['Марка', 'Шт.', 'А4-14', '42', 'А4-17', '3'];
  expect(lit(cells, '| А4-14 | 42 |')).toEqual(['А4-14', '42']);
});

it('does not mind case, «ё», line ends and typographic signs', () => {
  expect(lit(['Ещё один объём\nработ'], '«еще один Объём работ»')).toEqual(['Ещё один объём\nработ']);
});

it('lights a part of a piece only', () => {
  expect(lit(['всего 45 шт. на этаж'], '45 шт')).toEqual(['45 шт']);
});

it('finds nothing where nothing is', () => {
  expect(lit(['А4-14'], 'В4-14')).toEqual([]);
  expect(lit(['А4-14'], ' — ')).toEqual([]);
});

it('finds items of a list, whose numbers the page draws itself', () => {
  expect(lit(['Для оценки', 'Общее число'], '2. Для оценки\n3) Общее число')).toEqual([
    'Для оценки',
    'Общее число',
  ]);
});
