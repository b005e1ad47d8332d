import { drawingText } from './drawing-labels.ts';
import { InkMap } from './ink-map.ts';
import { heightOf, type Rect, widthOf } from './rect.ts';
import type { Sheet } from './sheet.ts';
import type { TextLine } from './text-lines.ts';

/** A drawing with the lines that label it. */
export interface LabelledDrawing {
  rect: Rect;
  labels: readonly TextLine[];
}

/** Letters of a block: a hit in a longer one points at too much of the sheet. */
const longestText = 2400;
const deepestCut = 10;
/** Of the letters, what either side of a cut keeps at least. */
const leastShare = 0.2;
/** A label cut through costs as much as this many cells of ink in a row of a hundred. */
const costOfLabel = 0.05;
const smallestSide = 48;

/** Parts drawings whose labels make too long a text, where there is the least ink and the fewest labels in the way. */
export function splitDense(drawings: readonly LabelledDrawing[], sheet: Sheet): LabelledDrawing[] {
  let ink: InkMap | undefined;
  const inkOf = () => {
    ink ??= new InkMap(sheet, [...sheet.drawings, ...sheet.rules]);
    return ink;
  };
  return drawings.flatMap((drawing) => split(drawing, inkOf, 0));
}

function split(drawing: LabelledDrawing, inkOf: () => InkMap, depth: number): LabelledDrawing[] {
  if (depth === deepestCut || drawingText(drawing.labels).length <= longestText) return [drawing];
  const parts = bestCut(drawing, inkOf());
  return parts === null ? [drawing] : parts.flatMap((part) => split(part, inkOf, depth + 1));
}

/** Of all straight cuts that leave enough on both sides, the emptiest; of equals, the most even. */
function bestCut({ rect, labels }: LabelledDrawing, ink: InkMap): [LabelledDrawing, LabelledDrawing] | null {
  const cuts = [...cutsAlong({ rect, labels }, ink, 'x'), ...cutsAlong({ rect, labels }, ink, 'y')];
  const [best] = cuts.sort((a, b) => a.cost - b.cost || a.uneven - b.uneven);
  if (best === undefined) return null;
  const { axis, at } = best;
  const before = labels.filter((label) => middle(label, axis) < at);
  const after = labels.filter((label) => middle(label, axis) >= at);
  return axis === 'x'
    ? [
        { rect: { ...rect, x1: at }, labels: before },
        { rect: { ...rect, x0: at }, labels: after },
      ]
    : [
        { rect: { ...rect, y1: at }, labels: before },
        { rect: { ...rect, y0: at }, labels: after },
      ];
}

interface Cut {
  axis: 'x' | 'y';
  at: number;
  cost: number;
  /** 0 where both sides have as many letters. */
  uneven: number;
}

function cutsAlong({ rect, labels }: LabelledDrawing, ink: InkMap, axis: 'x' | 'y'): Cut[] {
  const [from, to] = axis === 'x' ? [rect.x0, rect.x1] : [rect.y0, rect.y1];
  const length = (axis === 'x' ? heightOf(rect) : widthOf(rect)) / ink.cell;
  const total = lettersOf(labels);
  const cuts: Cut[] = [];
  for (let at = from + smallestSide; at <= to - smallestSide; at += ink.cell) {
    const share = lettersOf(labels.filter((label) => middle(label, axis) < at)) / total;
    if (share < leastShare || share > 1 - leastShare) continue;
    const strip = axis === 'x' ? { ...rect, x0: at, x1: at } : { ...rect, y0: at, y1: at };
    const crossed = labels.filter((label) => label[`${axis}0`] < at && label[`${axis}1`] > at).length;
    const cost = ink.count(strip) / Math.max(1, length) + costOfLabel * crossed;
    cuts.push({ axis, at, cost, uneven: Math.abs(share - 0.5) });
  }
  return cuts;
}

function lettersOf(labels: readonly TextLine[]): number {
  return labels.reduce((sum, { text }) => sum + text.length, 0);
}

function middle(label: Rect, axis: 'x' | 'y'): number {
  return (label[`${axis}0`] + label[`${axis}1`]) / 2;
}
