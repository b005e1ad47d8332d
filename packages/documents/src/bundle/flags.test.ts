import { describe, expect, it } from 'vitest';
import { flagsOf } from './flags.ts';
import { findTables, toTableModel } from './tables.ts';

const flags = (text: string, sheetTitle: string | null = null) =>
  flagsOf({
    text,
    tables: findTables(text).map(toTableModel),
    sheetTitle,
    kind: 'text',
    twin: null,
    confidence: null,
  });

describe('flagsOf', () => {
  it('trusts ordinary text', () => {
    expect(flags('Общие данные. Перемычки см. лист 3.', 'План 2-го этажа')).toEqual([]);
  });

  it.each(['', '| | |\n|---|---|', '**Сущности:**', '---'])('sees that %j is empty', (text) => {
    expect(flags(text)).toEqual(['empty']);
  });

  it.each([
    'СК: 7AAA-CCCC-DDDСпецификация',
    '| ID: 7AAA-CCCC-DDD | |',
    'ОСК. 7ГМГ-УХКУ-ТДГ',
    'BLOCK [TEXT]: 7AAA-CCCC-DDD',
  ])('sees the marker in %j', (text) => expect(flags(text)).toEqual(['leaked_marker']));

  it('does not take a code in running text for a marker', () => {
    expect(flags('Градостроительный план РФ-77-4-53-3-25-2023-3232, артикул 1234-5678-901')).toEqual([]);
  });

  it('sees a loop of rows, also with asterisks that grow', () => {
    const cycle = (at: number) =>
      `| С3-31${'*'.repeat(at)} | | |\n| 6 | Пластина 50x4 (L=100мм) | 5 |\n| 33 | Уголок 100x7 | 2 |`;
    const rows = [1, 2, 3, 4, 5].map(cycle).join('\n');
    expect(flags(`| Поз. | Описание | Итого |\n|---|---|---|\n${rows}`)).toEqual(['repetition']);
  });

  it('sees a loop of words in one line', () => {
    expect(flags(`Начало. ${'и далее по кругу '.repeat(40)}`)).toEqual(['repetition']);
  });

  it('does not take a few equal rows for a loop', () => {
    expect(flags('| 1 | Холл | 3,3 |\n| 1 | Холл | 3,3 |\n| 2 | Холл | 3,4 |')).toEqual([]);
  });

  it('sees recognised text of another floor than the picture or the sheet', () => {
    const image =
      '**Краткое описание:** Спецификация 3,4-го этажа.\n**Распознанный OCR текст на чертеже:**\n#### Спецификация 5-9-го этажа';
    expect(flags(image)).toEqual(['foreign_text']);
    const table = '#### Ведомость проёмов 7 этажа\n\n| Поз. | Кол-во |\n|---|---|\n| 1 | 2 |';
    expect(flags(table, 'План 5,6,8,9-го этажа')).toEqual(['foreign_text']);
    expect(flags(table, 'План 5-9-го этажа')).toEqual([]);
  });
});
