import { expect, it } from 'vitest';
import { endOfSentence, speakable } from './sentences.ts';

it('ends at whole sentences and lines only', () => {
  const text = 'Всего 45 шт. Масса 7,404 кг';
  expect(text.slice(0, endOfSentence(text, 0))).toBe('Всего 45 шт.');
  expect(endOfSentence('Длина 7.404', 0)).toBe(0);
  expect(endOfSentence('строка\nещё', 0)).toBe(7);
});

it('reads no signs and no codes', () => {
  expect(speakable('**Всего** 45 [9CXH-MNAX-4JL]\n| Марка | Шт. |\n|---|---|')).toBe('Всего 45, Марка, Шт.');
});
