import type { Checks } from './checks.ts';
import { bySeverity, evidenceOf, placeOf, severityFor } from './evidence.ts';
import type { Ledger, LedgerItem } from './ledger.ts';
import { writeNumber } from './numbers.ts';
import { rowLabel, valueLabel } from './row-label.ts';
import type { CheckedTotals, TotalMismatch } from './totals.ts';
import type { TwinTables } from './twins.ts';
import type { Finding, FindingSeverity } from './types.ts';

/** A sum that is off by so much of its value was misread, not miscounted. */
const MISREAD = 1.5;
/** Of its value; less is rounding, whatever the digits. */
const NEGLIGIBLE = 2e-4;

/** Sums that do not add up, with the row to blame where another sheet shows it. */
export function totalFindings(checks: Checks, twins: readonly TwinTables[]): Finding[] {
  const findings = [...checks].flatMap(([ledger, checked]) =>
    checked.mismatches.flatMap((mismatch): Finding[] => {
      const cause = causeOf(mismatch, twins);
      const found = severityOf(mismatch, checked, cause);
      const others = cause === null ? otherParts(ledger, checks) : [];
      if (found === null || isSumOfParts(mismatch, others)) return [];
      const severity = others.length > 0 ? 'info' : found;
      return [
        {
          kind: 'total_differs',
          severity: severityFor(severity, [ledger.block]),
          message: [totalMessage(mismatch), ...(cause === null ? [] : [causeMessage(cause, checks)])].join(
            ' ',
          ),
          evidence: evidenceFor(mismatch, cause),
        },
      ];
    }),
  );
  return mergeRows(findings);
}

function evidenceFor({ ledger, total }: TotalMismatch, cause: Cause | null): Finding['evidence'] {
  const sum = evidenceOf(ledger.block, total.quote);
  if (cause === null) return [sum];
  return [sum, evidenceOf(ledger.block, cause.own.quote), evidenceOf(cause.twin.block, cause.other.quote)];
}

/** Tables of other blocks of the page with the same title: the table is drawn in parts, and its sums may count them all. */
function otherParts({ title, block, column }: Ledger, checks: Checks): Ledger[] {
  return [...checks.keys()].filter(
    (other) =>
      other.block !== block &&
      other.block.page === block.page &&
      title !== '' &&
      other.title === title &&
      other.column.quantity === column.quantity,
  );
}

/** Whether what the rows lack stands in the other parts. */
function isSumOfParts({ stated, computed }: TotalMismatch, parts: readonly Ledger[]): boolean {
  const rest = parts.flatMap(({ items }) => items).reduce((sum, { number }) => sum + number.value, 0);
  return parts.length > 0 && Math.abs(computed + rest - stated.value) <= 0.5 * 10 ** -stated.decimals + 1e-6;
}

/** Several columns of one row: one finding. */
function mergeRows(findings: readonly Finding[]): Finding[] {
  const rows = Map.groupBy(findings, ({ evidence }) => `${evidence[0]?.block} ${evidence[0]?.quote}`);
  return [...rows.values()].flatMap((group) => {
    const [gravest] = group.toSorted((one, other) => bySeverity(one.severity, other.severity));
    return gravest === undefined
      ? []
      : [{ ...gravest, message: group.map(({ message }) => message).join(' ') }];
  });
}

/** `null` where the table is more likely misread than wrong. */
function severityOf(
  { total, stated, computed, addends, section }: TotalMismatch,
  { matching, mismatches }: CheckedTotals,
  cause: Cause | null,
): FindingSeverity | null {
  const difference = Math.abs(stated.value - computed);
  if (difference <= NEGLIGIBLE * Math.abs(stated.value)) return null;
  if (cause !== null) return matching > 1 ? 'error' : 'warning';
  const isUnderstood = matching >= 2 && mismatches.length * 2 <= matching;
  if (!isUnderstood) return total.label === null || mismatches.length > 1 ? null : 'info';
  const ratio = stated.value === 0 ? MISREAD : computed / stated.value;
  const isRounding = difference <= 0.5 * 10 ** -stated.decimals * addends + 1e-6;
  if (isRounding || ratio >= MISREAD || ratio <= 1 / MISREAD) return 'info';
  return section === null && total.label !== null ? 'error' : 'warning';
}

function totalMessage({ ledger, total, stated, computed, addends, section }: TotalMismatch): string {
  const decimals = Math.max(stated.decimals, 1);
  const where = section === null || section === '' ? '' : `, «${section}»`;
  const told = total.label === null ? 'указано' : 'указан итог';
  const sum = writeNumber(computed, ledger.column.quantity === 'count' ? 0 : decimals);
  const difference = writeNumber(
    Math.abs(stated.value - computed),
    ledger.column.quantity === 'count' ? 0 : decimals,
  );
  return `${titleOf(ledger)}${where}: ${told} ${writeNumber(stated.value, stated.decimals)}, а сумма (слагаемых: ${addends}) — ${sum}, разница ${difference}.`;
}

/** The row of a table that another sheet gives so that the sum would be right. */
interface Cause {
  own: LedgerItem;
  other: LedgerItem;
  ledger: Ledger;
  twin: Ledger;
}

function causeOf({ ledger, stated, computed }: TotalMismatch, twins: readonly TwinTables[]): Cause | null {
  const lacking = stated.value - computed;
  for (const { left, right, differences } of twins) {
    if (left !== ledger && right !== ledger) continue;
    for (const difference of differences) {
      const isLeft = left === ledger;
      const [own, other] = isLeft ? [difference.left, difference.right] : [difference.right, difference.left];
      if (Math.abs(other.number.value - own.number.value - lacking) > 1e-6) continue;
      return { own, other, ledger, twin: isLeft ? right : left };
    }
  }
  return null;
}

function causeMessage({ own, other, ledger, twin }: Cause, checks: Checks): string {
  const sums = [
    checks.get(ledger)?.confirmed.get(own.section),
    checks.get(twin)?.confirmed.get(other.section),
  ];
  const [mine, theirs] = sums;
  const told =
    mine === undefined || theirs === undefined
      ? ''
      : `, а весь раздел — ${writeNumber(mine.value, mine.decimals)} и ${writeNumber(theirs.value, theirs.decimals)}`;
  const section = ledger.sections[own.section]?.name ?? '';
  const row = `${rowLabel(own)}${section === '' ? '' : ` («${section}»)`}`;
  return `Расхождение даёт строка ${row}: здесь ${valueLabel(own)}, на другом листе — ${valueLabel(other)} (${placeOf(twin.block)})${told}.`;
}

function titleOf({ title, column, block }: Ledger): string {
  const name = title === '' ? 'Таблица' : title;
  return `${name}, столбец «${column.name}» (${placeOf(block)})`;
}
