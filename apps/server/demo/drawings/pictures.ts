import type { BlockModel, TableModel } from '@aizoomdoc/documents';
import { details } from './details.ts';
import { drawFloorPlan } from './floor-plan.ts';
import { joinery } from './joinery.ts';
import type { Picture } from './picture.ts';
import { roofPlan, roofSection } from './roof.ts';
import { angleSection, barSection, floorSections, legend, roofExit, sketched } from './small-pictures.ts';

const inBrief = (block: BlockModel) =>
  /\*\*Краткое описание:\*\*\s*(.+)/u.exec(block.text)?.[1] ?? block.code;

/** How each picture of a page is drawn, by its code; numbers come from the page's own tables. */
export function picturesOf(page: readonly BlockModel[]): Map<string, Picture> {
  const images = page.filter(({ kind }) => kind === 'image');
  const tables = page.flatMap((block) => block.tables);
  return new Map(images.map((block, index) => [block.code, pictureOf(block, { index, tables })]));
}

interface Around {
  /** Which picture of the page it is. */
  index: number;
  tables: readonly TableModel[];
}

const kinds: readonly (readonly [RegExp, (block: BlockModel, around: Around) => Picture])[] = [
  [/^Кладочный план выхода/u, (block, { index, tables }) => exitOf(inBrief(block), index, tables)],
  [/^Кладочный план/u, (block, { index, tables }) => floorOf(inBrief(block), index, tables)],
  [/^Условные обозначения/u, () => legend],
  [
    /^Спецификация перемычек ПР/u,
    (block) => sketched('Спецификация перемычек ПР', firstTable(block), barSection),
  ],
  [
    /^Спецификация стальных/u,
    (block) => sketched('Спецификация стальных перемычек', firstTable(block), angleSection),
  ],
  [/^План кровли/u, () => roofPlan],
  [/^Сечение 1-1/u, (_, { tables }) => roofSection(called(tables, 'Состав кровли К-1'))],
  [/^Узел/u, (_, { index }) => nth(details, index)],
  [/^Схемы полов/u, () => floorSections],
  [/^Схем/u, (_, { index }) => nth(joinery, index)],
];

function pictureOf(block: BlockModel, around: Around): Picture {
  const text = inBrief(block);
  const found = kinds.find(([shape]) => shape.test(text));
  if (found === undefined) throw new Error(`${block.code}: неизвестно, как рисовать «${text}»`);
  return found[1](block, around);
}

function floorOf(brief: string, index: number, tables: readonly TableModel[]): Picture {
  const number = index === 0 ? 1 : 2;
  const rooms = tables.filter(({ title }) => title?.startsWith('Экспликация'))[index];
  if (rooms === undefined) throw new Error(`Нет экспликации: ${brief}`);
  const lintels = called(tables, 'Ведомость перемычек');
  const holes = called(tables, 'Ведомость отверстий');
  const title = brief.replace(/, секция (\d)\. М/u, '. Секция $1. М').replace(/\.$/u, '');
  return (canvas, place) => drawFloorPlan(canvas, { title, rooms, lintels, holes, number }, place);
}

function exitOf(brief: string, index: number, tables: readonly TableModel[]): Picture {
  const [number = '', , area = ''] = called(tables, 'Экспликация').rows[index] ?? [];
  const axes = index === 0 ? ['2', '3', '4'] : ['7', '8', '9'];
  const title = brief.replace(/, секция (\d)\. М/u, '. Секция $1. М').replace(/\.$/u, '');
  return roofExit(title, { number, area, axes });
}

function called(tables: readonly TableModel[], start: string): TableModel {
  const found = tables.find(({ title }) => title?.startsWith(start));
  if (found === undefined) throw new Error(`Нет таблицы «${start}»`);
  return found;
}

function firstTable(block: BlockModel): TableModel {
  const [table] = block.tables;
  if (table === undefined) throw new Error(`${block.code}: нет таблицы`);
  return table;
}

function nth(pictures: readonly Picture[], index: number): Picture {
  const picture = pictures[index];
  if (picture === undefined) throw new Error(`Рисунка ${index + 1} нет`);
  return picture;
}
