import { normalizeMark } from '../../marks/marks.ts';
import type { ClaimKind } from '../types.ts';
import type { Named } from './claims.ts';

export function kindOf(named: Named): ClaimKind {
  if (named.what === 'code') return 'block';
  if (named.what === 'token') return 'number';
  if (named.what !== 'key') return named.what;
  if (named.key.label === 'ЛИСТ') return 'sheet';
  if (named.key.label === 'СТРАНИЦ') return 'page';
  return /^(?:ПУНКТ|СТАТ|ЧАСТ|ГЛАВ)$/u.test(named.key.label) ? 'reference' : 'number';
}

/** A sheet or a page: where the source stands, not what it says. */
export function isPlace(named: Named): boolean {
  return named.what === 'key' && (named.key.label === 'ЛИСТ' || named.key.label === 'СТРАНИЦ');
}

/** Names that are equal are the same thing said again. */
export function nameOf(named: Named): string {
  switch (named.what) {
    case 'mark':
      return `mark ${normalizeMark(named.mark)}`;
    case 'key':
      return `key ${named.key.label} ${named.key.number}`;
    case 'number':
      return `number ${named.numbers.map(({ value }) => value).join(' ')}`;
    case 'date':
      return `date ${named.date.day} ${named.date.month} ${named.date.year}`;
    case 'reference':
      return `reference ${named.reference.family} ${named.reference.number}`;
    case 'code':
      return `code ${named.code}`;
    case 'token':
      return `token ${named.token}`;
  }
}
