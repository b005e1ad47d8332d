import type { ClaimStatus } from '../types.ts';

/** What became of one claim. */
export interface Verdict {
  status: ClaimStatus;
  /** `n` of the citation that proves it. */
  citation: number | null;
  note: string | null;
  /** The proof is a row of sums. */
  isTotal?: boolean;
  /** The cited text says something else of the same subject. */
  isContradicted?: boolean;
}

export function confirmed(citation: number | null, note: string | null = null): Verdict {
  return { status: 'confirmed', citation, note };
}

export function notConfirmed(note: string): Verdict {
  return { status: 'not_confirmed', citation: null, note };
}
