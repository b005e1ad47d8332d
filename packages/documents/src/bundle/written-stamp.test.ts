import { expect, it } from 'vitest';
import { hasStamp, writtenStamp } from './written-stamp.ts';

it.each([
  ['| Стадия | Лист | Листов |\n|---|---|---|\n| РД | 2 | 15 |', { sheet: '2', total: 15 }],
  [
    '| План | Стадия | Лист | Листов |\n|---|---|---|---|\n|  |  |  |  |\n| Х | РД | 5.1 |  |',
    { sheet: '5.1', total: null },
  ],
  ['| Стадия | Лист | Листов |\n|---|---|---|\n| РД |  | 15 |', null],
  ['Стадия, лист, листов', null],
])('reads %j', (text, stamp) => expect(writtenStamp(text)).toEqual(stamp));

it('sees a title block that is not filled in', () => {
  expect(hasStamp('| Стадия | Лист | Листов |')).toBe(true);
  expect(hasStamp('| Лист | Листов |')).toBe(false);
});
