import type { TableModel } from '@aizoomdoc/documents';
import { type Area, type Canvas, type Point, weights } from './canvas.ts';
import { drawAxes } from './floor-axes.ts';
import { arrange, roomsOf } from './floor-rooms.ts';
import { holesOf } from './holes.ts';
import { type Opening, openingsOf } from './openings.ts';
import { type PlacedRoom, placeRooms, section, wallBetween } from './place-rooms.ts';

export interface FloorPlan {
  title: string;
  rooms: TableModel;
  lintels: TableModel;
  holes: TableModel;
  /** 1 or 2; the second section is the first one in a mirror, at the end of the house. */
  number: 1 | 2;
}

/** Thickness of outer walls and of what lies on them, metres. */
const outer = 0.38;
const insulation = 0.15;
/** Millimetres of paper to a metre: М1:100. */
const scale = 10;
const room = { size: 2.9, small: 2.2 };
const markSize = 2.1;

/** Draws the plan of one section of a floor. @returns its height, mm */
export function drawFloorPlan(
  canvas: Canvas,
  plan: FloorPlan,
  { x, y, width }: Omit<Area, 'height'>,
): number {
  const rooms = placeRooms(arrange(roomsOf(plan.rooms)), plan.number === 2);
  canvas.text(plan.title, [x, y], { size: 4.2, bold: true, width, align: 'center' });
  const whole = { width: (section.width + 2 * outer) * scale, height: (section.height + 2 * outer) * scale };
  const left = x + (width - whole.width) / 2 + 8;
  const origin: Point = [left + outer * scale, y + 22 + outer * scale];
  const at = (px: number, py: number): Point => [origin[0] + px * scale, origin[1] + py * scale];
  drawWalls(canvas, { x: left, y: y + 22, ...whole });
  for (const one of rooms) drawRoom(canvas, one, { rooms, at });
  const marks = lintelMarks(plan.lintels, plan.number);
  for (const opening of openingsOf(rooms, plan.number === 2))
    drawOpening(canvas, opening, { at, lintel: marks.get(opening.mark) ?? '' });
  for (const { mark, point, hasLintel } of holesOf(rooms, plan.holes, plan.number)) {
    const [px, py] = at(...point);
    canvas.rect(
      { x: px - 0.9, y: py - 0.9, width: 1.8, height: 1.8 },
      { weight: weights.main, fill: '#fff' },
    );
    canvas.line([
      [px - 0.9, py + 0.9],
      [px + 0.9, py - 0.9],
    ]);
    canvas.label(hasLintel ? `${mark} ПБ-3` : mark, [px + (hasLintel ? 5 : 3), py + 1.9], { size: markSize });
  }
  const height = drawAxes(canvas, { x: left, y: y + 22, ...whole }, { number: plan.number });
  return 22 + height;
}

function drawWalls(canvas: Canvas, area: Area): void {
  const { x, y, width, height } = area;
  const layer = insulation * scale;
  canvas.rect({ x: x - layer, y: y - layer, width: width + 2 * layer, height: height + 2 * layer });
  canvas.rect(area, { weight: weights.thick, fill: '#e4e4e4' });
  canvas.hatch(area, { step: 1.4 });
}

interface Place {
  at(x: number, y: number): Point;
}

/** Half of the wall on each side of a room: thick to others' rooms, thin inside a flat, none where the outer wall begins. */
function clearArea(
  one: PlacedRoom,
  rooms: readonly PlacedRoom[],
): { left: number; top: number; right: number; bottom: number } {
  const half = { left: 0, top: 0, right: 0, bottom: 0 };
  for (const other of rooms) {
    const wall = other === one ? null : wallBetween(one, other);
    if (wall === null) continue;
    const thickness = other.flat === one.flat ? 0.05 : 0.13;
    const side = wall.isVertical ? (wall.side === 1 ? 'right' : 'left') : wall.side === 1 ? 'bottom' : 'top';
    half[side] = Math.max(half[side], thickness);
  }
  return half;
}

function drawRoom(
  canvas: Canvas,
  one: PlacedRoom,
  { rooms, at }: Place & { rooms: readonly PlacedRoom[] },
): void {
  const half = clearArea(one, rooms);
  const [x, y] = at(one.x + half.left, one.y + half.top);
  const width = (one.width - half.left - half.right) * scale;
  const height = (one.height - half.top - half.bottom) * scale;
  if (one.name === 'Шахта лифта') {
    drawLift(canvas, { x, y, width, height });
    return;
  }
  canvas.rect({ x, y, width, height }, { weight: weights.main, fill: '#fff' });
  if (one.name === 'Лестничная клетка') drawStairs(canvas, { x, y, width, height });
  const size = Math.min(width, height) < 12 ? room.small : room.size;
  const [cx, cy] = [x + width / 2, y + height / 2];
  const half2 = canvas.textWidth(one.number, { size, bold: true }) / 2 + 0.8;
  canvas.label(one.number, [cx, cy - size * 0.62], { size, bold: true });
  canvas.line([
    [cx - half2, cy],
    [cx + half2, cy],
  ]);
  canvas.label(one.area, [cx, cy + size * 0.62], { size });
}

function drawStairs(canvas: Canvas, { x, y, width, height }: Area): void {
  const top = y + height * 0.12;
  const run = height * 0.62;
  for (let step = 0; step <= 9; step += 1) {
    const sy = top + (run * step) / 9;
    canvas.line([
      [x + 1.5, sy],
      [x + width * 0.32, sy],
    ]);
    canvas.line([
      [x + width * 0.68, sy],
      [x + width - 1.5, sy],
    ]);
  }
  const way = x + width * 0.84;
  canvas.line(
    [
      [way, top + run],
      [way, top],
      [way - 0.7, top + 2],
    ],
    { weight: weights.main },
  );
}

/** Concrete walls of the shaft, and the car's way crossed out. */
function drawLift(canvas: Canvas, { x, y, width, height }: Area): void {
  canvas.rect({ x, y, width, height }, { weight: weights.thick, fill: '#8a8a8a' });
  const inner = { x: x + 2, y: y + 2, width: width - 4, height: height - 4 };
  canvas.rect(inner, { weight: weights.main, fill: '#fff' });
  canvas.line([
    [inner.x, inner.y],
    [inner.x + inner.width, inner.y + inner.height],
  ]);
  canvas.line([
    [inner.x, inner.y + inner.height],
    [inner.x + inner.width, inner.y],
  ]);
  canvas.rect(
    { x: x + width / 2 - 4.5, y: y + height - 2, width: 9, height: 2 },
    { weight: weights.main, fill: '#fff' },
  );
}

const widths: Record<string, number> = {
  'ОК-1': 1.51,
  'ОК-2': 1.21,
  'ОК-3': 2.11,
  'ОК-4': 1.21,
  'ДВ-1': 1.51,
  'ДВ-2': 1.51,
  'ДВ-5': 1.01,
  'ДВ-7': 0.91,
  'ДВ-8': 0.81,
  'ДВ-12': 1.31,
};

function drawOpening(
  canvas: Canvas,
  { mark, kind, wall }: Opening,
  { at, lintel }: Place & { lintel: string },
): void {
  const length = Math.min(widths[mark] ?? 1.01, wall.length - 0.15) * scale;
  const isOuter = isOnEdge(wall);
  const depth = (isOuter ? outer + insulation : 0.3) * scale;
  const [cx, cy] = at(wall.x, wall.y);
  const shift = isOuter ? (wall.side * depth) / 2 : 0;
  const gap: Area = wall.isVertical
    ? { x: cx + shift - depth / 2, y: cy - length / 2, width: depth, height: length }
    : { x: cx - length / 2, y: cy + shift - depth / 2, width: length, height: depth };
  canvas.rect(gap, { weight: weights.thin, fill: '#fff' });
  if (kind === 'window') drawPanes(canvas, gap, wall.isVertical);
  else drawLeaf(canvas, gap, wall.isVertical);
  const inside = kind === 'window' ? -3.2 * wall.side : -2.6;
  const away = isOuter ? wall.side * (depth + 2.8) : inside;
  const turn = wall.isVertical ? -90 : 0;
  const point: Point = wall.isVertical ? [cx + away, cy] : [cx, cy + away];
  canvas.label(lintel === '' ? mark : `${mark} ${lintel}`, point, { size: markSize, turn });
}

const isOnEdge = ({ x, y, isVertical }: Opening['wall']) =>
  isVertical ? x < 0.01 || x > section.width - 0.01 : y < 0.01 || y > section.height - 0.01;

function drawPanes(canvas: Canvas, { x, y, width, height }: Area, isVertical: boolean): void {
  for (const share of [0.45, 0.6]) {
    if (isVertical)
      canvas.line([
        [x + width * share, y],
        [x + width * share, y + height],
      ]);
    else
      canvas.line([
        [x, y + height * share],
        [x + width, y + height * share],
      ]);
  }
}

function drawLeaf(canvas: Canvas, { x, y, width, height }: Area, isVertical: boolean): void {
  if (isVertical) {
    const hinge: Point = [x + width, y + height];
    canvas.line([hinge, [hinge[0] + height, hinge[1]]], { weight: weights.main });
    canvas.quarter(hinge, height, 270);
  } else {
    const hinge: Point = [x, y + height];
    canvas.line([hinge, [hinge[0], hinge[1] + width]], { weight: weights.main });
    canvas.quarter(hinge, width, 0);
  }
}

/** Which lintel lies over which opening of this section, by the document's own table. */
function lintelMarks({ header, rows }: TableModel, number: 1 | 2): Map<string, string> {
  const column = header.findIndex((name) => name.startsWith(`Секция ${number}`));
  const found = rows.flatMap((row): [string, string][] => {
    if (Number(row[column] ?? 0) === 0) return [];
    const openings = (row.at(-1) ?? '').match(/(?:ОК|ДВ)-\d+/gu) ?? [];
    return openings.map((opening) => [opening, row[0] ?? '']);
  });
  return new Map(found);
}
