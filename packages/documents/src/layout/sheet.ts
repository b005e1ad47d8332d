import type { PageContent, PageWord } from '../pdf/page-content.ts';
import { fromBox, type Rect, type Size } from './rect.ts';

export interface Word extends Rect {
  text: string;
  size: number;
  /** Degrees clockwise. */
  angle: number;
  confidence: number | null;
  /** Where it stands among the words of the page's content. */
  index: number;
}

export interface Line extends Rect {
  horizontal: boolean;
}

/** What a page holds, in points, turned so that its reader reads from left to right. */
export interface Sheet extends Size {
  words: Word[];
  rules: Line[];
  images: Rect[];
  drawings: Rect[];
}

/** What of a page's content makes a sheet. */
type SheetContent = { page: Size; words: readonly PageWord[] } & Pick<
  PageContent,
  'rules' | 'images' | 'drawings'
>;

export type QuarterTurn = 0 | 90 | 180 | 270;

export function sheetOf(content: SheetContent): Sheet {
  const { width, height } = content.page;
  const size = { width, height };
  return {
    ...size,
    words: content.words.map((word, index) => ({
      ...fromBox(word.bbox, size),
      text: word.text,
      size: word.size,
      angle: word.angle,
      confidence: word.confidence ?? null,
      index,
    })),
    rules: content.rules.map((rule) => ({ ...fromBox(rule.bbox, size), horizontal: rule.horizontal })),
    images: content.images.map((box) => fromBox(box, size)),
    drawings: content.drawings.map((box) => fromBox(box, size)),
  };
}

/** Turns the page so that text of this angle runs from left to right. */
export function turned(sheet: Sheet, angle: QuarterTurn): Sheet {
  if (angle === 0) return sheet;
  const lies = angle !== 180;
  const turn = <T extends Rect>(rect: T): T => ({ ...rect, ...turnRect(rect, sheet, angle) });
  return {
    width: lies ? sheet.height : sheet.width,
    height: lies ? sheet.width : sheet.height,
    words: sheet.words.map((word) => ({ ...turn(word), angle: (word.angle - angle + 360) % 360 })),
    rules: sheet.rules.map((rule) => ({ ...turn(rule), horizontal: rule.horizontal !== lies })),
    images: sheet.images.map(turn),
    drawings: sheet.drawings.map(turn),
  };
}

/** Where a rectangle of a page of `size` lies after `turned(…, angle)`. */
function turnRect({ x0, y0, x1, y1 }: Rect, { width, height }: Size, angle: QuarterTurn): Rect {
  switch (angle) {
    case 90:
      return { x0: y0, y0: width - x1, x1: y1, y1: width - x0 };
    case 180:
      return { x0: width - x1, y0: height - y1, x1: width - x0, y1: height - y0 };
    case 270:
      return { x0: height - y1, y0: x0, x1: height - y0, y1: x1 };
    default:
      return { x0, y0, x1, y1 };
  }
}

/** Back from `turned(…, angle)`; `size` is that of the turned page. */
export function turnedBack(rect: Rect, size: Size, angle: QuarterTurn): Rect {
  return turnRect(rect, size, ((360 - angle) % 360) as QuarterTurn);
}

/** Angle of most of the letters: a table laid sideways on an upright page reads upwards. */
export function mainAngle(words: readonly Word[]): QuarterTurn {
  const letters = new Map<number, number>();
  for (const { angle, text } of words) letters.set(angle, (letters.get(angle) ?? 0) + text.length);
  let best: QuarterTurn = 0;
  for (const angle of [90, 180, 270] as const) {
    // Level text wins unless clearly outnumbered: a drawing is full of upright dimensions.
    const weight = best === 0 ? 2 : 1;
    if ((letters.get(angle) ?? 0) > weight * (letters.get(best) ?? 0)) best = angle;
  }
  return best;
}
