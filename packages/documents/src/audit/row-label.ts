import type { LedgerItem } from './ledger.ts';
import { writeNumber } from './numbers.ts';

/** «6 «С/У»». */
export function rowLabel({ position, name }: Pick<LedgerItem, 'position' | 'name'>): string {
  return [position, name === '' ? '' : `«${name}»`].filter((part) => part !== '').join(' ');
}

export function valueLabel({ number }: Pick<LedgerItem, 'number'>): string {
  return writeNumber(number.value, number.decimals);
}
