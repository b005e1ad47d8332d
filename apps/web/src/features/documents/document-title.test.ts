import { expect, it } from 'vitest';
import { shortTitle } from './document-title.ts';

const path = 'КИНГ / Рабочая документация / Архитектурные решения / 133/23-ГК-АР4 / 133_23-ГК-АР4_изм.7.pdf';

it('takes the section and the cipher from a path', () => {
  expect(shortTitle(path)).toBe('Архитектурные решения / 133/23-ГК-АР4');
  expect(shortTitle(path, '133/23-ГК-АР4')).toBe('Архитектурные решения');
});

it('leaves a title that is no path', () => {
  expect(shortTitle('Кладочные планы надземной части')).toBe('Кладочные планы надземной части');
  expect(shortTitle('Стадия П / Корпус 2')).toBe('Стадия П / Корпус 2');
});
