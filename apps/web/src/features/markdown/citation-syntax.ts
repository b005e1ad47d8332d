/**
 * A reference in a text: to a block, `[9CXH-MNAX-4JL]`, or `[D2:9CXH-MNAX-4JL]` where several documents are in play (blocks of
 * older documents are named by UUIDs), or to a picture that was looked at, `[P3]`.
 */
export const CITATION =
  /\[(?:(?:D(\d{1,3}):)?([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|[PР](\d{1,3}))\]/;

/** What a match of {@link CITATION} names: the block's code, or `P3`. */
export function citedName([, , code, picture]: RegExpExecArray | RegExpMatchArray): string {
  return code ?? `P${picture}`;
}

/** Number of a picture's name, or `null` for a block's code. */
export function pictureNumber(name: string): number | null {
  return /^P\d{1,3}$/.test(name) ? Number(name.slice(1)) : null;
}

/** How a code is shown: whole, but a UUID by its first part. */
export function shortCode(code: string): string {
  return code.length === 36 ? code.slice(0, 8) : code;
}

export interface CitationMark {
  /** Code of the block, or name of the picture. */
  code: string;
  /** How many marks of the same name stand before this one. */
  occurrence: number;
  /** Where it stands in the text, UTF-16 units. */
  start: number;
}

/** The marks of a text in their order. */
export function findCitationMarks(text: string): CitationMark[] {
  const seen = new Map<string, number>();
  return Array.from(text.matchAll(new RegExp(CITATION, 'g')), (match) => {
    const code = citedName(match);
    const occurrence = seen.get(code) ?? 0;
    seen.set(code, occurrence + 1);
    return { code, occurrence, start: match.index };
  });
}
