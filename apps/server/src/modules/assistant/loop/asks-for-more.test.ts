import { expect, test } from 'vitest';
import { asksForMore } from './asks-for-more.ts';

test.each([
  'Нужны ещё зумы.',
  'Для ответа требуется ещё один фрагмент чертежа.',
  'Запрашиваю дополнительные изображения листа 7.',
  'Необходимо увеличение плана.',
])('asks: %s', (text) => expect(asksForMore(text)).toBe(true));

test.each([
  '',
  'Перемычек 45 шт. [9CXH-MNAX-4JL]. Нужны ещё зумы, чтобы проверить план.',
  'На плане 4 двери.',
  `Анализ. ${'Решение принято по ГОСТ. '.repeat(30)} Нужны ещё зумы.`,
])('answers: %s', (text) => expect(asksForMore(text)).toBe(false));
