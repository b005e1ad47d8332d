import { expect, it } from 'vitest';
import { createBlockSplitter, splitBlocks } from './split-blocks.ts';

const text = `Всего — **45 шт.** [9CXH-MNAX-4JL]

| Марка | Шт. |
|---|---|
| А4-14 | 42 |

- раз
- два

  ещё о двух

\`\`\`
код

с пустой строкой
\`\`\`

### Итог

Конец.`;

it('splits at top-level blocks', () => {
  expect(splitBlocks(text)).toHaveLength(6);
});

it('gives the same blocks while the text grows by letters', () => {
  const splitter = createBlockSplitter();
  let blocks: readonly string[] = [];
  for (let length = 1; length <= text.length; length += 1) blocks = splitter.split(text.slice(0, length));
  expect(blocks.map((block) => block.trim())).toEqual(splitBlocks(text).map((block) => block.trim()));
});

it('does not touch finished blocks when more comes', () => {
  const splitter = createBlockSplitter();
  const before = splitter.split('Первый.\n\nВторой');
  expect(splitter.split('Первый.\n\nВторой и дальше')[0]).toBe(before[0]);
});

it('starts over when the text is another', () => {
  const splitter = createBlockSplitter();
  splitter.split('Старый ответ.\n\nЕщё');
  expect(splitter.split('Новый')).toEqual(['Новый']);
});
