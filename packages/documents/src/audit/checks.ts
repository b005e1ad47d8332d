import type { Ledger } from './ledger.ts';
import type { CheckedTotals } from './totals.ts';

/** What is known of the sums of every table. */
export type Checks = ReadonlyMap<Ledger, CheckedTotals>;
