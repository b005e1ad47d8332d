import { describe, expect, it } from 'vitest';
import { findTables, sectionOf, toTableModel } from './tables.ts';

const first = (text: string) => {
  const [table] = findTables(text);
  if (table === undefined) throw new Error('no table');
  return table;
};

describe('findTables', () => {
  it('takes the caption above, the header and the rows', () => {
    const model = toTableModel(first('Ведомость дверей\n\n| Поз. | Кол-во |\n|---|---|\n| 1 | 4 |'));
    expect(model).toEqual({
      title: 'Ведомость дверей',
      header: ['Поз.', 'Кол-во'],
      rows: [['1', '4']],
      sections: [],
    });
  });

  it('takes a name from the first row, and joins a header of two lines', () => {
    const table = first(
      '| Ведомость | | | |\n|---|---|---|---|\n| Поз. | Размер, мм | | Кол-во |\n| | Ширина | Высота | |\n| 1 | 900 | 2100 | 4 |',
    );
    expect(table.title).toBe('Ведомость');
    expect(table.header).toEqual(['Поз.', 'Размер, мм: Ширина', 'Размер, мм: Высота', 'Кол-во']);
    expect(table.rows).toHaveLength(1);
  });

  it('widens a header whose merged cell recognition dropped', () => {
    const table = first(
      '| Поз. | Размер | Кол-во |\n|---|---|---|\n| | Ширина | Высота |\n| 10 | 900 | 1150 | 1 |',
    );
    expect(table.header).toEqual(['Поз.', 'Размер: Ширина', 'Размер: Высота', 'Кол-во']);
  });

  it('has no header where the first row is data', () => {
    const table = first('| А3-15 | | 1500 | 7,574 | 2 |\n|---|---|---|---|---|');
    expect([table.header, table.rows.length]).toEqual([[], 1]);
  });

  it('nests sections: a building, then a mark', () => {
    const table = first(
      [
        'Сводная спецификация',
        '| Поз. | Описание | Итого |',
        '|---|---|---|',
        '| А1 | | |',
        '| 1 | Уголок | 2 |',
        '| Жилой дом | | |',
        '| А3-9 | | |',
        '| 14 | Арматура | 2 |',
        '| А3-13* | | |',
        '| 5 | Уголок | 2 |',
        '| Строение №1 | | |',
        '| 6 | Пластина | 4 |',
      ].join('\n'),
    );
    const paths = [1, 4, 6, 8].map((row) => sectionOf(table, row));
    expect(paths).toEqual([['А1'], ['Жилой дом', 'А3-9'], ['Жилой дом', 'А3-13*'], ['Строение №1']]);
  });

  it('starts another table at a header in the middle', () => {
    const tables = findTables(
      '| Разрешение | Объект | Шифр |\n|---|---|---|\n| 28/25 | Школа | |\n| Изм. | Лист | Содержание изменения |\n| 7 | 12 | Уточнено |',
    );
    expect(tables.map(({ header }) => header)).toEqual([
      ['Разрешение', 'Объект', 'Шифр'],
      ['Изм.', 'Лист', 'Содержание изменения'],
    ]);
  });

  it('gives the place of every row', () => {
    const text = 'до\n  | a | b |\n|---|---|\n| 1 | 2 \\| 3 |\nпосле';
    const row = first(text).rows[0];
    expect(row?.cells).toEqual(['1', '2 | 3']);
    expect(text.slice(row?.start, row?.end)).toBe('| 1 | 2 \\| 3 |');
  });
});
