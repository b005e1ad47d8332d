import type { Checks } from './checks.ts';
import { evidenceOf, placeOf, severityFor } from './evidence.ts';
import type { Ledger, LedgerItem } from './ledger.ts';
import { rowLabel, valueLabel } from './row-label.ts';
import type { RowDifference, TwinTables } from './twins.ts';
import type { Finding, FindingSeverity } from './types.ts';

/** Rows shown in a message and in the evidence; the rest is counted. */
const MOST_ROWS = 6;

/** Rows that two sheets give differently: one finding a section of a table. */
export function valueFindings(checks: Checks, twins: readonly TwinTables[]): Finding[] {
  return twins.flatMap(({ left, right, differences }) =>
    [...Map.groupBy(differences, (difference) => difference.left.section).values()].map((rows) =>
      findingOf(checks, { left, right, differences: rows }),
    ),
  );
}

function findingOf(checks: Checks, { left, right, differences }: TwinTables): Finding {
  const [first] = differences;
  const section = left.sections[first?.left.section ?? 0]?.name ?? '';
  const rows = differences.slice(0, MOST_ROWS).map((one) => `${rowLabel(one.left)} — ${values(one)}`);
  const rest = differences.length > MOST_ROWS ? `; и ещё строк: ${differences.length - MOST_ROWS}` : '';
  const sums = first === undefined ? '' : sumsOf(checks, { left, right }, first);
  return {
    kind: 'value_differs',
    severity: severityFor(severityOf(checks, { left, right, differences }), [left.block, right.block]),
    message: `${left.title}${section === '' ? '' : `, «${section}»`}: ${placeOf(left.block)} и ${placeOf(right.block)} расходятся. ${rows.join('; ')}${rest}.${sums}`,
    evidence: differences
      .slice(0, MOST_ROWS)
      .flatMap((one) => [evidenceOf(left.block, one.left.quote), evidenceOf(right.block, one.right.quote)]),
  };
}

function values({ left, right }: RowDifference): string {
  return `${valueLabel(left)} и ${valueLabel(right)}`;
}

function sumsOf(checks: Checks, { left, right }: Tables, difference: RowDifference): string {
  const mine = checks.get(left)?.confirmed.get(difference.left.section);
  const theirs = checks.get(right)?.confirmed.get(difference.right.section);
  if (mine === undefined || theirs === undefined) return '';
  return ` Итог раздела — ${valueLabel({ number: mine })} и ${valueLabel({ number: theirs })}.`;
}

type Tables = Pick<TwinTables, 'left' | 'right'>;

/** A value that its section's sum confirms was read right; where both are, the sheets contradict each other. */
function severityOf(checks: Checks, { left, right, differences }: TwinTables): FindingSeverity {
  const isRead = (ledger: Ledger, items: readonly LedgerItem[]) =>
    items.every(({ section }) => checks.get(ledger)?.confirmed.has(section) === true);
  const isSumKnown = (ledger: Ledger) => (checks.get(ledger)?.confirmed.size ?? 0) > 0;
  const mine = isRead(
    left,
    differences.map((one) => one.left),
  );
  const theirs = isRead(
    right,
    differences.map((one) => one.right),
  );
  if (mine && theirs) return 'error';
  return (!mine && isSumKnown(left)) || (!theirs && isSumKnown(right)) ? 'info' : 'warning';
}
