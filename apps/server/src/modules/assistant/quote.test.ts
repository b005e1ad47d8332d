import { expect, test } from 'vitest';
import { quoteFor as quoteFrom, readQuotable } from './quote.ts';

const quoteFor = (before: string, text: string) => quoteFrom(before, readQuotable(text));

const block = [
  '##### Ведомость перемычек 5-го этажа',
  '',
  '| Марка перемычки | Секция 1, шт. | Секция 2, шт. | Всего, шт. |',
  '|---|---|---|---|',
  '| ПР-1 | 3 | 4 | 7 |',
  '| ПР-2 | 3 | 3 | 6 |',
  'Железобетонные перемычки приняты по ГОСТ 948-2016.',
].join('\n');

test('a table row that the answer shows is the quote', () => {
  const answer = '| Марка перемычки | Всего, шт. |\n| --- | --- |\n| ПР-1 | 3 | 4 | 7 |\n\nстр. 8, лист 5 ';
  expect(quoteFor(answer, block)).toBe('| ПР-1 | 3 | 4 | 7 |');
});

test('only the words after the previous citation count', () => {
  const answer = 'ПР-1 — 3 и 4, всего 7 [DD4V-FN7J-ULP], перемычки по ГОСТ 948-2016 ';
  expect(quoteFor(answer, block)).toBe('Железобетонные перемычки приняты по ГОСТ 948-2016.');
});

test('a short line wins over a long one that mentions the same', () => {
  const long =
    'Описание: слева марка А4-14, в центре два чертежа узла, справа числовые данные 1400, 7,404 и 42.';
  const block = `${long}\nТекст на чертеже: А4-14 1400 7,404 42`;
  expect(quoteFor('Марка: А4-14; Длина: 1400 мм; Масса: 7,404 кг; Количество: 42 шт ', block)).toBe(
    'Текст на чертеже: А4-14 1400 7,404 42',
  );
});

test('without common words the quote is the beginning of the block', () => {
  expect(quoteFor('Совсем о другом ', block).startsWith('##### Ведомость')).toBe(true);
  expect(quoteFor('', 'я'.repeat(1000))).toHaveLength(300);
});
