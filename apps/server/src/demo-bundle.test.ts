import { readFileSync } from 'node:fs';
import { type BlockModel, readBundle } from '@aizoomdoc/documents';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cellOf, FLOORS, isTotal, mistakesIn, numberIn, type PlacedTable, sum } from '../demo/table-sums.ts';

const DOCUMENT = 'dom-na-sadovoy-AR_document.md';
const INDEX = 'dom-na-sadovoy-AR_blocks.json';
const TYPICAL_FLOORS = '3-го и 4-го этажей';
const FLOOR_NAMES = ['1-го этажа', '2-го этажа', TYPICAL_FLOORS, TYPICAL_FLOORS, '5-го этажа', 'выходов'];
/** The two errors that users may discover; README.md tells about them. */
const WRONG_TOTAL = 'W7EX-VKNG-336: Всего по секции 2 на этаж: 213.4 ≠ 212.9';
const OLD_STANDARD = { block: 'U436-PMPV-NTH', name: 'ГОСТ 948-84', listed: 'ГОСТ 948-2016' };

const demoFile = (name: string) => readFileSync(new URL(`../demo/${name}`, import.meta.url));
const demoText = (name: string) => demoFile(name).toString('utf8');

const questionSchema = z.strictObject({
  doc_file: z.literal(DOCUMENT),
  question: z.string().min(1),
  answer: z.string().min(1),
  must_contain: z.array(z.string().min(1)),
  block_ids: z.array(z.string()),
  page: z.int().positive().nullable(),
});
const indexSchema = z.strictObject({
  blocks: z.array(
    z.strictObject({
      id: z.string(),
      page_index: z.int().nonnegative(),
      block_type: z.literal('image'),
      category_code: z.null(),
      crop_url: z.null(),
    }),
  ),
});

const questions = demoText('questions.jsonl')
  .trim()
  .split('\n')
  .map((line) => questionSchema.parse(JSON.parse(line)));
const { document, report } = readBundle([DOCUMENT, INDEX].map((name) => ({ name, bytes: demoFile(name) })));
const blocks: BlockModel[] = document?.blocks ?? [];
const tables = blocks.flatMap((block) => block.tables.map((table) => ({ code: block.code, ...table })));
function tableCalled(start: string): PlacedTable {
  const found = tables.filter((table) => table.title?.startsWith(start));
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} таблиц «${start}»`);
  return only;
}

interface Room {
  name: string;
  area: number;
  section: string;
  floor: number;
  flat: string | null;
}

/** All rooms of the house, the typical floor twice. */
const rooms: Room[] = tables
  .filter((table) => table.title?.startsWith('Экспликация помещений'))
  .flatMap((table) => {
    const title = table.title ?? '';
    const floors = title.includes('3-го (4-го)')
      ? [2, 3]
      : [title.includes('выходов') ? 5 : Number(/\d/u.exec(title)) - 1];
    let flat: string | null = null;
    return table.rows.flatMap((row) => {
      const [number = '', name = '', area] = row;
      if (number === '') flat = name.startsWith('Квартира') ? name : isTotal(row) ? flat : null;
      if (number === '') return [];
      const section = /секция (\d)/iu.exec(`${title} ${name}`)?.[1] ?? '';
      return floors.map((floor) => ({ name, area: numberIn(area) ?? 0, section, floor, flat }));
    });
  });
const areaOf = (keep: (room: Room) => boolean) => sum(rooms.filter(keep).map((room) => room.area));

describe('the demo bundle', () => {
  it('reads without a remark', () => {
    expect(report).toEqual([]);
    expect(document?.stamp).toMatchObject({ cipher: '24-07-АР', stage: 'РД' });
    expect(document?.pages).toHaveLength(14);
    expect(document?.sheets.map((sheet) => sheet.number).join(' ')).toBe('1 1 2 3 4 5 5.1 6 7 8 9 10');
    expect(document?.sheets.find((sheet) => sheet.number === '5.1')?.page).toBe(9);
  });

  it('has unique codes of the unambiguous alphabet', () => {
    expect(new Set(blocks.map((block) => block.code)).size).toBe(106);
    const shape =
      /^[ACDEFGHJKLMNPQRTUVWXY34679]{4}-[ACDEFGHJKLMNPQRTUVWXY34679]{4}-[ACDEFGHJKLMNPQRTUVWXY34679]{3}$/u;
    expect(blocks.filter((block) => !shape.test(block.code))).toEqual([]);
  });

  it('indexes exactly its pictures', () => {
    const index = indexSchema.parse(JSON.parse(demoText(INDEX)));
    const pictures = blocks.filter((block) => block.kind === 'image');
    expect(index.blocks.map((entry) => [entry.id, entry.page_index + 1])).toEqual(
      pictures.map((block) => [block.code, block.page]),
    );
  });

  it('carries a title block on every sheet', () => {
    const stamped = blocks.filter((block) => block.text.startsWith('Основная надпись'));
    expect(stamped.map((block) => /Лист ([\d.]+)/u.exec(block.text)?.[1])).toEqual(
      document?.sheets.slice(1).map((sheet) => sheet.number),
    );
  });

  it('refers only to sheets and nodes that exist', () => {
    const numbers = new Set(document?.sheets.map((sheet) => sheet.number));
    const nodes = new Set(tableCalled('Ведомость узлов').rows.map(([number]) => number));
    const text = blocks.map((block) => block.text).join('\n');
    for (const [, node, sheet] of text.matchAll(/узел (\d+), лист ([\d.]*\d)/giu)) {
      expect([nodes.has(node), sheet]).toEqual([true, '7']);
    }
    for (const [, sheet = ''] of text.matchAll(/см\. лист ([\d.]*\d)/gu)) expect(numbers).toContain(sheet);
  });
});

describe('the numbers of the demo', () => {
  it('add up inside every table but the documented one', () => {
    const mistakes = tables.flatMap(mistakesIn);
    expect(mistakes).toEqual([WRONG_TOTAL]);
  });

  it.each([
    ['Сводная ведомость перемычек. Секция 1', 'перемычек', 'Секция 1'],
    ['Сводная ведомость перемычек. Секция 2', 'перемычек', 'Секция 2'],
    ['Сводная ведомость заполнения проёмов', 'проёмов', 'Всего'],
    ['Сводная ведомость материалов стен', 'материалов стен', 'Всего'],
  ])('%s agrees with the floors', (title, kind, column) => {
    const summary = tableCalled(title);
    const roof = kind === 'материалов стен' ? kind : 'перемычек и проёмов';
    const floors = FLOOR_NAMES.map((name, at) => tableCalled(`Ведомость ${at === 5 ? roof : kind} ${name}`));
    const marks = summary.rows.map(([mark = '']) => mark).filter((mark) => mark !== 'Итого');
    const stated = marks.map((mark) => FLOORS.map((floor) => cellOf(summary, mark, floor)));
    expect(stated).toEqual(marks.map((mark) => floors.map((floor) => cellOf(floor, mark, column))));
    const onFloors = floors.flatMap((floor) => floor.rows.map(([mark]) => mark));
    if (kind === 'материалов стен') expect(new Set(onFloors)).toEqual(new Set(marks));
  });

  it.each(['Секция 1', 'Секция 2'])('openings, holes and lintels of «%s» agree everywhere', (section) => {
    const floors = (kind: string) =>
      FLOOR_NAMES.slice(0, 5).map((name) => tableCalled(`Ведомость ${kind} ${name}`));
    const roof = tableCalled('Ведомость перемычек и проёмов');
    const doors = tableCalled('Спецификация дверей');
    for (const specification of [
      doors,
      tableCalled('Спецификация окон'),
      tableCalled('Сводная ведомость отверстий'),
    ]) {
      const kind = specification.title?.includes('отверстий') ? 'отверстий' : 'проёмов';
      for (const [mark = ''] of specification.rows.slice(0, -1)) {
        const counted = sum([...floors(kind), roof].map((floor) => cellOf(floor, mark, section)));
        expect([mark, cellOf(specification, mark, section)]).toEqual([mark, counted]);
      }
    }
    const openings = floors('проёмов');
    for (const [at, lintels] of floors('перемычек').entries()) {
      for (const row of lintels.rows.filter(([mark]) => mark?.startsWith('ПР'))) {
        const spanned = (row.at(-1) ?? '')
          .split(', ')
          .map((mark) => cellOf(openings[at] ?? roof, mark, section));
        expect([row[0], cellOf(lintels, row[0] ?? '', section)]).toEqual([row[0], sum(spanned)]);
      }
    }
  });

  it('gives an opening and a hole one size on every sheet', () => {
    const sized = tables.flatMap(({ header, rows }) => {
      const width = header.indexOf('Ширина, мм');
      const whole = Math.max(header.indexOf('Проём, мм'), header.indexOf('Размер, мм'));
      const sizeOf = (row: string[]) => (width >= 0 ? `${row[width]}×${row[width + 1]}` : row[whole]);
      const openings = rows.filter(([mark = '']) => /^(ОК|ДВ|О)-\d+$/u.test(mark));
      return openings.flatMap((row) => {
        const size = sizeOf(row);
        return size === undefined ? [] : [`${row[0]} ${size}`];
      });
    });
    const marks = sized.map((line) => line.split(' ')[0]);
    expect(new Set(marks).size).toBe(19);
    expect(new Set(sized).size).toBe(19);
  });

  it('counts the parts of the lintels', () => {
    const house = tableCalled('Сводная ведомость перемычек по дому');
    const bars = tableCalled('Сводная спецификация брусковых');
    const counted = new Map<string, number>();
    for (const [mark = '', , , parts = '', mass] of tableCalled('Спецификация перемычек ПР').rows) {
      let weight = 0;
      for (const [, count, bar = ''] of parts.matchAll(/(\d)×(\dПБ \d+-\d+)/gu)) {
        counted.set(bar, (counted.get(bar) ?? 0) + Number(count) * cellOf(house, mark, 'Всего'));
        weight += Number(count) * cellOf(bars, bar, 'Масса ед.');
      }
      expect([mark, weight, weight]).toEqual([mark, numberIn(mass), cellOf(house, mark, 'Масса ед.')]);
    }
    expect(new Map(bars.rows.slice(0, -1).map(([bar = '']) => [bar, cellOf(bars, bar, 'Кол-во')]))).toEqual(
      new Map([...counted].sort(([one], [other]) => one.localeCompare(other, 'ru', { numeric: true }))),
    );
  });

  it('areas of rooms agree with sheet 1, the floors and the terraces', () => {
    const byFloor = tableCalled('Площади помещений по этажам');
    for (const [floor, row] of byFloor.rows.slice(0, -1).entries()) {
      const here = (keep: (room: Room) => boolean) => areaOf((room) => room.floor === floor && keep(room));
      expect(row.slice(1).map(numberIn)).toEqual([
        here((room) => room.section === '1'),
        here((room) => room.section === '2'),
        here(() => true),
        here((room) => room.flat !== null),
        here((room) => room.flat === null),
      ]);
    }
    const types = tableCalled('Квартирография');
    expect(cellOf(types, 'Всего', 'Площадь')).toBe(areaOf((room) => room.flat !== null));
    const wet = (room: Room) => /Ванная|Уборная|С\/У/u.test(room.name);
    const outside = (room: Room) => /Лоджия|Терраса/u.test(room.name);
    const dry = (room: Room) => room.flat !== null && !wet(room) && !outside(room);
    const covered: Record<string, (room: Room) => boolean> = {
      'П-1': (room) => dry(room) && room.floor > 0,
      'П-2': (room) => wet(room) && room.floor > 0,
      'П-3': (room) => room.flat === null && room.floor > 0,
      'П-4': (room) => room.name === 'Лоджия',
      'П-5': (room) => dry(room) && room.floor === 0,
      'П-6': (room) => wet(room) && room.floor === 0,
      'П-7': (room) => room.flat === null && room.floor === 0,
    };
    const covers = [tableCalled('Экспликация полов'), tableCalled('Ведомость площадей кровель')] as const;
    for (const section of ['1', '2']) {
      const terraces = areaOf((room) => room.name === 'Терраса' && room.section === section);
      expect(cellOf(covers[1], 'К-3', `Секция ${section}`)).toBe(terraces);
      for (const [type, keep] of Object.entries(covered)) {
        const area = areaOf((room) => room.section === section && keep(room));
        expect([type, cellOf(covers[0], type, `Секция ${section}`)]).toEqual([type, area]);
      }
    }
  });

  it('names every standard as sheet 1 lists it, but for the documented one', () => {
    const listed = new Set(tableCalled('Ведомость ссылочных').rows.map(([name]) => name));
    const used = blocks.flatMap((block) =>
      [...block.text.matchAll(/(?:ГОСТ(?: Р)?|СП) \d+(?:\.\d+)*-\d+|СП \d+\.\d+\.\d{4}/gu)].map(([name]) => ({
        block: block.code,
        name,
      })),
    );
    const { block, name } = OLD_STANDARD;
    expect(used.filter((one) => !listed.has(one.name))).toEqual([{ block, name }]);
    expect(listed).toContain(OLD_STANDARD.listed);
  });
});

describe('the questions of the demo', () => {
  it.each(questions)('$question', ({ must_contain, block_ids, page }) => {
    const evidence = block_ids.map((code) => blocks.find((block) => block.code === code));
    expect(evidence).not.toContain(undefined);
    const text = evidence.map((block) => `${block?.code}\n${block?.text}`).join('\n');
    expect(must_contain.filter((part) => !text.includes(part))).toEqual([]);
    expect(page === null ? [] : [page]).toEqual(evidence.slice(0, 1).map((block) => block?.page));
  });

  it('are ten, one of them without an answer, three of them shown on the empty screen', () => {
    expect(questions).toHaveLength(10);
    expect(
      questions.filter((one) => one.must_contain.length === 0 && one.block_ids.length === 0),
    ).toHaveLength(1);
    const examples = z
      .array(z.string())
      .length(3)
      .parse(JSON.parse(demoText('examples.json')));
    expect(questions.map((one) => one.question)).toEqual(expect.arrayContaining(examples));
  });

  it('and the README agree about the documented errors', () => {
    const readme = demoText('README.md');
    for (const said of ['W7EX-VKNG-336', '213,4', '212,9', ...Object.values(OLD_STANDARD)])
      expect(readme).toContain(said);
  });
});
