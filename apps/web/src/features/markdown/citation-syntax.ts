/**
 * A reference to a block in a text: `[9CXH-MNAX-4JL]`, or `[D2:9CXH-MNAX-4JL]` where several documents are in play.
 * Blocks of older documents are named by UUIDs.
 */
export const CITATION =
  /\[(?:D(\d{1,3}):)?([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]/;

/** How a code is shown: whole, but a UUID by its first part. */
export function shortCode(code: string): string {
  return code.length === 36 ? code.slice(0, 8) : code;
}

export interface CitationMark {
  /** Code of the block. */
  code: string;
  /** How many marks of the same block stand before this one. */
  occurrence: number;
}

/** The marks of a text in their order. */
export function findCitationMarks(text: string): CitationMark[] {
  const seen = new Map<string, number>();
  return Array.from(text.matchAll(new RegExp(CITATION, 'g')), ([, , code = '']) => {
    const occurrence = seen.get(code) ?? 0;
    seen.set(code, occurrence + 1);
    return { code, occurrence };
  });
}
