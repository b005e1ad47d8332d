import { expect, test } from 'vitest';
import { foreignConflicts } from './foreign-text.ts';

const block = {
  block_id: '4UUP-34NA-96J',
  flags: ['foreign_text' as const],
  text: '**Описание:** 3 перемычки А4-14, 11, 13-й этаж. **Распознанный OCR текст на чертеже:** Спецификация 14 этажа А4-14 4 шт.',
};
const claim = (text: string) => ({
  ...{ start: 0, end: 1, text, citation: 1, note: null },
  kind: 'number' as const,
  status: 'confirmed' as const,
});

test('a number of the glued text is a conflict, one of the block itself is none', () => {
  const blocks = new Map([[1, block]]);
  expect(foreignConflicts([claim('4 шт.')], blocks)).toEqual([
    { message: expect.stringContaining('4UUP-34NA-96J'), citations: [1] },
  ]);
  expect(foreignConflicts([claim('3 шт.'), claim('11'), claim('13')], blocks)).toEqual([]);
  expect(foreignConflicts([claim('4 шт.')], new Map([[1, { ...block, flags: [] }]]))).toEqual([]);
});
