/** Longest quote kept with a citation, in UTF-16 units. */
const quoteLength = 300;
/** How much of the answer before a citation may be what it proves. */
const contextLength = 800;

/** A single common word proves nothing. */
const leastWeight = 2;

/** `[code]` or `[D2:code]` in an answer; the groups are the document's number and the block's code. */
export const citationMarker =
  /\[(?:D(\d{1,4}):)?([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{3}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]/g;

/** Codes of blocks that a text cites, each once. */
export function citedCodes(text: string): string[] {
  return [...new Set([...text.matchAll(citationMarker)].map((match) => match[2] ?? ''))];
}

/** A block's text taken apart once, however often an answer cites it. */
export interface Quotable {
  text: string;
  lines: { line: string; tokens: ReadonlySet<string> }[];
}

export function readQuotable(text: string): Quotable {
  return { text, lines: text.split('\n').map((line) => ({ line, tokens: tokensOf(line) })) };
}

/**
 * The line of a block that a citation is about, word for word: the one that shares most with the words between the
 * previous citation and this one; numbers and marks count more. Without any, the block's beginning.
 * @param before the answer up to the citation
 */
export function quoteFor(before: string, { text, lines }: Quotable): string {
  const claim = before.slice(-contextLength).split(citationMarker).at(-1) ?? '';
  const claimed = tokensOf(claim);
  let best = { line: '', score: 0 };
  for (const { line, tokens } of lines) {
    const weight = sharedWeight(tokens, claimed);
    // Of two lines that share as much, the one that says little else is the quote.
    const score = weight < leastWeight ? 0 : weight / Math.sqrt(tokens.size);
    if (score > best.score) best = { line, score };
  }
  return (best.score > 0 ? best.line : text).trim().slice(0, quoteLength);
}

function tokensOf(text: string): Set<string> {
  return new Set(
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+(?:[-.,*/][\p{L}\p{N}]+)*\*?/gu) ?? [],
  );
}

function sharedWeight(tokens: ReadonlySet<string>, claimed: ReadonlySet<string>): number {
  let weight = 0;
  for (const token of tokens) {
    if (claimed.has(token)) weight += /\d/.test(token) ? 3 : Math.min(1, token.length / 4);
  }
  return weight;
}
