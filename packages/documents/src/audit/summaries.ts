import { findFloors } from '../search/places.ts';
import { foldText, likeness } from '../text-likeness.ts';
import { evidenceOf, placeOf, severityFor } from './evidence.ts';
import type { Ledger, LedgerItem } from './ledger.ts';
import { writeNumber } from './numbers.ts';
import type { Finding } from './types.ts';

/** A table of one floor or building that a summary adds up. */
interface Part {
  ledger: Ledger;
  /** Floors that the table stands for; empty where its title names none. */
  floors: string[];
}

/** One row of a summary beside the sum of the same row of its parts. */
interface Compared {
  item: LedgerItem;
  computed: number;
  from: { part: Part; item: LedgerItem }[];
}

const SUMMARY = /^сводн\p{L}*\s+(?<name>.+?)(?=\s+(?:раздел|по\s|комплект|на\s|к\s)|$)/iu;
const SAME_NAME = 0.6;
const SAME_ROW = 0.75;
const LEAST_PARTS = 2;

/** Rows of summary tables that are not the sum of the same rows of the floors; none where a floor's table is not there. */
export function summaryFindings(ledgers: readonly Ledger[]): Finding[] {
  return ledgers.flatMap((summary) => {
    const name = SUMMARY.exec(summary.title)?.groups?.name;
    if (name === undefined) return [];
    const parts = partsOf(summary, name, ledgers);
    if (parts.length < LEAST_PARTS || !coversAllFloors(parts)) return [];
    // A table of floors 5–9 tells of one of them or of all; the document does not say which.
    const readings = [compare(summary, parts, true), compare(summary, parts, false)];
    const [best] = readings.sort((one, other) => right(other).length - right(one).length);
    if (best === undefined || right(best).length < 2) return [];
    const wrong = best.filter((row) => !isRight(row));
    return wrong.length > right(best).length ? [] : wrong.map((row) => findingOf(summary, row));
  });
}

function partsOf(summary: Ledger, name: string, ledgers: readonly Ledger[]): Part[] {
  const wanted = foldText(name);
  return ledgers.flatMap((ledger) => {
    const isSame =
      foldText(ledger.title).startsWith(wanted) && ledger.column.quantity === summary.column.quantity;
    if (!isSame || ledger.block.page === summary.block.page) return [];
    return [{ ledger, floors: findFloors(ledger.title).map(({ term }) => term.replace(/^\D+/u, '')) }];
  });
}

function coversAllFloors(parts: readonly Part[]): boolean {
  const floors = new Set(parts.flatMap((part) => part.floors.map(Number)));
  const [lowest, highest] = [Math.min(...floors), Math.max(...floors)];
  for (let floor = lowest; floor < highest; floor++) if (floor !== 0 && !floors.has(floor)) return false;
  return true;
}

function compare(summary: Ledger, parts: readonly Part[], isPerFloor: boolean): Compared[] {
  return summary.items.flatMap((item) => {
    const from = parts
      .filter((part) => isOfSection(summary, item, part))
      .flatMap((part) => {
        const same = part.ledger.items.filter((one) => isSameRow(item, one));
        return same.map((one) => ({ part, item: one }));
      });
    const computed = from.reduce(
      (sum, { part, item: one }) =>
        sum + one.number.value * (isPerFloor ? Math.max(1, part.floors.length) : 1),
      0,
    );
    return from.length === 0 ? [] : [{ item, computed, from }];
  });
}

/** «Строение №1» sums up the tables that name it; a section that no table names sums up the others. */
function isOfSection({ sections }: Ledger, item: LedgerItem, { ledger }: Part): boolean {
  const names = sections.map(({ name }) => foldText(name)).filter((name) => name !== '');
  const title = foldText(ledger.title);
  const own = foldText(sections[item.section]?.name ?? '');
  const named = names.filter((name) => title.includes(name));
  return named.length === 0 ? true : named.includes(own);
}

function isSameRow(one: LedgerItem, other: LedgerItem): boolean {
  const numbers = ({ name }: LedgerItem) => (foldText(name).match(/\d+/gu) ?? []).join(' ');
  const alike = likeness(foldText(one.name), foldText(other.name));
  if (alike < SAME_NAME) return false;
  return (
    numbers(one) === numbers(other) ||
    (one.position !== '' && one.position === other.position && alike >= SAME_ROW)
  );
}

function right(rows: readonly Compared[]): Compared[] {
  return rows.filter(isRight);
}

function isRight({ item, computed, from }: Compared): boolean {
  const slack = 0.5 * 10 ** -item.number.decimals * (from.length + 1);
  return Math.abs(item.number.value - computed) <= slack + 1e-6;
}

function findingOf(summary: Ledger, { item, computed, from }: Compared): Finding {
  const { decimals } = item.number;
  const blocks = [summary.block, ...from.map(({ part }) => part.ledger.block)];
  return {
    kind: 'summary_differs',
    severity: severityFor('warning', blocks),
    message: `${summary.title} (${placeOf(summary.block)}), «${item.name}»: указано ${writeNumber(item.number.value, decimals)}, а по таблицам листов (${from.length}) выходит ${writeNumber(computed, decimals)}.`,
    evidence: [
      evidenceOf(summary.block, item.quote),
      ...from.slice(0, 12).map(({ part, item: one }) => evidenceOf(part.ledger.block, one.quote)),
    ],
  };
}
