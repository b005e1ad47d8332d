import type { ClaimStatus } from '../types.ts';

/** What became of one claim. */
export interface Verdict {
  status: ClaimStatus;
  /** `n` of the citation that proves it. */
  citation: number | null;
  note: string | null;
}

export function confirmed(citation: number | null, note: string | null = null): Verdict {
  return { status: 'confirmed', citation, note };
}

export function notConfirmed(note: string): Verdict {
  return { status: 'not_confirmed', citation: null, note };
}
