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
/** A number of a room or an apartment, unique in a building. */
const ROOM = /^\d{3,}$/u;

/** Pairs of tables of different pages with the same title, or with the same rooms. */
export function findTwins(ledgers: readonly Ledger[]): TwinTables[] {
  const twins: TwinTables[] = [];
  for (const [at, left] of ledgers.entries()) {
    for (const right of ledgers.slice(at + 1)) {
      if (!areComparable(left, right)) continue;
      const pairs = alignRows(left.items, right.items);
      const equal = pairs.filter((pair) => pair.left.number.value === pair.right.number.value);
      const least = ENOUGH_EQUAL * Math.max(pairs.length, Math.min(left.items.length, right.items.length));
      if (equal.length < Math.max(LEAST_ROWS, least)) continue;
      const differences = pairs.filter((pair) => pair.left.number.value !== pair.right.number.value);
      if (differences.length > 0) twins.push({ left, right, differences });
    }
  }
  return twins;
}

function areComparable(left: Ledger, right: Ledger): boolean {
  if (left.column.quantity !== right.column.quantity || left.block.page === right.block.page) return false;
  if (left.items.length * right.items.length > MOST_WORK) return false;
  return haveSameTitle(left.title, right.title) || haveSameRooms(left, right);
}

function haveSameTitle(left: string, right: string): boolean {
  const numbers = (title: string) => (title.match(/\d+(?:[.,]\d+)?/gu) ?? []).join(' ').replaceAll(',', '.');
  if (left === '' || numbers(left) === '' || numbers(left) !== numbers(right)) return false;
  return likeness(foldText(left), foldText(right)) >= SAME_TITLE;
}

function haveSameRooms(left: Ledger, right: Ledger): boolean {
  const rooms = (ledger: Ledger) =>
    new Set(ledger.items.map(({ position }) => position).filter((one) => ROOM.test(one)));
  const [mine, others] = [rooms(left), rooms(right)];
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
