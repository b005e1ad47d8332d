import { heightOf, type Rect, type Size, widthOf } from './rect.ts';
import type { Line } from './sheet.ts';

/** A line this near the whole page is its frame in any case. */
const wholePage = 0.8;
/** Sides of a smaller frame, as where a sheet is plotted on a larger one. */
const frameSide = 0.5;
const corner = 5;
/** Hatching gives long lines without end; each is compared with each. */
const maxSides = 400;

/** Rulings and shapes that frame the sheet: they are no drawing. */
export function frameFinder(rules: readonly Line[], size: Size): (rect: Rect) => boolean {
  const long = (rule: Line) =>
    rule.horizontal ? widthOf(rule) > frameSide * size.width : heightOf(rule) > frameSide * size.height;
  const sides = rules.filter(long).slice(0, maxSides);
  const across = (side: Line, end: 'start' | 'end') =>
    sides.some((other) => other.horizontal !== side.horizontal && meets(side, other, end));
  const framed = new Set<Rect>(sides.filter((side) => across(side, 'start') && across(side, 'end')));
  return (rect) => framed.has(rect) || isWholePage(rect, size);
}

/** Whether two lines form a corner at the first one's left or upper end, or at the other. */
function meets(side: Line, other: Line, end: 'start' | 'end'): boolean {
  const at = end === 'start' ? { x: side.x0, y: side.y0 } : { x: side.x1, y: side.y1 };
  const cornerAt = (x: number, y: number) => Math.abs(at.x - x) < corner && Math.abs(at.y - y) < corner;
  return cornerAt(other.x0, other.y0) || cornerAt(other.x1, other.y1);
}

function isWholePage(rect: Rect, { width, height }: Size): boolean {
  const wide = widthOf(rect) > wholePage * width;
  const high = heightOf(rect) > wholePage * height;
  return (wide && high) || (wide && heightOf(rect) < 4) || (high && widthOf(rect) < 4);
}
