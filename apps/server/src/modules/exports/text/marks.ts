import type { Inline, Look } from './blocks.ts';
import { cleanText } from './clean-text.ts';

/** Something of ours at a place of a text: what stands there is shown as `inline`; an empty place gets it inserted. */
export interface Mark {
  /** UTF-16 units. */
  start: number;
  end: number;
  inline: Inline;
}

/** A text whose marks stand in it as words that Markdown leaves alone. */
export interface MarkedText {
  text: string;
  /** A piece of what was parsed, fit to print, with the marks in their places. */
  toInlines(piece: string, look: Look): Inline[];
  /** A piece as it was written, for where nothing can be marked. */
  restore(piece: string): string;
}

/** Brackets that nobody writes, yet punctuation to Markdown as `[` and `]` are; those of the text itself are put aside. */
const open = '⟦';
const close = '⟧';
const markPattern = /⟦(\d+)⟧/g;
const setAside = '\uE000';
const closeSetAside = '\uE001';

/** Marks that overlap an earlier one, or lie outside, are left out. */
export function markText(content: string, marks: readonly Mark[]): MarkedText {
  const placed: { inline: Inline; source: string }[] = [];
  let text = '';
  let position = 0;
  for (const { start, end, inline } of marks.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < position || end < start || end > content.length) continue;
    text += `${putAside(content.slice(position, start))}${open}${placed.length}${close}`;
    placed.push({ inline, source: content.slice(start, end) });
    position = end;
  }
  text += putAside(content.slice(position));

  return {
    text,
    toInlines(piece, look) {
      const inlines: Inline[] = [];
      let last = 0;
      const say = (words: string) => {
        if (words !== '') inlines.push({ kind: 'text', text: takeBack(words), look });
      };
      for (const match of piece.matchAll(markPattern)) {
        say(piece.slice(last, match.index));
        const mark = placed[Number(match[1])];
        if (mark !== undefined) inlines.push(mark.inline);
        last = match.index + match[0].length;
      }
      say(piece.slice(last));
      return inlines;
    },
    restore: (piece) =>
      takeBack(piece.replaceAll(markPattern, (_, index) => placed[Number(index)]?.source ?? '')),
  };
}

const putAside = (text: string) => text.replaceAll(open, setAside).replaceAll(close, closeSetAside);
const takeBack = (text: string) =>
  cleanText(text.replaceAll(setAside, open).replaceAll(closeSetAside, close));
