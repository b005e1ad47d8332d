import type { PageStamp } from '../../model.ts';
import { type Cell, findCells } from '../grid-cells.ts';
import { areaOf, heightOf, holdsMiddle, type Rect, unionOf } from '../rect.ts';
import { ruleLines } from '../rule-lines.ts';
import { type QuarterTurn, type Sheet, turned, turnedBack, type Word } from '../sheet.ts';
import { isRole, type StampLabel, stampLabel } from './labels.ts';
import { readStamp } from './read-stamp.ts';
import {
  leftPart,
  type PlacedForm,
  rowHeight,
  type StampForm,
  stampSystems,
  stampWidth,
} from './stamp-forms.ts';

export interface FoundStamp {
  fields: Omit<PageStamp, 'bbox'>;
  rect: Rect;
}

/**
 * The title block of a page by the words printed in it («Изм.», «№ док.», «Подп.», «Дата» in one row), in any of the four directions. Rulings
 * are not needed, so it is found on a recognised scan too; where there are any, their cells correct the form's.
 */
export function findStamp(sheet: Sheet, cells: readonly Cell[]): FoundStamp | null {
  for (const angle of [0, 270, 90, 180] as const) {
    if (!sheet.words.some((word) => word.angle === angle)) continue;
    const side = turned(sheet, angle);
    const level = side.words.filter((word) => word.angle === 0);
    const row = labelRowOf(labelsIn(level));
    if (row === null) continue;
    const own = angle === 0 ? cells : findCells(ruleLines(side.rules));
    const placed = placeForm(row, own, { words: level, sheet: side });
    if (placed === null) continue;
    const rect = stampRect(placed, own);
    const fields = readStamp(
      placed,
      level.filter((word) => holdsMiddle(rect, word)),
      own,
    );
    return { fields, rect: turnedBack(rect, side, angle as QuarterTurn) };
  }
  return null;
}

interface Label extends Rect {
  label: StampLabel;
}

/** Labels of the row that names the columns of revisions. */
const rowLabels: ReadonlySet<StampLabel> = new Set([
  'revision',
  'parts',
  'sheet',
  'document',
  'signature',
  'date',
]);
const fewestLabels = 3;

interface Page {
  words: readonly Word[];
  sheet: Sheet;
}

function placeForm(row: readonly Label[], cells: readonly Cell[], page: Page): PlacedForm | null {
  const fits = stampSystems
    .map((forms) => ({ forms, fit: fitColumns(row, forms[0]?.columns ?? {}) }))
    .sort((a, b) => a.fit.error - b.fit.error);
  const best = fits[0];
  if (best === undefined || best.fit.error > 4 || best.fit.scale < 0.7 || best.fit.scale > 12) return null;
  const at = snappedFit(best.fit, row, cells);
  const form = formBelow(best.forms, at, page);
  const bottom = at.labelRow + (form.rowsBelow + 0.5) * rowHeight * at.millimetre;
  return { form, bottom, ...at };
}

type Placing = Pick<PlacedForm, 'left' | 'labelRow' | 'millimetre'>;

/** Labels stand anywhere in their cells; the outer borders of the first and the last of the row are exact. */
function snappedFit({ left, scale }: Fit, row: readonly Label[], cells: readonly Cell[]): Placing {
  const bounds = unionOf(row);
  const nominal = { left, millimetre: scale, labelRow: (bounds.y0 + bounds.y1) / 2 };
  const first = row.find(({ label }) => label === 'revision');
  const last = row.find(({ label }) => label === 'date');
  if (first === undefined || last === undefined) return nominal;
  const [from, to] = [smallestAbout(first, cells), smallestAbout(last, cells)];
  if (from === null || to === null) return nominal;
  const millimetre = (to.x1 - from.x0) / leftPart;
  if (Math.abs(millimetre / scale - 1) > 0.25) return nominal;
  return { left: from.x0, millimetre, labelRow: (from.y0 + from.y1) / 2 };
}

function smallestAbout(label: Rect, cells: readonly Cell[]): Cell | null {
  const around = cells.filter((cell) => holdsMiddle(cell, label));
  return around.reduce<Cell | null>(
    (least, cell) => (least && areaOf(least) < areaOf(cell) ? least : cell),
    null,
  );
}

function labelsIn(words: readonly Word[]): Label[] {
  const labels: Label[] = [];
  for (const [index, word] of words.entries()) {
    const found = labelFrom(words, index, word);
    if (found !== null) labels.push(found);
  }
  return labels;
}

/** «№», «док.» and «Кол.», «уч.» may be words of their own. */
function labelFrom(words: readonly Word[], index: number, word: Word): Label | null {
  const group = [word];
  let text = word.text;
  let best: Label | null = null;
  for (let next = index; ; ) {
    const label = text.length <= 14 ? stampLabel(text) : null;
    if (label !== null) best = { ...unionOf(group), label };
    next++;
    const follower = words[next];
    const last = group.at(-1);
    if (group.length === 3 || follower === undefined || last === undefined || !follows(last, follower))
      return best;
    group.push(follower);
    text += follower.text;
  }
}

function follows(last: Word, next: Word): boolean {
  const gap = next.x0 - last.x1;
  return gap < last.size * 0.8 && gap > -last.size && Math.abs(next.y0 - last.y0) < last.size * 0.5;
}

/** The row with most of the labels; on a sheet of two blocks, the lower one. */
function labelRowOf(labels: readonly Label[]): Label[] | null {
  let best: Label[] | null = null;
  for (const start of labels) {
    if (start.label !== 'revision' && start.label !== 'document' && start.label !== 'parts') continue;
    const height = heightOf(start);
    const level = labels.filter(
      (other) =>
        rowLabels.has(other.label) && Math.abs(other.y0 + other.y1 - start.y0 - start.y1) < 1.4 * height,
    );
    const row = [...Map.groupBy(level, (other) => other.label).values()].flatMap((same) =>
      nearest(same, start),
    );
    if (row.length < fewestLabels) continue;
    if (
      best === null ||
      row.length > best.length ||
      (row.length === best.length && start.y0 > (best[0]?.y0 ?? 0))
    ) {
      best = row;
    }
  }
  return best;
}

function nearest(labels: readonly Label[], start: Rect): Label[] {
  const [first] = [...labels].sort((a, b) => Math.abs(a.x0 - start.x0) - Math.abs(b.x0 - start.x0));
  return first === undefined ? [] : [first];
}

interface Fit {
  left: number;
  scale: number;
  /** Mean distance of the labels from their columns, in millimetres. */
  error: number;
}

/** Least squares of the labels' middles against the form's columns. */
function fitColumns(row: readonly Label[], columns: StampForm['columns']): Fit {
  const points = row.flatMap((label) => {
    const at = columns[label.label];
    return at === undefined ? [] : [{ at, x: (label.x0 + label.x1) / 2 }];
  });
  const none = { left: 0, scale: 0, error: Infinity };
  if (points.length < fewestLabels || points.length < row.length) return none;
  const meanAt = points.reduce((sum, point) => sum + point.at, 0) / points.length;
  const meanX = points.reduce((sum, point) => sum + point.x, 0) / points.length;
  const spread = points.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  const scale = points.reduce((sum, { at, x }) => sum + (at - meanAt) * (x - meanX), 0) / spread;
  if (!(scale > 0)) return none;
  const left = meanX - scale * meanAt;
  const off = points.reduce((sum, { at, x }) => sum + Math.abs(x - left - at * scale), 0);
  return { left, scale, error: off / points.length / scale };
}

/** Which form it is, by the rows under the labels: where roles and rulings end. */
function formBelow(
  forms: readonly StampForm[],
  { left, labelRow, millimetre }: Placing,
  { words, sheet }: Page,
): StampForm {
  const under = (y: number) => (y - labelRow) / millimetre / rowHeight;
  const inside = (x: number) => x > left - 2 * millimetre && x < left + 22 * millimetre;
  const roles = words
    .filter((word) => inside(word.x0) && isRole(word.text))
    .map((word) => under((word.y0 + word.y1) / 2));
  const borders = sheet.rules
    .filter((rule) => rule.horizontal && rule.x0 < left + 5 * millimetre && rule.x1 > left + 60 * millimetre)
    .map((rule) => under((rule.y0 + rule.y1) / 2));
  const lowestRole = Math.max(0, ...roles.filter((row) => row > 0.5 && row < 6.6));
  const score = (form: StampForm) => {
    const edge = form.rowsBelow + 0.5;
    const edges = [edge, edge - form.height / rowHeight];
    const bordered = edges.filter((at) => borders.some((row) => Math.abs(row - at) < 0.35)).length;
    const reached = lowestRole > form.rowsBelow + 0.4 ? -4 : 0;
    // A frame keeps five millimetres from the edge of the sheet.
    const room = labelRow + edge * rowHeight * millimetre <= sheet.height - 2 * millimetre ? 0 : -4;
    // Of forms that fit as well, the one that ends lowest: rows inside a taller form have rulings too.
    const empty = form.rowsBelow > 0 && lowestRole === 0 && borders.length === 0 ? -0.5 : 0;
    // «Утв.» stands in the last row; fewer roles leave rows empty.
    const unlike = lowestRole < 4.5 ? 0 : -0.1 * Math.abs(lowestRole - form.rowsBelow);
    return bordered + reached + room + empty + unlike + form.rowsBelow * 0.01;
  };
  return forms.reduce((best, form) => (score(form) > score(best) ? form : best));
}

function stampRect({ form, left, bottom, millimetre }: PlacedForm, cells: readonly Cell[]): Rect {
  const nominal = {
    x0: left,
    y0: bottom - form.height * millimetre,
    x1: left + stampWidth * millimetre,
    y1: bottom,
  };
  const slack = 2.5 * millimetre;
  const inside = cells.filter(
    (cell) =>
      cell.x0 > nominal.x0 - slack &&
      cell.x1 < nominal.x1 + slack &&
      cell.y0 > nominal.y0 - slack &&
      cell.y1 < nominal.y1 + slack,
  );
  return inside.length >= 6 ? unionOf([...inside, shrunk(nominal, slack)]) : nominal;
}

function shrunk(rect: Rect, by: number): Rect {
  return { x0: rect.x0 + by, y0: rect.y0 + by, x1: rect.x1 - by, y1: rect.y1 - by };
}
