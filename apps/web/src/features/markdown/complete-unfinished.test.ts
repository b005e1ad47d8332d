import { expect, it } from 'vitest';
import { completeUnfinished } from './complete-unfinished.ts';

it.each([
  ['closes bold', 'Всего **45 шт', 'Всего **45 шт**'],
  ['drops bold that has just opened', 'Всего **', 'Всего '],
  ['drops half a star', 'Всего **45 шт*', 'Всего **45 шт**'],
  ['closes code', 'Марка `А4', 'Марка `А4`'],
  ['hides half a reference', 'Всего 45 [9CXH-MN', 'Всего 45 '],
  ['hides the address of half a link', 'См. [ГОСТ](https://exa', 'См. ГОСТ'],
  ['leaves whole references', 'Всего 45 [9CXH-MNAX-4JL]', 'Всего 45 [9CXH-MNAX-4JL]'],
  ['makes a title row a table', '| Марка | Шт', '| Марка | Шт |\n|---|---|'],
  ['finishes the line under titles', '| Марка | Шт. |\n|--', '| Марка | Шт. |\n|--|---|'],
  ['leaves a table with rows', '| А | Б |\n|---|---|\n| 1', '| А | Б |\n|---|---|\n| 1'],
  ['leaves code blocks', '```\n**x', '```\n**x'],
])('%s', (_, source, expected) => {
  expect(completeUnfinished(source)).toBe(expected);
});
