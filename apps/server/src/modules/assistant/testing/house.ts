import type { TestFile } from '#platform/testing/index.ts';
import { type DrawingPage, drawHouse } from './draw-house.ts';
import { codes } from './house-codes.ts';
import { type HouseBlock, writeHouse, writeNotes } from './write-house.ts';

/** A1 across, points. */
const drawing = { width: 2384, height: 1684 };
const paper = { width: 595, height: 842 };

/** Pages of the file and the sheets that their stamps name: a sheet is not a page. */
const pages: readonly (DrawingPage & { sheet: string | null; title: string | null })[] = [
  { ...paper, sheet: null, title: null },
  { ...paper, sheet: '1', title: 'Общие данные' },
  { ...paper, sheet: '1.1', title: 'Ведомость чертежей' },
  { ...paper, sheet: '1.2', title: 'Спецификация элементов' },
  { ...drawing, sheet: '2', title: 'План 1 этажа' },
  { ...paper, sheet: '3', title: 'План 3 этажа' },
  { ...paper, sheet: '4', title: 'План 9 этажа' },
  { ...drawing, sheet: '5', title: 'Узлы крепления' },
  { ...drawing, sheet: '5.1', title: 'Кладочный план 7 этажа' },
  { ...drawing, sheet: '5.2', title: 'Кладочный план 11, 13 этажа' },
  { ...drawing, sheet: '6', title: 'Кладочный план 14 этажа' },
  { ...paper, sheet: '7', title: 'Экспликация помещений 7 этажа' },
  { ...paper, sheet: '8', title: 'План эвакуации 7 этажа' },
];

const rows = (...lines: readonly string[][]): string =>
  lines
    .flatMap((line, at) => [
      `| ${line.join(' | ')} |`,
      ...(at === 0 ? [`|${'---|'.repeat(line.length)}`] : []),
    ])
    .join('\n');

const lintels = (floor: string, ...marks: readonly [mark: string, count: string][]): string =>
  [
    `Спецификация перемычек ${floor}`,
    rows(
      ['Марка перемычки', 'Длина, мм', 'Масса ед., кг', 'Количество, шт', 'Примечание'],
      ...marks.map(([mark, count]) => [mark, '1400', '7,404', count, '']),
    ),
  ].join('\n\n');

/** Rooms of the 7th floor; one of the fifth flat, that flat and so the sum differ between two sheets, the total does not. */
const explication = (bathroom: string, flat: string): string =>
  [
    '##### Экспликация помещений 7-го этажа',
    rows(
      ['№ пом.', 'Наименование', 'Площадь, м2', 'Кат.'],
      ['Места общего пользования', '', '', ''],
      ['701', 'Лифтовый холл', '30,4', ''],
      ['702', 'Лестничная клетка', '21,6', ''],
      ['', '', '52,0', ''],
      ...flatRows('1 3К - трехкомнатная квартира', ['60,1', '70,0', '30,1'], '160,2'),
      ...flatRows('2 2К - двухкомнатная квартира', ['50,5', '60,0', '30,0'], '140,5'),
      ...flatRows('3 2К - двухкомнатная квартира', ['55,3', '62,0', '31,0'], '148,3'),
      ...flatRows('4 3К - трехкомнатная квартира', ['58,2', '66,0', '32,0'], '156,2'),
      ...flatRows('5 1К - однокомнатная квартира', ['9,0', '57,9', bathroom], flat),
      ['Итого на этаже: 747,0', '', '', ''],
    ),
  ].join('\n\n');

function flatRows(name: string, [hall = '', kitchen = '', bathroom = '']: string[], sum: string): string[][] {
  return [
    [name, '', '', ''],
    ['1', 'Холл', hall, ''],
    ['2', 'Кухня-гостиная', kitchen, ''],
    ['3', 'С/У', bathroom, ''],
    ['', '', sum, ''],
  ];
}

/** What differs between the revisions of the house. */
export interface Revision {
  /** Doors of the 7th floor by position. */
  doors: readonly [string, string];
  wall: string;
}

export const firstRevision: Revision = { doors: ['4', '3'], wall: '380' };
export const secondRevision: Revision = { doors: ['4', '5'], wall: '510' };

/** Blocks with the defects that real documents have, see facts §1.8. */
function blocksOf({ doors, wall }: Revision): HouseBlock[] {
  return [
    ...generalBlocks(wall),
    ...floorBlocks(doors),
    ...nodeBlocks(),
    {
      code: codes.explication,
      page: 12,
      bbox: [0.05, 0.05, 0.95, 0.9],
      text: explication('22,2', '89,1'),
    },
    {
      code: codes.explicationAgain,
      page: 13,
      bbox: [0.05, 0.05, 0.95, 0.9],
      text: explication('22,9', '89,8'),
    },
  ];
}

function generalBlocks(wall: string): HouseBlock[] {
  const at = (page: number, row: number): Pick<HouseBlock, 'page' | 'bbox'> => ({
    page,
    bbox: [0.05, 0.05 + row * 0.22, 0.95, 0.25 + row * 0.22],
  });
  return [
    {
      ...at(2, 0),
      code: codes.walls,
      text: `Наружные стены — кирпич толщиной ${wall} мм с утеплителем из минеральной ваты 150 мм.`,
    },
    {
      ...at(2, 1),
      code: codes.partitions,
      text: 'Перегородки — газобетонные блоки D600 толщиной 100 мм по ГОСТ 31360-2007.',
    },
    { ...at(2, 2), code: codes.fire, text: 'Степень огнестойкости здания — I, класс — С0.' },
    { ...at(4, 0), code: codes.beam2, text: 'Балка В2 из двутавра 20Б1 — 12 шт.' },
    { ...at(4, 1), code: codes.beam21, text: 'Балка В21 из двутавра 30Б1 — 6 шт.' },
    { ...at(4, 2), code: codes.plain, text: 'Перемычка В4-14 — 8 шт., масса 7,8 кг.' },
    { ...at(4, 3), code: codes.starred, text: 'Перемычка В4-14* — 5 шт., масса 8,1 кг.' },
  ];
}

function floorBlocks([first, second]: Revision['doors']): HouseBlock[] {
  const side: HouseBlock['bbox'] = [0.78, 0.05, 0.97, 0.3];
  const below: HouseBlock['bbox'] = [0.78, 0.35, 0.97, 0.6];
  return [
    image(
      { type: 'План этажа', summary: 'План 1 этажа: вестибюль, магазин, две лестницы.' },
      { code: codes.plan1, page: 5 },
    ),
    {
      code: codes.lintels3,
      page: 6,
      bbox: [0.05, 0.05, 0.95, 0.3],
      text: lintels('3-го этажа', ['Б3-14', '2']),
    },
    {
      code: codes.lintels9,
      page: 7,
      bbox: [0.05, 0.05, 0.95, 0.3],
      text: lintels('9-го этажа', ['B3-14', '3']),
    },
    image(
      {
        type: 'План этажа',
        summary:
          'Кладочный план 7-го этажа жилого дома: внутренние перегородки, несущие стены, дверные проёмы.',
      },
      { code: codes.plan7, page: 9 },
    ),
    {
      code: codes.doors7,
      page: 9,
      bbox: side,
      text: [
        'Ведомость дверных проемов 7-го этажа',
        rows(
          ['Поз.', 'Ширина, мм', 'Высота, мм', 'Кол-во', 'Примечание'],
          ['1', '1000', '2120', first, ''],
          ['3', '1100', '2120', second, ''],
        ),
      ].join('\n\n'),
    },
    {
      code: codes.lintels7,
      page: 9,
      bbox: below,
      text: lintels('7-го этажа', ['А4-14', '4'], ['В3-14', '2']),
    },
    {
      ...image(
        { type: 'Спецификация', summary: 'Спецификация перемычек 11, 13-го этажа.' },
        {
          code: codes.lintels11,
          page: 10,
          bbox: side,
          seen: ['Спецификация перемычек 11,13-го этажа', 'А4-14 1400 7,404 3'],
        },
      ),
      tail: lintels('14-го этажа на отм. +46.350', ['А4-14', '4']),
    },
    { code: codes.lintels14, page: 11, bbox: below, text: lintels('14-го этажа', ['А4-14', '4']) },
    {
      ...image(
        { type: 'Спецификация', summary: 'Ведомость проемов для вентиляционных решеток 14 этажа.' },
        {
          code: codes.vents14,
          page: 11,
          bbox: side,
          seen: ['Ведомость проемов решеток 14 этажа', 'Ор-6 950 600 380 1', 'Ор-18 645 3220 -1590 1'],
        },
      ),
      tail: [
        'Ведомость проемов для вентиляционных решеток 14 этажа',
        rows(
          ['Поз.', 'Ширина, мм', 'Высота, мм', 'Низ отверстия от ж/б плиты, мм', 'Кол-во'],
          ['Ор-6', '950', '600', '380', '1'],
          ['Ор-18', '645', '3220', '-1590', '1'],
        ),
      ].join('\n\n'),
    },
  ];
}

/** A place that was framed twice: as a text, which is empty, and as a picture. */
function nodeBlocks(): HouseBlock[] {
  const bbox: HouseBlock['bbox'] = [0.1, 0.1, 0.4, 0.5];
  return [
    { code: codes.nodeText, page: 8, bbox, text: '', linked: codes.nodeImage, isLineArt: true },
    {
      ...image(
        { type: 'Узел', summary: 'Узел 4: крепление перегородки к плите уголком.' },
        { code: codes.nodeImage, page: 8, bbox },
      ),
      linked: codes.nodeText,
      isLineArt: true,
    },
    {
      code: codes.nodeNote,
      page: 8,
      bbox: [0.6, 0.1, 0.9, 0.2],
      text: 'Узлы крепления перегородок смотри на этом листе. Узел 4 — лист 5.',
    },
  ];
}

/** A picture as a vision model described it. */
function image(
  { type, summary }: { type: string; summary: string },
  place: Pick<HouseBlock, 'code' | 'page' | 'seen'> & Partial<Pick<HouseBlock, 'bbox'>>,
): HouseBlock {
  const { seen = [summary], bbox = [0.03, 0.03, 0.76, 0.97] } = place;
  const text = [
    `**[ИЗОБРАЖЕНИЕ]** | Тип: ${type}`,
    `**Краткое описание:** ${summary}`,
    `**Текст на чертеже:** ${seen.join(' ')}`,
  ].join('\n\n');
  return { ...place, kind: 'IMAGE', bbox, seen, text };
}

/** How a house of the tests is made. */
export interface HouseOptions {
  stem?: string;
  revision?: Revision;
  /** Letters of notes that make the document as long as real ones. */
  volume?: number;
}

/** A drawing set as people upload it: the PDF, its text, the index of pictures and the frames. */
export async function houseFiles(options: HouseOptions = {}): Promise<TestFile[]> {
  const { stem = 'dom-AR', revision = firstRevision, volume = 0 } = options;
  const blocks = [...blocksOf(revision), ...writeNotes(volume)];
  return [
    ...writeHouse({ stem, pages, blocks }),
    { name: `${stem}.pdf`, bytes: await drawHouse(pages, blocks) },
  ];
}
