import type { Box } from '../model.ts';
import type { View } from './view.ts';
import { ViewError } from './view-error.ts';

/**
 * What to look at in a view: a box in pixels or in 0–1 of the view, or a sector. Sectors are named as cells of a spreadsheet: the letter
 * is the column, A to C from left to right, the figure is the row, 1 to 3 from top to bottom; А, В, С of the Cyrillic alphabet, which look
 * the same, and small letters do as well.
 */
export type ZoomTarget =
  | { box: readonly [number, number, number, number]; units?: 'px' | 'relative' }
  | { sector: string };

/** Neighbouring sectors share this part of a sector's side. */
const SECTOR_OVERLAP = 0.1;
/** A box is the whole view when it covers this much of both sides. */
const FULL_FRAME = 0.95;
/** Boxes written with three digits may stand a little over the edge. */
const EDGE_SLIP = 0.05;
/** Of a pixel: below it a box has no area. A small one is no mistake, it gets room around it. */
const LEAST_PIXELS = 0.01;

const COLUMNS = new Map([...'ABC', ...'АВС'].map((letter, at) => [letter, at % 3]));

/**
 * The target in pixels of the view, inside it, corners put in order.
 *
 * @throws ViewError when it is no region of this view.
 */
export function targetPixels(view: View, target: ZoomTarget): Box {
  if ('sector' in target) return sectorPixels(view, target.sector);
  const [x0, y0, x1, y1] = inPixels(view, target);
  const ordered: Box = [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
  if (ordered[2] - ordered[0] < LEAST_PIXELS || ordered[3] - ordered[1] < LEAST_PIXELS) {
    throw new ViewError(
      'zero_area',
      `У области ${written(target.box)} нет ширины или высоты. Вид имеет размер ${sizeOf(view)}; задайте [x0, y0, x1, y1] так, чтобы x1 > x0 и y1 > y0.`,
    );
  }
  const inside: Box = [
    Math.max(0, ordered[0]),
    Math.max(0, ordered[1]),
    Math.min(view.width, ordered[2]),
    Math.min(view.height, ordered[3]),
  ];
  const width = inside[2] - inside[0];
  const height = inside[3] - inside[1];
  if (width < LEAST_PIXELS || height < LEAST_PIXELS) {
    throw new ViewError(
      'outside',
      `Область ${written(target.box)} лежит вне вида: его размер ${sizeOf(view)}, отсчёт от левого верхнего угла.`,
    );
  }
  if (width >= view.width * FULL_FRAME && height >= view.height * FULL_FRAME) {
    throw new ViewError(
      'full_frame',
      `Область ${written(target.box)} — это весь вид ${sizeOf(view)}; попросите картинку целиком или задайте область меньше.`,
    );
  }
  return inside;
}

function inPixels(
  view: View,
  { box, units = 'relative' }: Extract<ZoomTarget, { box: unknown }>,
): readonly [number, number, number, number] {
  if (box.every(Number.isNaN)) {
    throw new ViewError(
      'not_a_number',
      `Укажите рамку box — [x0, y0, x1, y1] — или сектор sector: A1…C3. Размер вида — ${sizeOf(view)}.`,
    );
  }
  if (box.length !== 4 || box.some((value) => typeof value !== 'number' || !Number.isFinite(value))) {
    throw new ViewError(
      'not_a_number',
      `Область задаётся четырьмя числами [x0, y0, x1, y1], получено ${written(box)}. Размер вида — ${sizeOf(view)}.`,
    );
  }
  if (units === 'px') return box;
  if (box.some((value) => value > 1 + EDGE_SLIP || value < -EDGE_SLIP)) {
    throw new ViewError(
      'bad_units',
      `Область ${written(box)} не укладывается в доли 0–1. Для пикселей укажите units: "px"; размер вида — ${sizeOf(view)}.`,
    );
  }
  const [x0, y0, x1, y1] = box;
  return [x0 * view.width, y0 * view.height, x1 * view.width, y1 * view.height];
}

function sectorPixels(view: View, sector: string): Box {
  const name = sector.trim().toUpperCase();
  const column = COLUMNS.get(name.charAt(0));
  const row = Number(name.charAt(1)) - 1;
  if (name.length !== 2 || column === undefined || !(row >= 0 && row <= 2)) {
    throw new ViewError(
      'bad_sector',
      `Сектора «${sector.slice(0, 20)}» нет: есть A1…C3, буква — столбец слева направо (A, B, C), цифра — ряд сверху вниз (1, 2, 3). Размер вида — ${sizeOf(view)}.`,
    );
  }
  const [left, right] = third(column);
  const [top, bottom] = third(row);
  return [left * view.width, top * view.height, right * view.width, bottom * view.height];
}

function third(at: number): [number, number] {
  const reach = SECTOR_OVERLAP / 2;
  return [Math.max(0, (at - reach) / 3), Math.min(1, (at + 1 + reach) / 3)];
}

function sizeOf({ width, height }: View): string {
  return `${width}×${height}\u00a0px`;
}

function written(box: readonly unknown[]): string {
  return `[${box.slice(0, 6).map(String).join(', ')}]`;
}
