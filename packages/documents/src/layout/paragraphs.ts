import type { TextRow } from './aligned-table.ts';
import { type Rect, unionOf } from './rect.ts';
import { joinLines, type TextLine } from './text-lines.ts';
import { isViewTitle } from './view-titles.ts';

export interface Paragraph extends Rect {
  text: string;
  kind: 'heading' | 'item' | 'plain';
  lines: TextLine[];
}

/** What is usual on the page. */
export interface TypeNorms {
  /** Size of most letters, in points. */
  size: number;
  /** Whether most of its words are in capitals, as notes on drawings are: then capitals head nothing. */
  capitals: boolean;
}

const bullet = /^[-–—•●▪◦‣*·]\s+/u;
const itemMark = /^(?:[-–—•●▪◦‣*·]\s|\d{1,3}[.)]\s|\d{1,2}(?:\.\d{1,3}){1,4}\.?\s*\p{Lu}|\p{L}\)\s)/u;
/** «1 TYPICAL LAYOUT»: a note where all is in capitals. */
const capitalItem = /^\(?\d{1,3}[.)]?\s+\p{Lu}/u;
const numberedHeading = /^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,4}\.?)\s+\p{Lu}[\p{L}\s,«»"()–-]{2,}$/u;
const namedHeading =
  /^(?:приложени[ея]|раздел|глава|статья|часть|примечани[ея]|общие (?:указания|данные|сведения)|условные обозначения|содержание|введение)(?:[\s.:№]|$)/iu;

/** Rows of one column as paragraphs. */
export function paragraphsOf(rows: readonly TextRow[], norms: TypeNorms): Paragraph[] {
  if (rows.length === 0) return [];
  const lines = rows.map(rowLine);
  const isItem = (text: string) => itemMark.test(text) || (norms.capitals && capitalItem.test(text));
  const column = { ...unionOf(lines), pitch: usualPitch(lines), isItem };
  const groups: TextLine[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const [first] = group ?? [];
    if (group === undefined || first === undefined || last === undefined) groups.push([line]);
    else if (breaks(last, line, column) && !hangs(first, last, { line, column })) groups.push([line]);
    else group.push(line);
  }
  return groups.map((group, index) => paragraphOf(group, { norms, column, gap: gapAbout(groups, index) }));
}

function rowLine({ lines }: TextRow): TextLine {
  const [first] = lines;
  if (first === undefined) throw new Error('a row has a line');
  if (lines.length === 1) return first;
  return {
    ...unionOf(lines),
    words: lines.flatMap((line) => line.words),
    text: lines.map((line) => line.text).join(' '),
    size: first.size,
    angle: first.angle,
  };
}

interface Column extends Rect {
  pitch: number;
  isItem(text: string): boolean;
}

/** The step from line to line; that of the dense third, for a title page has more air than lines. */
function usualPitch(lines: readonly TextLine[]): number {
  const steps = lines
    .slice(1)
    .map((line, index) => middle(line) - middle(lines[index] ?? line))
    .filter((step) => step > 0)
    .sort((a, b) => a - b);
  const size = lines[0]?.size ?? 10;
  return Math.min(steps[Math.floor(steps.length * 0.3)] ?? size * 1.2, size * 2.4);
}

function middle(line: Rect): number {
  return (line.y0 + line.y1) / 2;
}

function breaks(last: TextLine, line: TextLine, column: Column): boolean {
  if (middle(line) - middle(last) > Math.max(column.pitch, line.size * 1.15) * 1.4) return true;
  if (Math.abs(last.size - line.size) > 0.15 * Math.max(last.size, line.size)) return true;
  if (column.isItem(line.text)) return true;
  const width = column.x1 - column.x0;
  if (isCentred(last, column) && isCentred(line, column)) return false;
  if (line.x0 - last.x0 > 0.8 * line.size && !column.isItem(last.text)) return true;
  return last.x1 < column.x1 - 0.25 * width && width > 12 * line.size;
}

/** Further lines of an item stand under its text, right of its number, however short the line before. */
function hangs(
  first: TextLine,
  last: TextLine,
  { line, column }: { line: TextLine; column: Column },
): boolean {
  if (!column.isItem(first.text) || column.isItem(line.text)) return false;
  const under = line.x0 - first.x0 > 0.8 * line.size && line.x0 - first.x0 < 5 * line.size;
  const flush = last === first || Math.abs(line.x0 - last.x0) < 0.3 * line.size;
  const near = middle(line) - middle(last) <= Math.max(column.pitch, line.size * 1.15) * 1.2;
  return under && flush && near && Math.abs(last.size - line.size) <= 0.15 * line.size;
}

function isCentred(line: Rect, column: Rect): boolean {
  const left = line.x0 - column.x0;
  const right = column.x1 - line.x1;
  const width = column.x1 - column.x0;
  return Math.min(left, right) > 0.06 * width && Math.abs(left - right) < 0.08 * width;
}

function paragraphOf(
  lines: TextLine[],
  { norms, column, gap }: { norms: TypeNorms; column: Column; gap: number },
): Paragraph {
  const text = joinLines(lines.map((line) => line.text));
  const [first] = lines;
  const set = {
    apart: gap > column.pitch * 1.3,
    centred: lines.every((line) => isCentred(line, column)),
    larger: (first?.size ?? 0) >= norms.size * 1.15,
  };
  const heading = lines.length <= 3 && (norms.capitals ? headsCapitals(text, set) : isHeading(text, set));
  const kind = heading ? 'heading' : column.isItem(text) ? 'item' : 'plain';
  return { ...unionOf(lines), kind, lines, text: heading ? text : text.replace(bullet, '- ') };
}

/** From the line before; at the top of a column, to the line after. */
function gapAbout(groups: readonly TextLine[][], index: number): number {
  const at = Math.max(1, index);
  const [above, below] = [groups[at - 1]?.at(-1), groups[at]?.[0]];
  return above === undefined || below === undefined ? 0 : middle(below) - middle(above);
}

interface Setting {
  apart: boolean;
  centred: boolean;
  larger: boolean;
}

/** On a page in capitals: what is larger or ends in a colon, and the titles of views. */
function headsCapitals(text: string, { larger, apart }: Setting): boolean {
  if (!couldHead(text) || capitalItem.test(text)) return false;
  if (namedHeading.test(text) || isViewTitle(text)) return text.length < 90;
  return larger ? !/[.;,]$/u.test(text) : apart && text.length < 60 && text.endsWith(':');
}

function couldHead(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters >= 3 && text.length <= 200 && letters >= 0.5 * text.length;
}

function isHeading(text: string, set: Setting): boolean {
  if (!couldHead(text)) return false;
  if (namedHeading.test(text) && text.length < 90) return true;
  if (/[.;,]$/u.test(text) && !/^\d/u.test(text)) return false;
  if (set.larger) return true;
  if (numberedHeading.test(text) && text.length < 120) return set.apart || set.centred;
  const capitals = text.length < 120 && !/\p{Ll}/u.test(text);
  return capitals ? set.centred || set.apart : set.centred && set.apart && text.length < 90;
}
