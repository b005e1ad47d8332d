import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBundle } from '../bundle/read-bundle.ts';
import { auditDocument, type Finding, type FindingKind } from './index.ts';

interface Page {
  sheet?: string;
  title?: string;
  blocks: string[];
}

const LETTERS = 'ACDEFGHJKL';

function codeOf(page: number, block: number): string {
  return `AAAA-AAA${LETTERS[Math.floor(page / 10)]}-A${LETTERS[page % 10]}${LETTERS[block]}`;
}

function auditPages(pages: readonly Page[], stamp = '**Штамп:** Шифр: 10/24-АР1') {
  const body = pages.map(({ sheet, title, blocks }, at) =>
    [
      `## СТРАНИЦА ${at + 1}`,
      ...(sheet === undefined ? [] : [`**Лист:** ${sheet}`]),
      ...(title === undefined ? [] : [`**Наименование листа:** ${title}`]),
      ...blocks.map((text, block) => `### BLOCK [TEXT]: ${codeOf(at + 1, block)}\n${text}`),
    ].join('\n'),
  );
  const text = ['# Дом/АР1.pdf', stamp, ...body].join('\n\n');
  const { document } = readBundle([{ name: 'АР1_document.md', bytes: new TextEncoder().encode(text) }]);
  if (document === null) throw new Error('no document');
  return auditDocument(document);
}

const table = (rows: readonly (readonly string[])[]): string =>
  rows
    .flatMap((row, at) => [`| ${row.join(' | ')} |`, ...(at === 0 ? [`|${'---|'.repeat(row.length)}`] : [])])
    .join('\n');

const ofKind = (findings: readonly Finding[], kind: FindingKind) =>
  findings.filter((one) => one.kind === kind);

/** An explication of two flats; the last room of the second, its sum and the sum of the floor vary. */
const explication = (room: string, flat: string, floor: string): string =>
  table([
    ['№ пом.', 'Наименование', 'Площадь, м2', 'Кат.'],
    ['Места общего пользования', '', '', ''],
    ['301', 'Лифтовый холл', '20,0', ''],
    ['302', 'Лестничная клетка', '15,5', ''],
    ['', '', '35,5', ''],
    ['1 2К - двухкомнатная квартира', '', '', ''],
    ['1', 'Холл', '4,1', ''],
    ['2', 'Кухня', '23,0', ''],
    ['3', 'С/У', '3,3', ''],
    ['', '', '30,4', ''],
    ['2 1К - однокомнатная квартира', '', '', ''],
    ['1', 'Холл', '6,2', ''],
    ['2', 'Кухня-столовая', '22,2', ''],
    ['3', 'С/У', room, ''],
    ['', '', flat, ''],
    [`Итого на этаже: ${floor}`, '', '', ''],
  ]);
const named = (body: string) => `##### Экспликация помещений 3-го этажа\n\n${body}`;

describe('sums of tables', () => {
  test('a floor that does not add up, the row to blame shown by another sheet', () => {
    const { findings } = auditPages([
      { sheet: '5.1 (из 12)', blocks: [named(explication('2,5', '30,9', '97,5'))] },
      { blocks: [named(explication('3,2', '31,6', '97,5'))] },
    ]);
    const [finding, ...others] = ofKind(findings, 'total_differs');
    expect(others).toEqual([]);
    expect(finding?.severity).toBe('error');
    for (const part of ['97,5', '96,8', '0,7', '«С/У»', '2,5', '3,2', '30,9', '31,6', 'лист\u00a05.1'])
      expect(finding?.message).toContain(part);
    expect(finding?.evidence.map(({ page, block, quote }) => [page, block, quote])).toEqual([
      [1, codeOf(1, 0), 'Итого на этаже: 97,5'],
      [1, codeOf(1, 0), '3 | С/У | 2,5'],
      [2, codeOf(2, 0), '3 | С/У | 3,2'],
    ]);
    expect(ofKind(findings, 'value_differs')).toHaveLength(1);
  });

  test('right sums are no finding, nor is what recognition put elsewhere', () => {
    const shuffled = [
      '##### Экспликация помещений 3-го этажа',
      table([
        ['№ пом.', 'Наименование', 'Площадь, м2', 'Кат.'],
        ['301', 'Лифтовый холл', '20,0', ''],
        ['302', 'Лестничная клетка', '15,5', ''],
        ['35,5', '', '', ''],
      ]),
      '1',
      '1К - однокомнатная квартира',
      table([
        ['1', '', 'Холл', '6,2'],
        ['2', 'Кухня', '22,2', ''],
      ]),
      '2',
      '28,4',
      '1К - квартира без итога',
      table([
        ['1', 'Холл', '5,0', ''],
        ['2', 'Кухня', '20,0', ''],
      ]),
      'Итого на этаже',
      '88,9',
    ].join('\n\n');
    const { findings } = auditPages([
      { blocks: [named(explication('3,2', '31,6', '97,5'))] },
      { blocks: [shuffled] },
    ]);
    expect(findings).toEqual([]);
  });

  test('of a block that may be misread the finding is weaker', () => {
    const spoiled = `${named(explication('3,2', '31,6', '98,8'))}\nBLOCK: AAAA-AAAA-AAC`;
    const { findings } = auditPages([{ blocks: [spoiled] }]);
    expect(findings.map(({ kind, severity }) => [kind, severity])).toEqual([['total_differs', 'warning']]);
  });

  test('sections of a specification, mass and number', () => {
    const rows = (mass: string, count: string) =>
      table([
        ['Поз.', 'Описание', 'Масса ед., кг', 'Масса, кг', 'Итого, шт'],
        ['А3-13*', '', '', '', ''],
        ['5', 'Уголок 40x5', '3,146', '18,876', '6'],
        ['18', 'Пластина 50x4', '0,2355', '1,413', '6'],
        ['', '', '', '20,289', '12'],
        ['А3-15', '', '', '', ''],
        ['6', 'Пластина 50x4', '0,157', '0,628', '4'],
        ['14', 'Уголок 40x5', '3,63', '14,52', '4'],
        ['', '', '', '15,148', '8'],
        ['А4-9', '', '', '', ''],
        ['6', 'Пластина 50x4', '0,157', '0,628', '4'],
        ['14', 'Уголок 40x5', '3,63', '7,26', '2'],
        ['', '', '', mass, count],
      ]);
    const title = '##### Спецификация элементов перемычек\n\n';
    expect(auditPages([{ blocks: [title + rows('7,888', '6')] }]).findings).toEqual([]);
    const [finding] = auditPages([{ blocks: [title + rows('8,888', '6')] }]).findings;
    expect(finding).toMatchObject({ kind: 'total_differs', severity: 'warning' });
    expect(finding?.message).toContain('«А4-9»');
  });

  test('pieces times the mass of one', () => {
    const rows = (mass: string) =>
      table([
        ['Поз.', 'Наименование', 'Кол.', 'Масса ед., кг', 'Масса всего, кг'],
        ['1', 'Уголок', '4', '3,388', '13,552'],
        ['2', 'Пластина', '3', '0,157', '0,47'],
        ['3', 'Анкер', '10', '0,0031', '0,031'],
        ['4', 'Лист', '2', '7,5', mass],
        ['5', 'Болт', '8', '0,2', '1,6'],
      ]);
    expect(auditPages([{ blocks: [rows('15,0')] }]).findings).toEqual([]);
    const [finding] = auditPages([{ blocks: [rows('17,5')] }]).findings;
    expect(finding?.kind).toBe('product_differs');
    expect(finding?.message).toContain('2 × 7,5 = 15,0');
  });

  test('any table whose sums are right passes; one wrong room is found by its sum', () => {
    const flats = fc.array(fc.array(fc.integer({ min: 20, max: 400 }), { minLength: 2, maxLength: 9 }), {
      minLength: 4,
      maxLength: 9,
    });
    const written = (tenths: number) => (tenths / 10).toFixed(1).replace('.', ',');
    const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
    const build = (sizes: readonly number[][], wrong: { flat: number; by: number }) =>
      table([
        ['№', 'Наименование', 'Площадь, м2'],
        ...sizes.flatMap((rooms, flat) => [
          [`${flat + 1} квартира`, '', ''],
          ...rooms.map((room, at) => [String(at + 1), 'Комната', written(room)]),
          ['', '', written(sum(rooms) + (flat === wrong.flat ? wrong.by : 0))],
        ]),
        ['Итого', '', written(sum(sizes.flat()))],
      ]);
    fc.assert(
      fc.property(flats, fc.nat(3), fc.integer({ min: 1, max: 9 }), (sizes, flat, by) => {
        const title = 'Экспликация помещений этажа\n\n';
        expect(auditPages([{ blocks: [title + build(sizes, { flat, by: 0 })] }]).findings).toEqual([]);
        const [finding, ...rest] = auditPages([{ blocks: [title + build(sizes, { flat, by })] }]).findings;
        expect(rest).toEqual([]);
        expect(finding?.kind).toBe('total_differs');
        expect(finding?.message).toContain(`«${flat + 1} квартира»`);
      }),
      { numRuns: 150 },
    );
  });
});

describe('summary tables', () => {
  const walls = (title: string, rows: readonly string[]) =>
    `##### ${title}\n\n${table([
      ['№ п/п', 'Наименование', 'Объем, м3'],
      ...rows.map((value, at) => [String(at + 1), `Блоки D600 ${at + 1}00 мм`, value]),
    ])}`;
  const document = (total: string) => [
    { blocks: [walls('Ведомость материалов стен 1-го этажа', ['10,00', '2,50', '1,00'])] },
    { blocks: [walls('Ведомость материалов стен 2,3-го этажа', ['11,00', '3,00', '2,00'])] },
    { blocks: [walls('Сводная ведомость материалов стен раздела АР1', ['32,00', '8,50', total])] },
  ];

  test('a floor plan of several floors counts for each of them', () => {
    expect(auditPages(document('5,00')).findings).toEqual([]);
    const [finding] = auditPages(document('6,00')).findings;
    expect(finding?.kind).toBe('summary_differs');
    expect(finding?.message).toContain('указано 6,00');
    expect(finding?.evidence).toHaveLength(3);
  });

  test('nothing is said where the table of a floor is missing', () => {
    const [first, , last] = document('6,00');
    const fourth = { blocks: [walls('Ведомость материалов стен 4-го этажа', ['1,00', '1,00', '1,00'])] };
    expect(auditPages([first!, fourth, last!]).findings).toEqual([]);
  });
});

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
