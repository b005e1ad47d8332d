import { type Plan, type Room, weightOf } from './floor-rooms.ts';

/** Metres from the inner corner of the section's outer walls. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlacedRoom extends Room, Rectangle {}

/** Clear size of a section between its outer walls. */
export const section = { width: 17.84, height: 11.64 } as const;

/** Divides the section among its rooms, each by its area; `isMirrored`: the section that is drawn the other way round. */
export function placeRooms(plan: Plan, isMirrored: boolean): PlacedRoom[] {
  const placed = divide(plan, { x: 0, y: 0, ...section });
  if (!isMirrored) return placed;
  return placed.map((room) => ({ ...room, x: section.width - room.x - room.width }));
}

function divide(plan: Plan, area: Rectangle): PlacedRoom[] {
  if (!('along' in plan)) return [{ ...plan, ...area }];
  const total = weightOf(plan);
  let done = 0;
  return plan.parts.flatMap((part) => {
    const share = weightOf(part) / total;
    const piece =
      plan.along === 'x'
        ? { ...area, x: area.x + area.width * done, width: area.width * share }
        : { ...area, y: area.y + area.height * done, height: area.height * share };
    done += share;
    return divide(part, piece);
  });
}

export interface Wall {
  /** Middle of the stretch that both sides share. */
  x: number;
  y: number;
  length: number;
  isVertical: boolean;
  /** Which way the first of the two lies. */
  side: 1 | -1;
}

const near = (one: number, other: number) => Math.abs(one - other) < 0.01;

/** The wall between two rooms; `null` where they do not touch. `side` = 1: `one` lies above, or on the left. */
export function wallBetween(one: Rectangle, other: Rectangle): Wall | null {
  for (const [first, second, side] of [
    [one, other, 1],
    [other, one, -1],
  ] as const) {
    if (near(first.x + first.width, second.x)) {
      const [from, to] = shared([first.y, first.height], [second.y, second.height]);
      if (to - from > 0.3)
        return { x: second.x, y: (from + to) / 2, length: to - from, isVertical: true, side };
    }
    if (near(first.y + first.height, second.y)) {
      const [from, to] = shared([first.x, first.width], [second.x, second.width]);
      if (to - from > 0.3)
        return { x: (from + to) / 2, y: second.y, length: to - from, isVertical: false, side };
    }
  }
  return null;
}

function shared(
  [from, size]: readonly [number, number],
  [start, length]: readonly [number, number],
): [number, number] {
  return [Math.max(from, start), Math.min(from + size, start + length)];
}

/** Outer walls of a room, the long façades first. */
export function outerWalls({ x, y, width, height }: Rectangle): Wall[] {
  const walls: Wall[] = [];
  const row = { x: x + width / 2, length: width, isVertical: false } as const;
  const column = { y: y + height / 2, length: height, isVertical: true } as const;
  if (near(y, 0)) walls.push({ ...row, y: 0, side: -1 });
  if (near(y + height, section.height)) walls.push({ ...row, y: section.height, side: 1 });
  if (near(x, 0)) walls.push({ ...column, x: 0, side: -1 });
  if (near(x + width, section.width)) walls.push({ ...column, x: section.width, side: 1 });
  return walls;
}
