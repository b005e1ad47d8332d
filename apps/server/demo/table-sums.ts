import type { TableModel } from '@aizoomdoc/documents';

/** A table of the demo with the block that it stands in. */
export type PlacedTable = TableModel & { code: string };

/** Columns of the summaries on sheet 9. */
export const FLOORS = ['1 эт.', '2 эт.', '3 эт.', '4 эт.', '5 эт.', 'Кровля'];

/** Every sum and product of a table that does not come out, as «block: row: stated ≠ counted». */
export function mistakesIn(table: PlacedTable): string[] {
  return [...rowMistakes(table), ...columnMistakes(table), ...listMistakes(table)];
}

/** A cell's number, «12,5» or «−0,150»; `null` where the cell is no number. */
export function numberIn(cell: string | undefined): number | null {
  const text = (cell ?? '').replace(',', '.').replace('−', '-');
  return /^[-+]?\d+(\.\d+)?$/u.test(text) ? Number(text) : null;
}

const near = (one: number, other: number) => Math.abs(one - other) < 0.0005;
const round = (value: number) => Math.round(value * 1000) / 1000;
export const sum = (values: readonly number[]) => round(values.reduce((total, value) => total + value, 0));

function columnOf(table: TableModel, start: string): number {
  return table.header.findIndex((name) => name.startsWith(start));
}

/** The number in the row that starts with `mark`; 0 where the table has no such row or an empty cell. */
export function cellOf(table: TableModel, mark: string, column: string): number {
  const row = table.rows.find(([first]) => first === mark);
  return numberIn(row?.[columnOf(table, column)]) ?? 0;
}

const TOTAL = /^(Итого|Всего|Общая толщина)/u;
export const isTotal = (row: readonly string[]) => row.some((cell) => TOTAL.test(cell));

function compare(where: string, stated: number | null, counted: number): string[] {
  return stated === null || near(stated, counted) ? [] : [`${where}: ${stated} ≠ ${counted}`];
}

/** Sums along a row: sections, floors, two equal floors, unit mass × count. */
function rowMistakes(table: PlacedTable): string[] {
  const at = (row: readonly string[], start: string) => numberIn(row[columnOf(table, start)]);
  return table.rows.flatMap((row) => {
    const where = `${table.code}: ${row[0]}`;
    const parts = FLOORS.some((floor) => columnOf(table, floor) >= 0) ? FLOORS : ['Секция 1', 'Секция 2'];
    const numbers = parts.map((part) => at(row, part)).filter((value) => value !== null);
    const total = at(row, 'Всего');
    const count = total ?? at(row, 'Кол-во');
    const unit = at(row, 'Масса ед.');
    return [
      ...(numbers.length > 0 ? compare(where, total, sum(numbers)) : []),
      ...compare(`${where}, два этажа`, at(row, 'На два этажа'), round((total ?? 0) * 2)),
      ...(unit === null
        ? []
        : compare(`${where}, масса`, at(row, 'Масса всего'), round(unit * (count ?? 0)))),
    ];
  });
}

/** The last row of sums against the rows above it. */
function columnMistakes(table: PlacedTable): string[] {
  const last = table.rows.at(-1);
  if (last === undefined || !/^(Итого|Всего)/u.test(last.find((cell) => cell !== '') ?? '')) return [];
  if (table.title?.startsWith('Экспликация помещений')) return [];
  return last.flatMap((cell, column) => {
    const above = table.rows.slice(0, -1).map((row) => numberIn(row[column]) ?? 0);
    return compare(`${table.code}: ${table.header[column]}`, numberIn(cell), sum(above));
  });
}

/** Room lists and layers: each subtotal against the rows that it closes. */
function listMistakes(table: PlacedTable): string[] {
  const column = Math.max(columnOf(table, 'Площадь'), columnOf(table, 'Толщина'));
  if (column < 0 || table.title === 'Квартирография') return [];
  let open: number[] = [];
  const all: number[] = [];
  const flats: number[] = [];
  return table.rows.flatMap((row) => {
    const value = numberIn(row[column]);
    if (value === null) return [];
    const label = row.find((cell) => TOTAL.test(cell));
    if (label === undefined) {
      open.push(value);
      all.push(value);
      return [];
    }
    const parts = label === 'Итого по квартирам' ? flats : label.startsWith('Всего') ? all : open;
    if (label.startsWith('Итого, квартира')) flats.push(value);
    const mistakes = compare(`${table.code}: ${label}`, value, sum(parts));
    open = [];
    return mistakes;
  });
}
