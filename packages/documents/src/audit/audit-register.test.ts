import { describe, expect, test } from 'vitest';
import { auditPages, codeOf, explication, type Page, table } from './testing/audit-pages.ts';

describe('standards', () => {
  test('editions that differ, a year of two figures being the same as of four', () => {
    const { findings } = auditPages([
      { sheet: '9', blocks: ['Блоки D600 ГОСТ 31360-2007. Уголок ГОСТ 8509-93'] },
      { blocks: ['Блоки ГОСТ 31360–2024 по СП 70.13330.2012 и ГОСТ Р 21.101-2020', 'Уголок ГОСТ 8509-1993'] },
      { blocks: ['СП 70.13330.2012, ГОСТ 21.101-97'] },
    ]);
    expect(findings.map(({ kind }) => kind)).toEqual(['standard_years']);
    expect(findings[0]?.message).toBe(
      'ГОСТ 31360 указан в разных редакциях: 2007\u00a0г. — лист\u00a09 (стр.\u00a01); 2024\u00a0г. — стр.\u00a02.',
    );
    expect(findings[0]?.evidence.map(({ page }) => page)).toEqual([1, 2]);
  });

  test('codes of practice', () => {
    const { findings } = auditPages([{ blocks: ['СП 50.13330.2012'] }, { blocks: ['СП 50.13330.2024'] }]);
    expect(findings[0]?.message).toContain('СП 50.13330');
  });
});

describe('sheets', () => {
  const list = (numbers: readonly string[]) =>
    `##### Ведомость рабочих чертежей основного комплекта\n\n${table([
      ['Лист', 'Наименование', 'Примечание'],
      ...numbers.map((number) => [number, `План ${number}-й части здания`, '']),
    ])}`;
  const sheet = (number: string, blocks: string[] = [], total = 4): Page => ({
    sheet: `${number} (из ${total})`,
    title: `Архитектурные решения. План ${number}-й части здания`,
    blocks,
  });

  test('a whole set has no findings; the register joins list and sheets', () => {
    const { sheets, findings } = auditPages([
      { sheet: '1 (из 1)', title: 'Разрешение', blocks: [] },
      sheet('1', [list(['1', '2', '2.1', '3', '4'])]),
      sheet('2'),
      sheet('2.1'),
      sheet('3'),
      sheet('4'),
    ]);
    expect(findings).toEqual([]);
    expect(sheets.map(({ number, pages }) => [number, pages])).toEqual([
      ['1', [2]],
      ['2', [3]],
      ['2.1', [4]],
      ['3', [5]],
      ['4', [6]],
    ]);
    expect(sheets[2]?.listedTitle).toBe('План 2.1-й части здания');
  });

  test('missing, twice, not listed, another title, another total', () => {
    const { findings } = auditPages([
      sheet('1', [list(['1', '2', '3', '4'])]),
      { ...sheet('2'), title: 'Спецификация заполнения проёмов' },
      sheet('4'),
      { ...sheet('4'), title: 'Другой чертёж того же номера' },
      sheet('5'),
    ]);
    const told = findings.map(({ kind, message }) => [
      kind,
      /лист\p{L}*\s[\d.]+/iu.exec(message)?.[0] ?? message,
    ]);
    expect(told).toContainEqual(['sheet_missing', 'листа\u00a03']);
    expect(told).toContainEqual(['sheet_duplicate', 'листа\u00a04']);
    expect(told).toContainEqual(['sheet_unlisted', 'Листа\u00a05']);
    expect(told).toContainEqual(['sheet_title_differs', 'Лист\u00a02']);
    expect(findings.filter(({ kind }) => kind === 'sheet_total_differs')).toHaveLength(1);
  });

  test('a list of sheets says nothing of a document whose sheets were not read', () => {
    expect(auditPages([{ blocks: [list(['1', '2', '3'])] }]).findings).toEqual([]);
  });

  test('without a list a hole in the numbers shows', () => {
    const { findings } = auditPages([sheet('3', [], 9), sheet('4', [], 9), sheet('6', [], 9)]);
    expect(findings.map(({ message }) => message)).toEqual([
      'Нет листа\u00a05: нумерация листов прерывается.',
    ]);
  });
});

describe('references', () => {
  test('to a number that bears another title than the reference names', () => {
    const pages = (number: string): Page[] => [
      { sheet: '1 (из 3)', title: 'Общие данные', blocks: [] },
      {
        sheet: '2 (из 3)',
        title: 'План кровли',
        blocks: [`1. Общие данные см. лист 1.\n2. Узлы кровли см. лист ${number}.`],
      },
      { sheet: '3 (из 3)', title: 'Узлы кровли', blocks: [] },
    ];
    expect(auditPages(pages('3')).findings).toEqual([]);
    const [finding, ...rest] = auditPages(pages('2')).findings;
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ kind: 'reference_broken', evidence: [{ page: 2 }] });
    expect(finding?.message).toContain('«Узлы кровли» — лист\u00a03');
  });

  test('a document of thousands of tables is read in good time', () => {
    const pages = Array.from(
      { length: 1500 },
      (_, at): Page => ({
        sheet: `${at + 1} (из 1500)`,
        blocks: [`##### Экспликация помещений ${at % 40}-го этажа\n\n${explication('3,2', '31,6', '97,5')}`],
      }),
    );
    expect(auditPages(pages).findings).toEqual([]);
  });

  test('where the numbers of most sheets were not read nothing is missing', () => {
    const { references, findings } = auditPages([
      { sheet: '1 (из 12)', blocks: ['Разрезы см. листы 8, 9.'] },
      { sheet: '12 (из 12)', blocks: [] },
    ]);
    expect(references.map(({ status }) => status)).toEqual(['unknown', 'unknown']);
    expect(findings).toEqual([]);
  });

  test('a row that depends on itself', () => {
    const rows = (note: string) =>
      table([
        ['Марка', 'Площадь, м2', 'Примечание'],
        ['98М', '13,3', 'Зависимое от 97М'],
        ['99М', '13,3', note],
      ]);
    expect(auditPages([{ blocks: [rows('Зависимое от 98М')] }]).findings).toEqual([]);
    const [finding] = auditPages([{ blocks: [rows('Зависимое от 99M')] }]).findings;
    expect(finding?.message).toBe('Строка ссылается на саму себя: 99М (стр.\u00a01).');
  });

  test('lead to pages and blocks, to other sets, or nowhere', () => {
    const { references, findings } = auditPages([
      { sheet: '1 (из 1)', blocks: ['Разрешение на внесение изменений'] },
      { sheet: '1 (из 3)', blocks: ['Общие указания. Разрезы см. листы 1-3. Опирание см. узел 3.'] },
      { sheet: '2 (из 3)', blocks: ['Разрезы - см. л.14,15 раздел 10/24-АР3.', 'Кладку см. лист 7.'] },
      { sheet: '3 (из 3)', blocks: ['Узел 3', 'Опирание см. узел 5. Стены см. разрез 1-1.', 'Разрез 1–1'] },
    ]);
    const told = references.map(({ target, label, status, leadsTo }) => [
      `${target} ${label}`,
      status,
      leadsTo.map(({ page }) => page),
    ]);
    expect(told).toEqual([
      ['sheet 1', 'resolved', [2]],
      ['sheet 2', 'resolved', [3]],
      ['sheet 3', 'resolved', [4]],
      ['detail 3', 'resolved', [4]],
      ['sheet 14', 'external', []],
      ['sheet 15', 'external', []],
      ['sheet 7', 'broken', []],
      ['detail 5', 'broken', []],
      ['section 1-1', 'resolved', [4]],
    ]);
    expect(findings.map(({ kind, severity }) => [kind, severity])).toEqual([
      ['reference_broken', 'warning'],
      ['reference_broken', 'info'],
    ]);
    expect(findings[0]?.evidence[0]).toMatchObject({ page: 3, block: codeOf(3, 1) });
  });
});
