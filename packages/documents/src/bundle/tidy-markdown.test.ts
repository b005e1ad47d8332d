import { expect, it } from 'vitest';
import { tidyMarkdown } from './tidy-markdown.ts';

it.each([
  ['| Марка      |   Площадь, м <sup>2</sup> |', '| Марка | Площадь, м² |'],
  ['|------------|--------------------------|', '|---|---|'],
  ['| <b>ОЛИМПРОЕКТ</b><br><small>Архитектура</small> |', '| ОЛИМПРОЕКТ Архитектура |'],
  ['строка<br>вторая, 5 < 7 и a<b', 'строка  вторая, 5 < 7 и a<b'],
  ['отступ    остаётся', 'отступ    остаётся'],
])('tidies %j', (line, tidy) => expect(tidyMarkdown(line)).toBe(tidy));

it('leaves code alone and moves no line', () => {
  const text = '```\n| a    | <b>b</b> |\n```\n| a    | b |';
  expect(tidyMarkdown(text)).toBe('```\n| a    | <b>b</b> |\n```\n| a | b |');
});
