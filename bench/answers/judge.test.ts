import { findMark } from '@aizoomdoc/documents';
import { describe, expect, it } from 'vitest';
import { absentMarkQuestions } from './absent-marks.ts';
import { judge, type Task } from './judge.ts';
import { missingIn } from './matching.ts';
import { refuses } from './refusal.ts';

const TASK: Task = {
  kind: 'with_blocks',
  question: 'Какая масса А4-14?',
  mustContain: ['7,404', '42 шт'],
  blockIds: ['AAAA-1111-AAA', 'BBBB-2222-BBB'],
};
const answer = (text: string, cited: string[]) => ({ text, cited, ms: 1, failure: null });

describe('the judge of answers', () => {
  it('folds look-alikes, decimal signs, dashes, × and spaces, and nothing else', () => {
    expect(missingIn('Марка A3–13, 600×600, 1 300,5 мм', ['А3-13', '600х600', '1300.5', '600x600'])).toEqual(
      [],
    );
    expect(missingIn('стадия п, масса 7,4', ['Стадия П', '7,404'])).toEqual(['Стадия П', '7,404']);
  });

  it('wants everything said and an accepted block cited', () => {
    const right = judge(TASK, answer('7,404 кг, 42 шт', ['BBBB-2222-BBB']));
    expect(right).toMatchObject({ isRight: true, isFirstCited: false });
    expect(judge(TASK, answer('7,404 кг, 42 шт', ['CCCC-3333-CCC'])).isRight).toBe(false);
    expect(judge(TASK, answer('7,404 кг', ['AAAA-1111-AAA']))).toMatchObject({
      isRight: false,
      missing: ['42 шт'],
    });
    const free: Task = { ...TASK, kind: 'without_blocks', blockIds: [] };
    expect(judge(free, answer('7,404 кг, 42 шт', [])).isRight).toBe(true);
  });

  it.each([
    'В документах ответа не нашлось. Искали и не нашли: «В21».',
    '16-го этажа в комплекте нет: жилой дом 15-этажный.',
    'Система В21 в документе не встречается (есть В1, В2).',
    'Стоимость не указана.',
  ])('takes «%s» for «the document does not say»', (text) => {
    expect(refuses(text, 'Где проходит стояк В21?')).toBe(true);
  });

  it('does not take a value or a hesitation for it', () => {
    expect(refuses('Масса А4-19 — 10,138 кг.', 'Какая масса А4-19?')).toBe(false);
    expect(refuses('В примечаниях не указано. Масса А4-19 — 10,138 кг.', 'Какая масса А4-19?')).toBe(false);
    expect(refuses('', 'Какая масса А4-19?')).toBe(false);
  });
});

describe('questions over absent marks', () => {
  const texts = ['Перемычки А4-14, А4-19, В3-14 и люки Ол-1, Ол-16.1', 'Марки А3-13*, Ор-18, Ор-3'];
  const marksOf = (questions: readonly string[]) =>
    questions.map((question) => /\p{Lu}\p{L}?\d?[-\d.]*\d\*?/u.exec(question.slice(5))?.[0]);

  it('are spelled like the marks of the document and stand nowhere in it', () => {
    const questions = absentMarkQuestions(texts, 20, 1);
    expect(new Set(questions).size).toBe(20);
    for (const mark of marksOf(questions)) {
      expect(mark).toBeDefined();
      for (const text of texts) expect(findMark(mark ?? '', text)).toEqual([]);
    }
  });

  it('are the same for the same seed, and none where the document has no marks', () => {
    expect(absentMarkQuestions(texts, 5, 7)).toEqual(absentMarkQuestions(texts, 5, 7));
    expect(absentMarkQuestions(['Обычный текст.'], 5, 7)).toEqual([]);
  });
});
