import type { Inline, Look } from '../text/blocks.ts';
import type { FontName, Fonts } from './fonts.ts';
import { ink, type TextStyle } from './style.ts';

/** Text in one font that stands together in a line. */
export interface Piece {
  text: string;
  font: FontName;
  size: number;
  color: string;
  width: number;
  /** How much higher than the line it stands. */
  rise: number;
  look: Look;
  /** Number of the source that it leads to. */
  source?: number;
}

/** What is not broken: a word with the marks that follow it. */
export interface Word {
  pieces: Piece[];
  width: number;
}

/** What lines are made of. */
export type Unit = { kind: 'word'; word: Word } | { kind: 'space'; piece: Piece } | { kind: 'break' };

const claimWords = {
  confirmed: { text: '✓', color: ink.good, rise: 0.3 },
  picture_only: { text: '\u00a0только на\u00a0рисунке', color: ink.warning, rise: 0 },
  not_confirmed: { text: '\u00a0не\u00a0подтверждено', color: ink.bad, rise: 0 },
} as const;

/** Spaces, and words; a long word of several may be broken after its hyphens, a mark such as «В4-14» may not. */
const parts = /[ \t\n]+|[^ \t\n]+?(?:[-–—/](?=\p{L}{3})|(?=[ \t\n]|$))/gu;

/** Takes inlines apart into what may stand in different lines. */
export function readUnits(inlines: readonly Inline[], fonts: Fonts, style: TextStyle): Unit[] {
  const units: Unit[] = [];
  let word: Word = { pieces: [], width: 0 };
  const grow = (pieces: Piece[]) => {
    word.pieces.push(...pieces);
    word.width += pieces.reduce((sum, piece) => sum + piece.width, 0);
  };
  const endWord = () => {
    if (word.pieces.length > 0) units.push({ kind: 'word', word });
    word = { pieces: [], width: 0 };
  };
  const readText = (text: string, look: Look) => {
    for (const [part] of text.matchAll(parts)) {
      if (/^[ \t\n]/.test(part)) {
        endWord();
        units.push(...dress(' ', { look, fonts, style }).map((piece) => ({ kind: 'space' as const, piece })));
      } else {
        grow(dress(part, { look, fonts, style }));
        if (/[-–—/]$/.test(part)) endWord();
      }
    }
  };
  for (const inline of inlines) {
    if (inline.kind === 'text') readText(inline.text, inline.look);
    else if (inline.kind === 'break') {
      endWord();
      units.push({ kind: 'break' });
    } else grow(dressMark(inline, fonts, style));
  }
  endWord();
  return units;
}

interface Wardrobe {
  look: Look;
  fonts: Fonts;
  style: TextStyle;
}

function dress(text: string, { look, fonts, style }: Wardrobe, own: Partial<Piece> = {}): Piece[] {
  return fonts.split(text, style.bold ? { ...look, bold: true } : look).map((run) => {
    const piece = {
      size: sizeOf(look, style.size),
      color: look.href === undefined ? style.color : ink.accent,
      rise: riseOf(look, style.size),
      look,
      ...own,
      ...run,
    };
    return { ...piece, width: fonts.width(run.text, run.font, piece.size) };
  });
}

type InlineMark = Extract<Inline, { kind: 'citation' | 'claim' }>;

function dressMark(mark: InlineMark, fonts: Fonts, style: TextStyle): Piece[] {
  const { size } = style;
  if (mark.kind === 'citation') {
    const own = { size: size * 0.68, rise: size * 0.34, color: ink.accent, source: mark.source };
    return dress(`[${mark.source}]`, { look: {}, fonts, style }, own);
  }
  const { text, color, rise } = claimWords[mark.status];
  return dress(text, { look: {}, fonts, style }, { size: size * 0.7, color, rise: size * rise });
}

function sizeOf({ script, mono }: Look, size: number): number {
  if (script !== undefined) return size * 0.7;
  return mono ? size * 0.9 : size;
}

function riseOf({ script }: Look, size: number): number {
  if (script === undefined) return 0;
  return script === 'super' ? size * 0.34 : -size * 0.14;
}
