import { sectionOf } from '../bundle/tables.ts';
import type { TableModel } from '../model.ts';
import { foldText } from '../text-likeness.ts';
import type { CellChange } from './types.ts';

interface KeyedRow {
  /** Equal for the same row of two versions. */
  key: string;
  label: string;
  cells: readonly string[];
}

/** Cells that changed, rows that came and went. Tables pair by title, then by order; rows by their first cells and sections. */
export function diffTables(before: readonly TableModel[], after: readonly TableModel[]): CellChange[] {
  const rest = [...after];
  return before.flatMap((table, order) => {
    const title = foldText(table.title ?? '');
    const named = rest.findIndex((other) => title !== '' && foldText(other.title ?? '') === title);
    const at = named === -1 ? rest.findIndex((other) => after.indexOf(other) === order) : named;
    const [other] = at === -1 ? [] : rest.splice(at, 1);
    return other === undefined ? [] : diffTable(table, other);
  });
}

function diffTable(before: TableModel, after: TableModel): CellChange[] {
  const rows = new Map(keyedRows(after).map((row) => [row.key, row]));
  const title = after.title ?? before.title;
  const changed = keyedRows(before).flatMap((row): CellChange[] => {
    const other = rows.get(row.key);
    rows.delete(row.key);
    if (other !== undefined) return diffRow(title, { before: row, after: other, header: after.header });
    return [{ table: title, row: row.label, column: null, before: shown(row), after: null }];
  });
  const added = [...rows.values()].map(
    (row): CellChange => ({ table: title, row: row.label, column: null, before: null, after: shown(row) }),
  );
  return [...changed, ...added];
}

function diffRow(
  table: string | null,
  { before, after, header }: { before: KeyedRow; after: KeyedRow; header: readonly string[] },
): CellChange[] {
  const width = Math.max(before.cells.length, after.cells.length);
  return Array.from({ length: width }, (_, at) => at).flatMap((at): CellChange[] => {
    const [one = '', other = ''] = [before.cells[at], after.cells[at]];
    if (foldText(one) === foldText(other) && signs(one) === signs(other)) return [];
    const column = header[at] || String(at + 1);
    return [{ table, row: after.label, column, before: one, after: other }];
  });
}

/** What folding drops and a number needs: «1,5» is not «15», «−5» not «5». */
function signs(cell: string): string {
  return cell
    .replace(/[−–]/gu, '-')
    .replaceAll('.', ',')
    .replace(/[^,\-+*/]/gu, '');
}

/** The first two filled cells name a row within its sections; of several such rows the order decides. */
function keyedRows(table: TableModel): KeyedRow[] {
  const seen = new Map<string, number>();
  return table.rows.map((cells, at) => {
    const names = cells.filter((cell) => cell !== '').slice(0, 2);
    const [first = '', second = ''] = names;
    // A number in the second cell is a value that may have changed, not a name.
    const own = /\p{L}{2}/u.test(second) ? [first, second] : [first];
    const label = [...sectionOf(table, at), ...own].join(' / ');
    const name = foldText(label);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { key: `${name} ${count}`, label, cells };
  });
}

function shown({ cells }: KeyedRow): string {
  return cells.filter((cell) => cell !== '').join(' | ');
}
