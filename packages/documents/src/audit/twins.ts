import { foldText, likeness } from '../text-likeness.ts';
import type { Ledger, LedgerItem } from './ledger.ts';

/** One row that two sheets give with different values. */
export interface RowDifference {
  left: LedgerItem;
  right: LedgerItem;
}

/** Two tables that list the same things, as the explication of a floor on its masonry plan and on its fire plan. */
export interface TwinTables {
  left: Ledger;
  right: Ledger;
  differences: RowDifference[];
}

const SAME_TITLE = 0.85;
const SAME_NAME = 0.5;
/** Share of the rows that must agree in everything before the rest is called a contradiction. */
const ENOUGH_EQUAL = 0.85;
const LEAST_ROWS = 4;
/** Rows of one times rows of the other; above it the tables are not compared. */
const MOST_WORK = 1_000_000;
/** Tables of one title or one room that are compared each with each. */
const MOST_ALIKE = 24;
/** A number of a room or an apartment, unique in a building. */
const ROOM = /^\d{3,}$/u;

/** Pairs of tables of different pages with the same title, or with the same rooms. */
export function findTwins(ledgers: readonly Ledger[]): TwinTables[] {
  return candidatePairs(ledgers.map(tableOf)).flatMap(([{ ledger: left }, { ledger: right }]) => {
    const pairs = alignRows(left.items, right.items);
    const equal = pairs.filter((pair) => pair.left.number.value === pair.right.number.value);
    const least = ENOUGH_EQUAL * Math.max(pairs.length, Math.min(left.items.length, right.items.length));
    if (equal.length < Math.max(LEAST_ROWS, least)) return [];
    const differences = pairs.filter((pair) => pair.left.number.value !== pair.right.number.value);
    return differences.length > 0 ? [{ left, right, differences }] : [];
  });
}

/** A table with what it is recognised by. */
interface KeyedTable {
  ledger: Ledger;
  title: string;
  /** Quantity, and the numbers of the title: floor, elevation. `null` for a title without numbers, which many tables share. */
  titleKey: string | null;
  rooms: Set<string>;
}

function tableOf(ledger: Ledger): KeyedTable {
  const numbers = (ledger.title.match(/\d+(?:[.,]\d+)?/gu) ?? []).join(' ').replaceAll(',', '.');
  const positions = ledger.items.map(({ position }) => position);
  return {
    ledger,
    title: foldText(ledger.title),
    titleKey: numbers === '' ? null : `${ledger.column.quantity} ${numbers}`,
    rooms: new Set(positions.filter((one) => ROOM.test(one))),
  };
}

/** Tables are looked up by the numbers of their titles and by their rooms, not each against each. */
function candidatePairs(tables: readonly KeyedTable[]): [KeyedTable, KeyedTable][] {
  const byTitle = Map.groupBy(tables, ({ titleKey }) => titleKey);
  byTitle.delete(null);
  const byRoom = Map.groupBy(
    tables.flatMap((table) => [...table.rooms].slice(0, 2).map((room) => ({ room, table }))),
    ({ room, table }) => `${table.ledger.column.quantity} ${room}`,
  );
  const groups = [
    ...byTitle.values(),
    ...[...byRoom.values()].map((group) => group.map(({ table }) => table)),
  ];
  const found = new Map<KeyedTable, Set<KeyedTable>>();
  for (const group of groups) {
    for (const [left, right] of pairsOf(group.slice(0, MOST_ALIKE))) {
      if (areComparable(left, right)) found.set(left, (found.get(left) ?? new Set()).add(right));
    }
  }
  return [...found].flatMap(([left, others]) =>
    [...others].map((right): [KeyedTable, KeyedTable] => [left, right]),
  );
}

function pairsOf(group: readonly KeyedTable[]): [KeyedTable, KeyedTable][] {
  return group.flatMap((left, at) =>
    group.slice(at + 1).map((right): [KeyedTable, KeyedTable] => [left, right]),
  );
}

function areComparable(left: KeyedTable, right: KeyedTable): boolean {
  const [one, other] = [left.ledger, right.ledger];
  if (one.block.page === other.block.page || one.items.length * other.items.length > MOST_WORK) return false;
  const sameTitle = left.titleKey !== null && left.titleKey === right.titleKey;
  return (sameTitle && likeness(left.title, right.title) >= SAME_TITLE) || haveSameRooms(left, right);
}

function haveSameRooms({ rooms: mine }: KeyedTable, { rooms: others }: KeyedTable): boolean {
  const shared = [...mine].filter((room) => others.has(room)).length;
  return shared >= 2 && shared * 2 > Math.max(mine.size, others.size);
}

/** The best pairing of two lists that keeps their order. */
function alignRows(left: readonly LedgerItem[], right: readonly LedgerItem[]): RowDifference[] {
  const width = right.length + 1;
  const best = new Float64Array((left.length + 1) * width);
  const scoreAt = (row: number, column: number) => best[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row--) {
    for (let column = right.length - 1; column >= 0; column--) {
      const pair = scoreAt(row + 1, column + 1) + agreement(left[row], right[column]);
      best[row * width + column] = Math.max(pair, scoreAt(row + 1, column), scoreAt(row, column + 1));
    }
  }
  const pairs: RowDifference[] = [];
  for (let row = 0, column = 0; row < left.length && column < right.length; ) {
    const [mine, other] = [left[row], right[column]];
    const gain = agreement(mine, other);
    if (mine && other && gain > 0 && scoreAt(row, column) === scoreAt(row + 1, column + 1) + gain) {
      pairs.push({ left: mine, right: other });
      row += 1;
      column += 1;
    } else if (scoreAt(row, column) === scoreAt(row + 1, column)) row += 1;
    else column += 1;
  }
  return pairs;
}

/** Rows pair by position and name; equal values settle what recognition blurred. */
function agreement(left: LedgerItem | undefined, right: LedgerItem | undefined): number {
  if (left === undefined || right === undefined || left.position !== right.position) return 0;
  const sameName =
    left.name === right.name || likeness(foldText(left.name), foldText(right.name)) >= SAME_NAME;
  const sameValue = left.number.value === right.number.value;
  if (!sameName && !(sameValue && left.position !== '')) return 0;
  return 1 + (sameName ? 1 : 0) + (sameValue ? 1.5 : 0);
}
