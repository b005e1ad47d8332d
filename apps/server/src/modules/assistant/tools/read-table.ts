import { findMark, foldWord, type TableModel } from '@aizoomdoc/documents';
import { z } from 'zod';
import { findNamedBlocks } from './block-codes.ts';
import { distrustOf } from './distrust.ts';
import { record } from './record.ts';
import { numbering } from './scope.ts';
import { type Answer, defineTool, manyStrings, modelSets, type Work } from './tool.ts';

const number = z.preprocess((value) => (typeof value === 'string' ? Number(value) : value), z.int().min(1));

const schema = z.object({
  block_id: z.string().trim().min(1).max(120).describe('Код блока с таблицей'),
  table: number.optional().describe('Какая по счёту таблица блока, с 1'),
  columns: manyStrings(30, 'Названия или номера столбцов (с 1); без них — все').optional(),
  from_row: number.optional().describe('С какой строки, с 1'),
  to_row: number.optional().describe('По какую строку'),
  match: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Только строки с этой маркой или этими словами; марки — знак в знак'),
});

type Input = z.output<typeof schema>;

const mostRows = 200;
const mostLength = 30_000;

export const readTable = defineTool({
  name: 'read_table',
  description:
    'Таблица блока как данные: заголовок и строки с точными значениями ячеек, с названиями разделов, в которых строки стоят. Для чисел, сумм и отбора строк.',
  sets: modelSets,
  schema,
  describe: ({ block_id, match }) =>
    `Читаю таблицу блока ${block_id}${match === undefined ? '' : `: «${match}»`}`,
  run: read,
});

async function read(input: Input, work: Work): Promise<Answer> {
  const { blocks, notes } = await findNamedBlocks(work, [input.block_id]);
  const [named, another] = blocks;
  if (named === undefined) return { output: { error: notes.join(' ') }, isError: true };
  const { block } = named;
  if (another !== undefined) {
    const names = blocks.map(({ version }) => `D${version.scoped.number}:${block.block_id}`);
    return {
      output: { error: `Такой блок есть в нескольких документах: ${names.join(', ')}.` },
      isError: true,
    };
  }
  const place = { block_id: block.block_id, ...numbering(work, block) };
  const table = block.tables[(input.table ?? 1) - 1];
  if (table === undefined)
    return { output: { ...place, error: noTable(block.tables, block) }, isError: true };
  const shown = cut(table, input);
  if (shown === null) {
    const error = `Столбцов ${(input.columns ?? []).map((name) => `«${name}»`).join(', ')} нет.`;
    return { output: { ...place, error, header: numbered(table) }, isError: true };
  }
  const text = shown.rows.map((row) => ('cells' in row ? row.cells.join(' | ') : row.section_row)).join('\n');
  await record(work, 'read', [{ ...named, text }], input.match ?? null);
  const flags = distrustOf(block);
  return {
    output: {
      ...place,
      page: block.page,
      sheet: block.sheet,
      ...(block.tables.length > 1 && { table: input.table ?? 1, tables_in_block: block.tables.length }),
      title: table.title,
      ...shown,
      rows_in_table: table.rows.length,
      ...(flags.length > 0 && { flags }),
    },
  };
}

function noTable(
  tables: readonly TableModel[],
  { linked_block_id: linked }: { linked_block_id: string | null },
) {
  if (tables.length > 0) {
    const titles = tables.map(({ title }, at) => `${at + 1}${title === null ? '' : ` «${title}»`}`);
    return `В блоке таблиц: ${tables.length} (${titles.join(', ')}).`;
  }
  const twin = linked === null ? '' : ` Связанный блок — ${linked}.`;
  return `В блоке нет таблиц: читайте его read_blocks.${twin}`;
}

type Row = { n: number; section?: string[]; cells: string[] } | { n: number; section_row: string };

/** The wanted columns and rows; `null` when no wanted column is there. */
function cut(table: TableModel, input: Input) {
  const picked = input.columns === undefined ? null : columnsOf(table, input.columns);
  if (picked?.length === 0) return null;
  const cells = (row: readonly string[]) => (picked === null ? [...row] : picked.map((at) => row[at] ?? ''));
  const rows: Row[] = [];
  let length = 0;
  for (const { n, row, section, isTitle } of wantedRows(table, input)) {
    if (rows.length >= mostRows || length > mostLength) return { ...headed(), rows, next_from_row: n };
    rows.push(
      isTitle
        ? { n, section_row: section.at(-1) ?? '' }
        : { n, ...(section.length > 0 && { section }), cells: cells(row) },
    );
    length += row.join('').length;
  }
  return { ...headed(), rows };

  function headed() {
    return { header: cells(table.header) };
  }
}

interface TableRow {
  /** From 1. */
  n: number;
  row: readonly string[];
  /** Titles that govern the row, from the outermost. */
  section: string[];
  /** The row is such a title. */
  isTitle: boolean;
}

function wantedRows(table: TableModel, { from_row = 1, to_row, match }: Input): TableRow[] {
  const titles = new Map(table.sections.map(({ row, path }) => [row, path]));
  let section: string[] = [];
  const rows = table.rows.map((row, at): TableRow => {
    section = titles.get(at) ?? section;
    return { n: at + 1, row, section, isTitle: titles.has(at) };
  });
  return rows
    .slice(from_row - 1, to_row)
    .filter(({ row, section }) => match === undefined || matches(match, [...row, ...section]));
}

/** By number or by name; a name that is a part of one column's only will do. */
function columnsOf({ header, rows }: TableModel, wanted: readonly string[]): number[] {
  const width = Math.max(header.length, ...rows.map((row) => row.length));
  const folded = header.map(foldAll);
  return wanted.flatMap((name) => {
    const key = foldAll(name);
    const exact = folded.indexOf(key);
    if (exact >= 0) return [exact];
    if (/^\d{1,2}$/.test(name.trim()) && Number(name) >= 1 && Number(name) <= width)
      return [Number(name) - 1];
    const parts = folded.flatMap((title, at) => (title.includes(key) ? [at] : []));
    return parts.length === 1 ? parts : [];
  });
}

const foldAll = (text: string): string =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => foldWord(word)).join(' ');

/** The mark stands in a cell, or all the words do in the row. */
function matches(wanted: string, row: readonly string[]): boolean {
  const places = row.flatMap((cell) => findMark(wanted, cell));
  if (places.some(({ match }) => match === 'mark')) return true;
  if (/\d/.test(wanted)) return false;
  const words = foldAll(row.join(' '));
  return foldAll(wanted)
    .split(' ')
    .every((word) => word !== '' && words.includes(word));
}

const numbered = ({ header }: TableModel): string[] => header.map((title, at) => `${at + 1}. ${title}`);
