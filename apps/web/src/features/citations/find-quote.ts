/** A part of one of the pieces that were searched. */
export interface PieceRange {
  piece: number;
  start: number;
  end: number;
}

const ITEM_NUMBER = /^\s*\d{1,3}[.)]\s+/gmu;

/**
 * Finds a quote in text that the page cut into pieces (words, cells, references). Only letters and digits are compared,
 * so that table borders, line ends and Markdown signs do not matter. Empty when it is not there.
 */
export function findQuote(pieces: readonly string[], quote: string): PieceRange[] {
  const letters: { piece: number; at: number }[] = [];
  let haystack = '';
  for (const [piece, text] of pieces.entries()) {
    for (let at = 0; at < text.length; at += 1) {
      const kept = squeeze(text.charAt(at));
      if (kept === '') continue;
      haystack += kept;
      for (let unit = 0; unit < kept.length; unit += 1) letters.push({ piece, at });
    }
  }
  // The page draws the number of a list’s item itself: it stands in no piece.
  for (const needle of [squeeze(quote), squeeze(quote.replace(ITEM_NUMBER, ''))]) {
    const start = needle === '' ? -1 : haystack.indexOf(needle);
    if (start >= 0) return toRanges(letters.slice(start, start + needle.length));
  }
  return [];
}

/** Letters and digits in one case; «ё» as «е». */
function squeeze(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function toRanges(letters: readonly { piece: number; at: number }[]): PieceRange[] {
  const ranges: PieceRange[] = [];
  for (const { piece, at } of letters) {
    const last = ranges.at(-1);
    if (last?.piece === piece) last.end = at + 1;
    else ranges.push({ piece, start: at, end: at + 1 });
  }
  return ranges;
}
