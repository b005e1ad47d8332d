import { expect, it } from 'vitest';
import { searchChoices } from './search-choices.ts';

const choices = [
  { id: '1', group: 'commands' as const, title: 'Новый чат' },
  { id: '2', group: 'chats' as const, title: 'Перемычки А4-14 в Жилом доме' },
  { id: '3', group: 'chats' as const, title: 'Объём кладки' },
];

it.each([
  ['жил перем', ['2']],
  ['объем', ['3']],
  ['а4-14', ['2']],
  ['нов', ['1']],
  ['нет такого', []],
])('%s', (typed, ids) => {
  expect(searchChoices(choices, typed).map(({ id }) => id)).toEqual(ids);
});

it('shows all until something is typed', () => {
  expect(searchChoices(choices, ' ')).toHaveLength(3);
});
