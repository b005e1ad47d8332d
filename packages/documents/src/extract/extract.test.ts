import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extract } from './extract.ts';
import type { ExtractBlock } from './types.ts';

const block = (code: string, text: string, rest: Partial<ExtractBlock> = {}): ExtractBlock => ({
  code,
  page: 1,
  sheet: null,
  kind: 'text',
  text,
  ...rest,
});

const LINTELS = block(
  'LINT',
  [
    'Спецификация перемычек 1-го этажа на отм. 0.000',
    '',
    '| Марка перемычки | Эскиз | Длина, мм | Масса ед., кг | Количество, шт | Примечание |',
    '|---|---|---|---|---|---|',
    '| B4-14 | | 1400 | 8,8853 | 2 | |',
    '| B4-14* | | 1500 | 9,3693 | 1 | на два проема |',
    '| B4-17 | | 1700 | 10,6513 | 3 | |',
  ].join('\n'),
  { page: 5, sheet: '2', sheetTitle: 'План 1-го этажа' },
);

const SUMMARY = block(
  'SUMM',
  [
    '##### Сводная спецификация перемычек',
    '',
    '| Марка | Масса, кг | Количество, шт |',
    '|---|---|---|',
    '| Жилой дом | | |',
    '| А4-14 | 7,404 | 42 |',
    '| А4-16 | 8,372 | 1 |',
    '| Строение №1 | | |',
    '| А4-14 | 7,404 | 3 |',
    '| Строение №2 | | |',
    '| А4-14 | 7,404 | 5 |',
  ].join('\n'),
  { page: 17, sheet: '12' },
);

const ROOMS = (floor: number, total: string) =>
  block(
    `ROOM${floor}`,
    [
      `| Экспликация помещений ${floor}-го этажа | | |`,
      '|---|---|---|',
      '| № пом. | Наименование | Площадь, м2 |',
      '| МОП | | |',
      '| 1 | Коридор | 20,0 |',
      '| | | 20,0 |',
      '| 5 2К - двухкомнатная квартира | | |',
      '| 1 | Холл | 6,4 |',
      '| 2 | С/У | 2,5 |',
      '| | | 8,9 |',
      '| Итого на этаже | | |',
      `| | | ${total} |`,
    ].join('\n'),
  );

const NOTES = block(
  'NOTE',
  [
    'Примечания:',
    '',
    '1. Общие указания см. лист 1 данного комплекта.',
    '',
    '6. Глубина опирания перемычек составляет 200 мм с каждой стороны. Перемычки центрировать относительно проема.',
    '',
    'Главный инженер проекта',
    '',
    'А.Н. Петров',
  ].join('\n'),
  { page: 4 },
);

const texts = (question: string, ...blocks: ExtractBlock[]) =>
  extract(question, blocks).quotes.map(({ text }) => text);

describe('marks', () => {
  it('match whole, asterisks included, in letters of either alphabet', () => {
    expect(texts('Какая масса перемычки В4-14?', LINTELS)).toEqual(['| B4-14 | | 1400 | 8,8853 | 2 | |']);
    expect(texts('Какая масса перемычки В4-14*?', LINTELS)[0]).toContain('9,3693');
  });

  it('are told when absent, never replaced', () => {
    expect(extract('Где проходит стояк В21?', [block('A', 'Стояк В2 проходит в осях 1-2.')])).toEqual({
      verdict: 'not_found',
      quotes: [],
      missing: ['В21'],
      pictures: [],
    });
  });

  it('are found through slips of recognition, and that is said', () => {
    const { quotes } = extract('Сколько В3-14?', [
      block('A', '| Марка | Кол-во |\n|---|---|\n| Б3-14 | 29 |'),
    ]);
    expect(quotes).toMatchObject([{ match: 'mark_ocr', text: '| Б3-14 | 29 |' }]);
  });

  it('make a partial answer when one of two stands nowhere', () => {
    expect(extract('Сравни массу В4-14 и В9-99', [LINTELS])).toMatchObject({
      verdict: 'partial',
      missing: ['В9-99'],
    });
  });
});

describe('places', () => {
  it('an absent floor is told', () => {
    expect(extract('Какие перемычки на 16-м этаже?', [LINTELS])).toMatchObject({
      verdict: 'not_found',
      missing: ['16-й этаж'],
    });
  });

  it('an absent sheet, building or flat is told', () => {
    expect(extract('Что на листе 99?', [LINTELS]).missing).toEqual(['лист 99']);
    expect(extract('Сколько А4-14 в Строении 3?', [SUMMARY]).missing).toEqual(['строение 3']);
    expect(extract('Площадь квартиры 12 на 7-м этаже?', [ROOMS(7, '28,9')]).verdict).toBe('not_found');
  });

  it('a thing that the floor does not have is not replaced by what it has', () => {
    expect(extract('Какая площадь бассейна на 7-м этаже?', [ROOMS(7, '28,9')]).verdict).toBe('not_found');
  });

  it('a table of another floor is no answer', () => {
    const quotes = extract('Какая площадь 15-го этажа?', [ROOMS(14, '75,0'), ROOMS(15, '64,4')]).quotes;
    expect(quotes[0]?.text).toContain('64,4');
    expect(quotes.map(({ code }) => code)).not.toContain('ROOM14');
  });

  it('rows carry the names of their sections', () => {
    const { verdict, quotes } = extract('Сколько перемычек А4-14 всего в Жилом доме и Строении 1?', [
      SUMMARY,
    ]);
    expect(verdict).toBe('found');
    const rows = quotes.map(({ section, text }) => [section, text]);
    expect(rows).toContainEqual(['Жилой дом', '| А4-14 | 7,404 | 42 |']);
    expect(rows).toContainEqual(['Строение №1', '| А4-14 | 7,404 | 3 |']);
    expect(rows.map(([section]) => section)).not.toContain('Строение №2');
  });
});

describe('values', () => {
  it('a row is told in words with the units of its columns', () => {
    const [quote] = extract('Сколько перемычек В4-14* и какой они длины?', [LINTELS]).quotes;
    expect(quote).toMatchObject({
      title: 'Спецификация перемычек 1-го этажа на отм. 0.000',
      tableHeader: ['Марка перемычки', 'Длина, мм', 'Масса ед., кг', 'Количество, шт', 'Примечание'],
      rows: [['B4-14*', '1500', '9,3693', '1', 'на два проема']],
      readings: [
        'Марка перемычки: B4-14*; Длина: 1500 мм; Масса ед.: 9,3693 кг; Количество: 1 шт; Примечание: на два проема',
      ],
      page: 5,
      sheet: '2',
    });
  });

  it('a whole is answered by its sum, a part by its own', () => {
    expect(texts('Какова общая площадь 7-го этажа?', ROOMS(7, '28,9'))[0]).toBe(
      '| Итого на этаже | | |\n| | | 28,9 |',
    );
    expect(texts('Какова площадь квартиры 5 на 7-м этаже?', ROOMS(7, '28,9'))[0]).toContain('8,9');
  });

  it('two places are both quoted', () => {
    const all = texts(
      'На сколько площадь 14-го этажа больше площади 15-го?',
      ROOMS(14, '75,0'),
      ROOMS(15, '64,4'),
    ).join('\n');
    expect(all).toContain('75,0');
    expect(all).toContain('64,4');
  });

  it('a sentence is quoted without its neighbours', () => {
    expect(texts('Какая глубина опирания перемычек?', NOTES)[0]).toBe(
      '6. Глубина опирания перемычек составляет 200 мм с каждой стороны.',
    );
  });

  it('a name stays with the post above it', () => {
    expect(texts('Кто главный инженер проекта?', NOTES)[0]).toBe('Главный инженер проекта\n\nА.Н. Петров');
  });

  it('a property that no block gives is told', () => {
    expect(extract('Какова стоимость перемычек?', [LINTELS, NOTES])).toMatchObject({
      verdict: 'not_found',
      missing: ['стоимость'],
    });
  });

  it('a question about something else is not answered', () => {
    expect(extract('Где расположена насосная станция?', [LINTELS, NOTES]).verdict).toBe('not_found');
    expect(extract('', [LINTELS]).verdict).toBe('not_found');
    expect(extract('Какая глубина опирания?', []).verdict).toBe('not_found');
  });
});

describe('limits', () => {
  it('quotes fit the length and the number asked for', () => {
    const rows = Array.from({ length: 300 }, (_, at) => `| ${at} | Дверь | ${at * 7} |`).join('\n');
    const long = block('LONG', `Ведомость дверей\n\n| Поз. | Наименование | Масса |\n|---|---|---|\n${rows}`);
    const { quotes } = extract('Какие двери и какая у них масса?', [long], { maxLength: 300, maxQuotes: 2 });
    expect(quotes.length).toBeGreaterThan(0);
    expect(quotes.length).toBeLessThanOrEqual(2);
    expect(quotes.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(300);
  });

  it('every quote is a piece of its block, whatever the text', () => {
    const pieces = fc.constantFrom(
      '| ',
      '\n',
      'А4-14',
      '**',
      '##',
      ' площадь ',
      '5-й этаж',
      '12,5',
      '. ',
      'Строение №1',
      'ы',
      '---',
      '|\n',
    );
    const text = fc.array(pieces, { maxLength: 80 }).map((all) => all.join(''));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), text, (all, question) => {
        const blocks = all.map((one, at) => block(`B${at}`, one));
        const { quotes, verdict } = extract(question, blocks);
        expect(verdict === 'not_found').toBe(quotes.length === 0);
        for (const quote of quotes) {
          const source = blocks.find(({ code }) => code === quote.code);
          expect(source?.text.slice(quote.start, quote.end)).toBe(quote.text);
        }
      }),
    );
  });

  it.each(['а', '| 1 ', '| А4-14 | 1 |\n', '1 и ', 'Площадь. ', '# А\n', '| Дом | |\n'])(
    'a broken block of %j is read in time',
    (piece) => {
      const started = performance.now();
      extract('Какая площадь А4-14 на 5-м этаже?', [block('A', piece.repeat(1_000_000 / piece.length))]);
      expect(performance.now() - started).toBeLessThan(8000);
    },
  );
});
