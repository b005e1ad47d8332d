import type { Inline } from '../text/blocks.ts';
import type { Fonts } from './fonts.ts';
import type { TextStyle } from './style.ts';
import { type Piece, readUnits, type Word } from './words.ts';

export interface Line {
  pieces: Piece[];
  width: number;
}

export interface Setting {
  fonts: Fonts;
  style: TextStyle;
  width: number;
}

/** Sets inlines in lines no wider than `width`; at least one. */
export function breakLines(inlines: readonly Inline[], { fonts, style, width }: Setting): Line[] {
  const lines: Line[] = [];
  let line: Line = { pieces: [], width: 0 };
  let space: Piece | null = null;
  const finish = () => {
    lines.push(line);
    line = { pieces: [], width: 0 };
    space = null;
  };
  const place = (word: Word) => {
    if (line.pieces.length > 0) {
      if (line.width + (space?.width ?? 0) + word.width > width) finish();
      else if (space !== null) add(line, [space]);
    }
    add(line, word.pieces);
    space = null;
  };
  for (const unit of readUnits(inlines, fonts, style)) {
    if (unit.kind === 'break') finish();
    else if (unit.kind === 'space') space = unit.piece;
    else for (const word of fitWord(unit.word, fonts, width)) place(word);
  }
  if (line.pieces.length > 0 || lines.length === 0) lines.push(line);
  return lines;
}

/** Widths of the widest word and of the text in one line. */
export function measureText(
  inlines: readonly Inline[],
  fonts: Fonts,
  style: TextStyle,
): { least: number; whole: number } {
  let least = 0;
  let whole = 0;
  let line = 0;
  for (const unit of readUnits(inlines, fonts, style)) {
    if (unit.kind === 'break') line = 0;
    else line += unit.kind === 'space' ? unit.piece.width : unit.word.width;
    if (unit.kind === 'word') least = Math.max(least, unit.word.width);
    whole = Math.max(whole, line);
  }
  return { least, whole };
}

/** Neighbours in one dress become one piece: a line is drawn in as few strokes as can be. */
function add(line: Line, pieces: readonly Piece[]): void {
  for (const piece of pieces) {
    const last = line.pieces.at(-1);
    if (last !== undefined && isSameDress(last, piece)) {
      last.text += piece.text;
      last.width += piece.width;
    } else line.pieces.push({ ...piece });
    line.width += piece.width;
  }
}

function isSameDress(a: Piece, b: Piece): boolean {
  return (
    a.font === b.font &&
    a.size === b.size &&
    a.color === b.color &&
    a.rise === b.rise &&
    a.source === b.source &&
    a.look.href === b.look.href &&
    a.look.strike === b.look.strike
  );
}

/** A word wider than the line is cut wherever it must be. */
function fitWord(word: Word, fonts: Fonts, width: number): Word[] {
  if (word.width <= width) return [word];
  const words: Word[] = [];
  let part: Line = { pieces: [], width: 0 };
  for (const piece of word.pieces) {
    for (const character of piece.text) {
      const own = fonts.width(character, piece.font, piece.size);
      if (part.pieces.length > 0 && part.width + own > width) {
        words.push(part);
        part = { pieces: [], width: 0 };
      }
      add(part, [{ ...piece, text: character, width: own }]);
    }
  }
  words.push(part);
  return words;
}
