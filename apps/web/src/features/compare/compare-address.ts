/** Which versions and which pair of pages are compared, as the address says it. */
export interface CompareAddress {
  from?: number;
  to?: number;
  before?: number;
  after?: number;
}

export function parseCompareAddress(search: Record<string, unknown>): CompareAddress {
  const kept = (['from', 'to', 'before', 'after'] as const)
    .map((name) => [name, Number(search[name])] as const)
    .filter(([, value]) => Number.isInteger(value) && value > 0);
  return Object.fromEntries(kept);
}
