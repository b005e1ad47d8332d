import { Fragment, type ReactNode } from 'react';
import { quoteText } from '#features/citations/quote-text.ts';

/** Cuts a snippet at its highlights, offsets in UTF-16 units; what overlaps or lies outside is left out. */
export function snippetParts(
  snippet: string,
  highlights: readonly (readonly [number, number])[],
): { text: string; lit: boolean }[] {
  const parts: { text: string; lit: boolean }[] = [];
  let at = 0;
  for (const [start, end] of highlights.toSorted((a, b) => a[0] - b[0])) {
    if (start < at || end <= start || end > snippet.length) continue;
    if (start > at) parts.push({ text: snippet.slice(at, start), lit: false });
    parts.push({ text: snippet.slice(start, end), lit: true });
    at = end;
  }
  if (at < snippet.length) parts.push({ text: snippet.slice(at), lit: false });
  return parts;
}

const BEFORE = 70;

/** Cuts off what stands far before the first highlight, at a word, so that it is in sight in a few lines. */
export function fromFirst(
  snippet: string,
  highlights: readonly (readonly [number, number])[],
): { snippet: string; highlights: [number, number][] } {
  const first = Math.min(...highlights.map(([start]) => start));
  const space = snippet.indexOf(' ', first - BEFORE);
  if (!Number.isFinite(first) || first <= BEFORE || space < 0 || space >= first)
    return { snippet, highlights: highlights.map(([start, end]) => [start, end]) };
  const shift = space - 1;
  return {
    snippet: `…${snippet.slice(space)}`,
    highlights: highlights.map(([start, end]) => [start - shift, end - shift]),
  };
}

/** A found piece of text with what was searched lit. */
export function Snippet({
  snippet,
  highlights,
}: {
  snippet: string;
  highlights: [number, number][];
}): ReactNode {
  const near = fromFirst(snippet, highlights);
  return snippetParts(near.snippet, near.highlights).map(({ text, lit }, index) =>
    lit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move
      <mark key={index} className="rounded-sm bg-marker px-0.5 text-ink">
        {text}
      </mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move
      <Fragment key={index}>{plain(text)}</Fragment>
    ),
  );
}

/** Signs of Markdown taken out, the spaces at the ends kept. */
function plain(text: string): string {
  const words = quoteText(text);
  return words === '' ? ' ' : `${/^\s/.test(text) ? ' ' : ''}${words}${/\s$/.test(text) ? ' ' : ''}`;
}
