import type { PageStamp } from '../../model.ts';
import type { Cell } from '../grid-cells.ts';
import { areaOf, holdsMiddle, type Rect, sharedArea } from '../rect.ts';
import type { Word } from '../sheet.ts';
import { linesOf, textOf } from '../text-lines.ts';
import { stampLabel } from './labels.ts';
import { type PlacedForm, rowHeight, type StampField } from './stamp-forms.ts';

/** Reads the fields of a placed form; `words` are those inside it. */
export function readStamp(
  placed: PlacedForm,
  words: readonly Word[],
  cells: readonly Cell[],
): Omit<PageStamp, 'bbox'> {
  const field = (name: StampField) => fieldText(name, placed, { words, cells });
  const revisions = revisionsOf(placed, words);
  const object = [field('object'), field('building')].filter((part) => part !== null).join(', ');
  return {
    cipher: field('cipher'),
    stage: field('stage'),
    sheet: sheetNumber(field('sheet')),
    total: count(field('total')),
    title: field('title'),
    object: object === '' ? null : object,
    organisation: field('organisation'),
    revision: latest(revisions.map(({ number }) => number)),
    revisions,
    signatures: signaturesOf(placed, words),
  };
}

interface Inside {
  words: readonly Word[];
  cells: readonly Cell[];
}

function fieldText(name: StampField, placed: PlacedForm, { words, cells }: Inside): string | null {
  const box = fieldRect(name, placed);
  if (box === null) return null;
  const cell = snappedTo(box, cells);
  const own = words.filter((word) => holdsMiddle(cell, word));
  const text = textOf(own).trim();
  const value = name === 'stage' || name === 'sheet' || name === 'total' ? withoutLabels(text) : text;
  return value === '' ? null : value;
}

function fieldRect(name: StampField, { form, left, bottom, millimetre }: PlacedForm): Rect | null {
  const box = form.fields[name];
  if (box === undefined) return null;
  const [x0, x1, low, high] = box;
  return {
    x0: left + x0 * millimetre,
    x1: left + x1 * millimetre,
    y0: bottom - high * millimetre,
    y1: bottom - low * millimetre,
  };
}

/** The ruled cell that is most nearly the form's, where there is one: sets differ by some millimetres. */
function snappedTo(box: Rect, cells: readonly Cell[]): Rect {
  let best: Rect = box;
  let most = 0.45;
  for (const cell of cells) {
    const shared = sharedArea(cell, box);
    const alike = shared / (areaOf(cell) + areaOf(box) - shared);
    if (alike > most) {
      most = alike;
      best = cell;
    }
  }
  return best;
}

function withoutLabels(text: string): string {
  return text
    .split(/\s+/u)
    .filter((word) => stampLabel(word) === null)
    .join(' ');
}

/** «5.1», «12а»; a dash or a word is no number. */
function sheetNumber(text: string | null): string | null {
  return text === null ? null : (/\d+(?:[.,/-]\d+){0,3}\p{L}?/u.exec(text)?.[0] ?? null);
}

function count(text: string | null): number | null {
  const digits = /^\D*(\d{1,4})\D*$/u.exec(text ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The greatest number; what is no number, as printed last. */
function latest(numbers: readonly string[]): string | null {
  const sorted = [...numbers].sort((a, b) => (Number.parseInt(a, 10) || 0) - (Number.parseInt(b, 10) || 0));
  return sorted.at(-1) ?? null;
}

/** Words of a row by the columns of the form, in millimetres from its left edge. */
function rowsBetween(placed: PlacedForm, words: readonly Word[], from: number, to: number): Word[][] {
  const part = words.filter((word) => {
    const y = (word.y0 + word.y1) / 2;
    return y > from && y < to && word.x0 < placed.left + 66 * placed.millimetre;
  });
  return linesOf(part, Infinity).map((line) => line.words);
}

function column(placed: PlacedForm, row: readonly Word[], from: number, to: number): string | null {
  const text = row
    .filter((word) => {
      const x = ((word.x0 + word.x1) / 2 - placed.left) / placed.millimetre;
      return x >= from && x < to;
    })
    .map((word) => word.text)
    .join(' ');
  return text === '' ? null : text;
}

function revisionsOf(placed: PlacedForm, words: readonly Word[]): PageStamp['revisions'] {
  const half = 0.5 * rowHeight * placed.millimetre;
  const top = placed.bottom - placed.form.height * placed.millimetre;
  const middle =
    ((placed.form.columns.revision ?? 5) + (placed.form.columns.parts ?? placed.form.columns.sheet ?? 15)) /
    2;
  return rowsBetween(placed, words, top, placed.labelRow - half).flatMap((row) => {
    const number = column(placed, row, -1, middle);
    const document = column(placed, row, (placed.form.columns.document ?? 35) - 6, 40);
    return number === null ? [] : [{ number, document, date: column(placed, row, 55, 66) }];
  });
}

function signaturesOf(placed: PlacedForm, words: readonly Word[]): PageStamp['signatures'] {
  const half = 0.5 * rowHeight * placed.millimetre;
  const { roleEnd } = placed.form;
  return rowsBetween(placed, words, placed.labelRow + half, placed.bottom).flatMap((row) => {
    const role = column(placed, row, -1, roleEnd);
    const name = column(placed, row, roleEnd, 40);
    const named = name !== null && /\p{L}/u.test(name);
    return role === null ? [] : [{ role, name: named ? name : null, date: column(placed, row, 55, 66) }];
  });
}
