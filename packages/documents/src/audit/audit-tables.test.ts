import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding, FindingKind } from './index.ts';
import { auditPages, codeOf, explication, named, table } from './testing/audit-pages.ts';

const ofKind = (findings: readonly Finding[], kind: FindingKind) =>
  findings.filter((one) => one.kind === kind);

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
