import { expect, it } from 'vitest';
import { quoteText } from './quote-text.ts';

it('leaves the words of a table and none of its lines', () => {
  const quote = '##### Ведомость перемычек\n\n| Марка | Шт. |\n|---|---:|\n| **ПР-1** | 7 |';
  expect(quoteText(quote)).toBe('Ведомость перемычек · Марка · Шт. · ПР-1 · 7');
});

it('leaves marks with stars and hyphens alone', () => {
  expect(quoteText('В4-14* — 6 шт.')).toBe('В4-14* — 6 шт.');
});
