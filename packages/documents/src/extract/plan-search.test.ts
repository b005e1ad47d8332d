import { describe, expect, it } from 'vitest';
import { planSearch } from './plan-search.ts';

const last = (...questions: string[]) => planSearch(questions).question;

describe('a follow-up', () => {
  const total = 'Сколько перемычек А4-14 всего в Жилом доме и Строении 1?';

  it('borrows the mark and the nouns of the question before, not its place', () => {
    expect(last(total, 'А на 7 этаже?')).toBe('А на 7 этаже? Сколько перемычек А4-14 в Жилом доме');
    expect(last(total, 'А на 7 этаже?', 'А на 14?')).toContain('А на 14-м этаже? Сколько перемычек А4-14');
  });

  it('keeps the place when it names another mark or property', () => {
    expect(last('Сколько перемычек А4-14 на 7-м этаже?', 'А А4-16?')).toBe(
      'А А4-16? Сколько перемычек на 7-м этаже',
    );
    expect(last('Сколько перемычек А4-14 на 7-м этаже?', 'Какая у них масса?')).toBe(
      'Какая у них масса? перемычек А4-14 на 7-м этаже',
    );
  });

  it.each(['О чём документ?', 'Какая площадь 15-го этажа?', 'А где насосная станция?', 'Что на листе 5?'])(
    '%j says enough itself',
    (question) => expect(last(total, question)).toBe(question),
  );
});

describe('queries', () => {
  it('look for the summary too when all of a mark are asked for', () => {
    expect(planSearch(['Сколько всего перемычек ПР-1?']).queries).toEqual([
      'Сколько всего перемычек ПР-1?',
      'ПР-1 сводная спецификация ведомость итого',
    ]);
    expect(planSearch(['Сколько ПР-1 на 2-м этаже?']).queries).toHaveLength(1);
    expect(planSearch([]).queries).toEqual(['']);
  });
});
