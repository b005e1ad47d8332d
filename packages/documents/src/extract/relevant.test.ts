import { describe, expect, it } from 'vitest';
import { extract } from './extract.ts';
import type { ExtractBlock } from './types.ts';

const block = (code: string, lines: string[], rest: Partial<ExtractBlock> = {}): ExtractBlock => ({
  code,
  page: 1,
  sheet: null,
  kind: 'text',
  text: lines.join('\n'),
  ...rest,
});

const FLOOR = block(
  'FLOOR7',
  [
    '**Текст на чертеже:** Спецификация перемычек 7-го этажа А4-14 1400 7,404 4',
    '',
    'Спецификация перемычек 7-го этажа',
    '',
    '| Марка | Эскиз | Длина, мм | Масса ед., кг | Количество, шт |',
    '|---|---|---|---|---|',
    '| A4-14 | Image: Sketch of lintel A4-14 | 1400 | 7,404 | 4 |',
  ],
  { page: 9, sheetTitle: 'Кладочный план 7-го этажа' },
);
const TOTAL = block(
  'TOTAL',
  ['| А4-14 | Image: Sketch of lintel | 1400 | 7,404 | 42 |', '|---|---|---|---|---|'],
  {
    page: 17,
    sheet: '12',
    sheetTitle: 'Сводные спецификации',
  },
);
const BUILDINGS = block('BUILDINGS', [
  'Состав объекта',
  '',
  '- 4. Жилой дом - 15-2 подземный',
  '- Строение 1 - 1-1 подземный',
]);
const ROOMS = block('ROOMS', [
  '| Экспликация помещений 5-го этажа | | |',
  '|---|---|---|',
  '| № пом. | Наименование | Площадь, м2 |',
  '| 4 2К - двухкомнатная квартира | | |',
  '| 1 | Холл | 4,4 |',
  '| | | 44,4 |',
  '| 5 2К - двухкомнатная квартира | | |',
  '| 1 | Холл | 6,4 |',
  '| | | 55,5 |',
  '| Итого на этаже | | |',
  '| 99,9 | | |',
]);

const codes = (question: string, ...blocks: ExtractBlock[]) =>
  extract(question, blocks).quotes.map(({ code }) => code);

describe('evidence', () => {
  it('with the mark leaves no room for places without it, nor for floors beside the summary', () => {
    const question = 'Сколько перемычек А4-14 всего в Жилом доме и Строении 1?';
    expect(codes(question, BUILDINGS, FLOOR, TOTAL)).toEqual(['TOTAL']);
  });

  it('of the asked floor leaves no room for the summary, nor for the words of the drawing', () => {
    expect(codes('Сколько А4-14 на 7-м этаже?', TOTAL, FLOOR)).toEqual(['FLOOR7']);
  });

  it('of the asked room leaves no room for another', () => {
    const [quote, ...others] = extract('Какова площадь квартиры 5 на 5-м этаже?', [ROOMS]).quotes;
    expect(quote?.readings).toEqual(['Итого — Площадь: 55,5 м²']);
    expect(others).toEqual([]);
  });

  it('for a whole floor is its sum, wherever recognition put it', () => {
    const { quotes } = extract('Какова площадь 5-го этажа?', [ROOMS]);
    expect(quotes.map(({ readings }) => readings)).toEqual([['Итого на этаже — 99,9']]);
  });

  it('glued on from another sheet yields to that of the own sheet', () => {
    const glued = { ...FLOOR, code: 'GLUED', page: 11, sheetTitle: 'Кладочный план 11-13-го этажа' };
    expect(codes('Сколько А4-14 на 7-м этаже?', glued, FLOOR)).toEqual(['FLOOR7']);
    expect(codes('Сколько А4-14 на 7-м этаже?', glued)[0]).toBe('GLUED');
  });

  it('of a drawing stays where only parts of the mark stand beside it', () => {
    const parts = block('PARTS', [
      'Спецификация элементов 7-го этажа',
      '',
      '| Поз. | Описание | Итого, шт |',
      '|---|---|---|',
      '| А4-14 | | |',
      '| 2 | Пластина | 6 |',
      '| | 12 | |',
    ]);
    const flat = { ...FLOOR, text: FLOOR.text.split('\n')[0] ?? '' };
    expect(codes('Сколько А4-14 на 7-м этаже?', parts, flat)).toContain('FLOOR7');
  });

  it('is not a list of what other sheets hold', () => {
    const contents = block('LIST', [
      'Ведомость спецификаций',
      '',
      '| Лист | Наименование |',
      '|---|---|',
      '| 9 | Дверные проёмы чердака |',
    ]);
    const doors = block('DOORS', [
      'Дверные проёмы чердака',
      '',
      '| Поз. | Ширина, мм |',
      '|---|---|',
      '| 10 | 900 |',
    ]);
    expect(codes('Какова ширина дверных проёмов чердака?', contents, doors)[0]).toBe('DOORS');
  });
});

describe('what is shown', () => {
  it('has no invented caption, and the names of a table that holds the same row', () => {
    const [quote] = extract('Сколько всего А4-14?', [FLOOR, TOTAL]).quotes;
    expect(quote).toMatchObject({
      code: 'TOTAL',
      text: '| А4-14 | Image: Sketch of lintel | 1400 | 7,404 | 42 |',
      sheetTitle: 'Сводные спецификации',
      readings: ['Марка: А4-14; Длина: 1400 мм; Масса ед.: 7,404 кг; Количество: 42 шт'],
    });
  });

  it('stays plain where names are not certain', () => {
    const other = block('OTHER', ['| А9-99 | 1 | 1400 | 7,404 | 42 |', '|---|---|---|---|---|'], { page: 3 });
    const [quote] = extract('Сколько А9-99?', [FLOOR, other]).quotes;
    expect(quote?.tableHeader).toBeUndefined();
    expect(quote?.readings).toEqual(['А9-99; 1; 1400; 7,404; 42']);
  });

  it('has signs instead of LaTeX, and its text stays findable', () => {
    const note = block('NOTE', ['Плотность утеплителя \\rho_{\\text{вс}}=210 \\text{ кг/м}^3 по проекту.']);
    const [quote] = extract('Какая плотность утеплителя?', [note]).quotes;
    expect(quote?.shown).toBe('Плотность утеплителя ρвс=210 кг/м³ по проекту.');
    expect(note.text).toContain(quote?.text);
  });
});

describe('places that only share words', () => {
  const lift = block('LIFT', [
    'Звёздочка в марке означает опирание на шахту лифта.',
    '',
    'Глубина заложения колодцев 2 м.',
  ]);

  it('are not called an answer', () => {
    expect(extract('Какая марка и грузоподъёмность лифта?', [lift])).toMatchObject({
      verdict: 'partial',
      missing: [],
    });
  });

  it('are called one when nearly all of the question stands there, or a number of the asked property', () => {
    expect(extract('Что означает звёздочка в марке?', [lift]).verdict).toBe('found');
    expect(extract('Какая глубина заложения колодцев?', [lift]).verdict).toBe('found');
  });
});
