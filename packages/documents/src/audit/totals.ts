import type { Ledger, LedgerTotal } from './ledger.ts';
import type { WrittenNumber } from './numbers.ts';

/** A stated sum that its rows do not give. */
export interface TotalMismatch {
  ledger: Ledger;
  total: LedgerTotal;
  stated: WrittenNumber;
  computed: number;
  /** How many numbers were added. */
  addends: number;
  /** Name of the section, `null` for the sum of the whole table. */
  section: string | null;
}

export interface CheckedTotals {
  matching: number;
  mismatches: TotalMismatch[];
  /** Sections by index whose stated sum is that of their rows, with the sum. */
  confirmed: Map<number, WrittenNumber>;
}

/** A closed section or the rows that a sum closed: what it says and what it comes to. */
interface Part {
  stated: number;
  computed: number;
  items: number;
  section: number;
  /** Rows of it have no value, so it can be neither checked nor added. */
  isUnknown: boolean;
}

/** Compares every sum of a table with the rows and with the sums above it. */
export function checkTotals(ledger: Ledger): CheckedTotals {
  const checked: CheckedTotals = { matching: 0, mismatches: [], confirmed: new Map() };
  const parts: Part[] = [];
  let from = 0;
  let section = 0;
  for (const total of ledger.totals) {
    for (; section < total.section; section++) {
      // The sum of the section before was lost: its rows still count.
      const end = ledger.sections[section + 1]?.from ?? total.items;
      if (end > from) parts.push(partOf(ledger, from, end));
      from = Math.max(from, end);
    }
    judge(ledger, { total, from, parts, checked });
    from = total.items;
  }
  return checked;
}

interface Position {
  total: LedgerTotal;
  /** First item that no part holds yet. */
  from: number;
  parts: Part[];
  checked: CheckedTotals;
}

function judge(ledger: Ledger, { total, from, parts, checked }: Position): void {
  const own = total.items > from ? partOf(ledger, from, total.items) : null;
  const before = [...parts];
  if (own === null && isOfLostRows(total, before)) {
    const stated = statedOf(total);
    if (stated !== null)
      parts.push({ stated, computed: stated, items: 1, isUnknown: false, section: total.section });
    return;
  }
  const found = matchOf(total, own, before);
  if (own !== null) {
    const isOwn = found?.isOwn ?? !isOfWhole(total, before);
    parts.push({ ...own, stated: isOwn ? (statedOf(total) ?? own.computed) : own.computed });
  }
  const [stated] = total.candidates;
  if (found?.isOwn && own !== null && stated !== undefined) checked.confirmed.set(own.section, stated);
  if (found !== null) checked.matching += 1;
  else checked.mismatches.push(...mismatchOf(ledger, { total, own, before }));
}

/** A bare number under the name of a section, or at the head of a table: recognition lost what it sums up. */
function isOfLostRows({ label, section, isLoose }: LedgerTotal, before: readonly Part[]): boolean {
  return label === null && !isLoose && (before.at(-1)?.section ?? -1) < section;
}

/** A labelled sum that closes rows after other sections is the sum of all of them. */
function isOfWhole({ label }: LedgerTotal, before: readonly Part[]): boolean {
  return label !== null && before.length > 0;
}

function mismatchOf(
  ledger: Ledger,
  { total, own, before }: { total: LedgerTotal; own: Part | null; before: readonly Part[] },
): TotalMismatch[] {
  const scope =
    own !== null && !isOfWhole(total, before) ? [own] : [...before, ...(own === null ? [] : [own])];
  const [stated, ...others] = total.candidates;
  // A bare number need not be a sum where no rows end, nor need one of several numbers.
  const isBare = total.label === null && (total.isLoose || own === null);
  if (stated === undefined || others.length > 0 || isBare) return [];
  const addends = scope.length > 1 ? scope.length : (scope[0]?.items ?? 0);
  if (addends < 2 || scope.some(({ isUnknown }) => isUnknown)) return [];
  const section = scope.length > 1 ? null : (ledger.sections[total.section]?.name ?? null);
  return [
    {
      ledger,
      total,
      stated,
      computed: scope.reduce((sum, part) => sum + part.computed, 0),
      addends,
      section,
    },
  ];
}

/** Whether the number is the sum of the rows before it, or of the last few parts. */
function matchOf(total: LedgerTotal, own: Part | null, before: readonly Part[]): { isOwn: boolean } | null {
  const all = own === null ? before : [...before, own];
  for (const candidate of total.candidates) {
    if (own !== null && isSum(candidate, own.computed)) return { isOwn: true };
    let [computed, stated] = [0, 0];
    for (let first = all.length - 1; first >= 0; first--) {
      computed += all[first]?.computed ?? 0;
      stated += all[first]?.stated ?? 0;
      if (isSum(candidate, computed) || isSum(candidate, stated)) {
        return { isOwn: own === null && first === all.length - 1 };
      }
    }
  }
  return null;
}

/** A sum is rounded to its last digit and no more. */
function isSum({ value, decimals }: WrittenNumber, sum: number): boolean {
  return Math.abs(value - sum) <= 0.5 * 10 ** -decimals + 1e-6;
}

function statedOf({ candidates }: LedgerTotal): number | null {
  return candidates.length === 1 ? (candidates[0]?.value ?? null) : null;
}

function partOf({ items, sections }: Ledger, from: number, to: number): Part {
  const rows = items.slice(from, to);
  const computed = rows.reduce((sum, { number }) => sum + number.value, 0);
  const isUnknown = rows.some(({ section }) => sections[section]?.isIncomplete === true);
  return { stated: computed, computed, items: rows.length, isUnknown, section: rows[0]?.section ?? 0 };
}
