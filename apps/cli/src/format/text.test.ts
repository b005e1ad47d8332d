import { expect, it } from 'vitest';
import { createStyle } from './style.ts';
import { formatPlace, formatSize, formatTable, oneLine, plural, shortTitle } from './text.ts';

const blocks = ['блок', 'блока', 'блоков'] as const;

it('counts in Russian and keeps the number with its noun', () => {
  expect([1, 2, 5, 11, 21, 112, 1234].map((n) => plural(n, blocks))).toEqual([
    '1\u00a0блок',
    '2\u00a0блока',
    '5\u00a0блоков',
    '11\u00a0блоков',
    '21\u00a0блок',
    '112\u00a0блоков',
    '1\u00a0234\u00a0блока',
  ]);
});

it('writes sizes and places', () => {
  expect([0, 512, 2048, 5_650_000].map(formatSize)).toEqual([
    '0\u00a0Б',
    '512\u00a0Б',
    '2\u00a0КБ',
    '5,4\u00a0МБ',
  ]);
  expect(formatPlace({ page: 9, sheet: '5.1' })).toBe('стр.\u00a09, лист\u00a05.1');
  expect(formatPlace({ page: 9, sheet: null })).toBe('стр.\u00a09');
  expect(shortTitle('КИНГ / Рабочая документация / АР4.pdf')).toBe('АР4.pdf');
});

it('aligns columns whatever their colours, and cuts long lines by characters', () => {
  const { red } = createStyle(true);
  expect(
    formatTable([
      ['а', 'б'],
      [red('ввв'), 'г'],
    ]),
  ).toBe(`а    б\n${red('ввв')}  г`);
  expect(oneLine('раз\n\tдва   три', 100)).toBe('раз два три');
  expect(oneLine('👷👷👷👷', 3)).toBe('👷👷…');
});
