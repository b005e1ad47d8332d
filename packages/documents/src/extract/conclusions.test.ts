import { describe, expect, it } from 'vitest';
import { extract } from './extract.ts';
import { findNumbered } from './numbered.ts';
import { partsOf } from './parts.ts';
import type { ExtractBlock } from './types.ts';

const block = (code: string, text: string, rest: Partial<ExtractBlock> = {}): ExtractBlock => ({
  code,
  page: 1,
  sheet: null,
  kind: 'text',
  text,
  ...rest,
});

const ZONES = block(
  'ZONE',
  [
    '# Спецификация труб ограждения',
    '',
    '| № зоны | Длина трубы, м | Шаг, м | Кол-во труб | Общая длина, м |',
    '|---|---|---|---|---|',
    '| 1 | 14,10 | 0,80 | 42 | 592,20 |',
    '| 1а | 14,10 | 0,80 | 43 | 606,30 |',
    '| 6 | 13,60 | 0,50 | 63 | 856,80 |',
    '| 7.1 | 9,20 | 1,20 | 42 | 386,40 |',
    '| 7.2 | 9,20 | 1,20 | 28 | 257,60 |',
  ].join('\n'),
  { page: 19 },
);

const FLATS = (code: string, bath: string, total: string) =>
  block(
    code,
    [
      '##### Экспликация помещений 7 этажа',
      '',
      '5 2К - двухкомнатная квартира',
      '',
      '| № пом. | Наименование | Площадь, м2 |',
      '|---|---|---|',
      '| 1 | Холл | 6,4 |',
      '| 2 | Коридор | 3,1 |',
      `| 6 | С/У | ${bath} |`,
      '| 10 | Терраса | 5,2 |',
      '',
      total,
    ].join('\n'),
  );

describe('numbered things', () => {
  it('are read in lists, with letters and points, and as ordinals', () => {
    const terms = (text: string) => findNumbered(text).map(({ term }) => term);
    expect(terms('в зонах 7.1 и 7.2, зоне 2а')).toEqual(['&зон:7.1', '&зон:7.2', '&зон:2а']);
    expect(terms('система 3-го этапа')).toEqual(['&этап:3']);
    expect(terms('зоны 1-6, толщиной 200 мм, на 7-м этаже, отметка 1,5')).toEqual([]);
  });

  it('are the rows under their number, and no others', () => {
    const { quotes, verdict } = extract('Какова длина труб в зоне 6?', [ZONES]);
    expect(verdict).toBe('found');
    expect(quotes.map(({ text }) => text)).toEqual(['| 6 | 13,60 | 0,50 | 63 | 856,80 |']);
  });

  it('are missing where the others stand', () => {
    expect(extract('Сколько труб в зоне 8?', [ZONES])).toMatchObject({
      verdict: 'not_found',
      missing: ['зоне 8'],
    });
  });
});

describe('calculations', () => {
  const calculated = (question: string, ...blocks: ExtractBlock[]) => extract(question, blocks).calculation;

  it('take one value from the other', () => {
    const question = 'На сколько метров длина труб зоны 1 больше длины труб зоны 6?';
    expect(calculated(question, ZONES)).toBe('14,10 − 13,60 = 0,50 м');
  });

  it('add what the question names', () => {
    expect(calculated('Сколько всего труб в зонах 7.1 и 7.2?', ZONES)).toBe('42 + 28 = 70 шт');
  });

  it('add every row of the list that is asked about', () => {
    const doors = block(
      'DOOR',
      'Ведомость дверных проемов 7-го этажа\n\n| Поз. | Ширина, мм | Кол-во |\n|---|---|---|\n| 1 | 1000 | 4 |\n| 3 | 1100 | 3 |',
    );
    const answer = extract('Сколько дверных проёмов на 7-м этаже?', [doors]);
    expect(answer.calculation).toBe('4 + 3 = 7 шт');
    expect(answer.quotes[0]?.rows).toHaveLength(2);
  });

  it('find things by their words on both sides of a comparison', () => {
    const rooms = block(
      'ROOM',
      'Экспликация помещений\n\n| № | Наименование | Площадь, м2 |\n|---|---|---|\n| 7 | ИТП | 69,2 |\n| 8 | Насосная | 105,1 |\n| 9 | Электрощитовая ИТП | 11,0 |',
    );
    expect(calculated('На сколько площадь насосной больше площади ИТП?', rooms)).toBe(
      '105,1 − 69,2 = 35,9 м²',
    );
  });

  it('are left alone where two places disagree, a value is missing or nobody asked', () => {
    const other = {
      ...ZONES,
      code: 'ELSE',
      text: ZONES.text.replace('14,10 | 0,80 | 42', '15,00 | 0,80 | 42'),
    };
    expect(
      calculated('На сколько длина труб зоны 1 больше длины труб зоны 6?', ZONES, other),
    ).toBeUndefined();
    expect(calculated('На сколько длина труб зоны 1 больше длины труб зоны 9?', ZONES)).toBeUndefined();
    expect(calculated('Какой шаг труб в зонах 1 и 6?', ZONES)).toBeUndefined();
  });
});

describe('disagreements', () => {
  const question = 'Совпадает ли площадь квартиры 5 на 7-м этаже в двух экспликациях?';

  it('of two lists are told row by row, with the sums', () => {
    const { disagreement, quotes } = extract(question, [
      FLATS('A', '2,5', '17,2'),
      FLATS('B', '3,2', '17,9'),
    ]);
    expect(disagreement).toBe('6 С/У — 2,5 и 3,2; итог — 17,2 и 17,9');
    expect(quotes.map(({ code, text }) => [code, text])).toEqual([
      ['A', '| 6 | С/У | 2,5 |'],
      ['B', '| 6 | С/У | 3,2 |'],
    ]);
  });

  it('are not seen where lists say the same', () => {
    const same = extract(question, [FLATS('A', '2,5', '17,2'), FLATS('B', '2,5', '17,2')]);
    expect(same.disagreement).toBeUndefined();
  });

  it('of a stated sum and its rows are told when the question is whether it adds up', () => {
    const floor = (total: string) =>
      block(
        'FLOR',
        `##### Экспликация помещений 7-го этажа\n\n| № пом. | Наименование | Площадь, м2 |\n|---|---|---|\n| 1 | Холл | 6,4 |\n| 2 | Коридор | 3,1 |\n| 3 | С/У | 2,5 |\n| | Итого на этаже | ${total} |`,
      );
    const wrong = extract('Сходится ли итог 7-го этажа?', [floor('12,7')]);
    expect(wrong.disagreement).toMatch(/указан итог 12,7, а сумма \(слагаемых: 3\) — 12,0/);
    expect(wrong.quotes.map(({ text }) => text)).toEqual(['| | Итого на этаже | 12,7 |']);
    expect(extract('Сходится ли итог 7-го этажа?', [floor('12,0')]).disagreement).toBeUndefined();
    expect(extract('Сходится ли итог 8-го этажа?', [floor('12,7')]).disagreement).toBeUndefined();
  });

  it('of two sentences and of two editions of a standard are told', () => {
    const legend = (code: string, thickness: string) =>
      block(code, `Облицовка плитами натурального камня на фасаде (толщ. ${thickness} мм)`);
    const stone = extract('Какая толщина облицовки натуральным камнем?', [
      legend('A', '30'),
      legend('B', '15-20'),
    ]);
    expect(stone.disagreement).toBe('30 и 15-20');
    const blocks = [block('A', 'Блоки по ГОСТ 31360-2007'), block('B', 'Блоки ячеистые, ГОСТ 31360-2024')];
    const standard = extract('Нет ли расхождений в редакции ГОСТ 31360 на блоки?', blocks);
    expect(standard.disagreement).toBe('31360-2007 и 31360-2024');
  });
});

describe('other answers', () => {
  it('the same sentence of other sheets is told by its places', () => {
    const note = (code: string, page: number, verb: string) =>
      block(code, `4. Ограждения кровли ${verb} непрерывными и выдерживать нагрузку 0,54 кН.`, { page });
    const notes = [note('A', 9, 'выполнять'), note('B', 8, 'выполняют'), note('C', 11, 'выполнять')];
    const { quotes } = extract('Какую нагрузку выдерживают ограждения кровли?', notes);
    expect(quotes).toHaveLength(1);
    expect(quotes[0]?.also?.map(({ page }) => page)).toEqual([8, 11]);
  });

  it('title blocks are read as fields and as rows', () => {
    const fields = block(
      'STMP',
      '**[ИЗОБРАЖЕНИЕ]** | Тип: Штамп\n**Шифр:** 133/23-КР3\n**Стадия:** П\n**Лист:** 1\n**Листов:** 12',
      { kind: 'image' },
    );
    const rows = block(
      'ROWS',
      '| Дата | | Стадия | Лист | Листов |\n|---|---|---|---|---|\n| | План | РД | 4 | 9 |',
    );
    const shown = (one: ExtractBlock) => extract('Какая стадия и сколько листов?', [one]).quotes[0]?.shown;
    expect(shown(fields)).toBe('Стадия П, лист 1 из 12, шифр 133/23-КР3');
    expect(shown(rows)).toBe('Стадия РД, лист 4 из 9');
  });

  it('a list is read under the line that leads to it', () => {
    const list = block('LIST', '4. Количество этажей:\n- Жилой дом – 15;\n- Строение 1 – 1;\n\n5. Иное.');
    const { quotes } = extract('Сколько этажей в жилом доме?', [list]);
    expect(quotes[0]?.text).toContain('Жилой дом – 15');
  });

  it('the parts of a question are answered apart where the whole is not', () => {
    expect(partsOf('Какая сталь и какой ГОСТ приняты?')).toEqual(['Какая сталь', 'какой ГОСТ приняты?']);
    expect(partsOf('Размеры и масса А4-14?')).toHaveLength(1);
    const title = block('TITL', 'ЗАКАЗЧИК: ООО «СУ-10»\n\nГлавный архитектор проекта\n\nС.А. Петрова');
    const { verdict, quotes } = extract('Кто указан главным архитектором проекта и кто заказчик?', [title]);
    expect(verdict).toBe('found');
    expect(quotes.map(({ text }) => text).join(' ')).toMatch(/Петрова.*СУ-10|СУ-10.*Петрова/s);
  });

  it('the list of sheets tells where a thing is drawn', () => {
    const contents = block(
      'CONT',
      'Ведомость рабочих чертежей основного комплекта\n\n| Лист | Наименование |\n|---|---|\n| 6 | Узлы кровли |\n| 7 | Ограждение кровли |',
    );
    const other = block('NODE', 'Узлы кровли смотреть совместно с планом кровли и общими указаниями.');
    expect(extract('На каком листе находятся узлы кровли?', [other, contents]).quotes[0]?.text).toBe(
      '| 6 | Узлы кровли |',
    );
  });

  it('a question for the eyes names the drawings', () => {
    const plan = block(
      'PLAN',
      '**[ИЗОБРАЖЕНИЕ]** | Тип: План этажа\n**Текст на чертеже:** Насосная ИТП Коридор',
      {
        kind: 'image',
        page: 9,
      },
    );
    const list = block('SPEC', '**[ИЗОБРАЖЕНИЕ]** | Тип: Спецификация\n**Текст на чертеже:** Насосная 105', {
      kind: 'image',
    });
    expect(extract('Где на плане насосная?', [plan, list]).pictures).toMatchObject([
      { code: 'PLAN', page: 9 },
    ]);
    expect(extract('Какова площадь насосной?', [plan, list]).pictures).toBeUndefined();
  });

  it('a row with a unit of its own tells it', () => {
    const summary = block(
      'SUMM',
      'Сводная ведомость материалов\n\n| Наименование | Количество | Ед.изм. |\n|---|---|---|\n| Гидроизоляция | 3385,8 | м² |\n| Стяжка | 67,7 | м³ |',
    );
    expect(extract('Сколько гидроизоляции?', [summary]).quotes[0]?.readings).toEqual([
      'Наименование: Гидроизоляция; Количество: 3385,8 м²',
    ]);
  });
});
