import type { TableModel } from '@aizoomdoc/documents';
import { type PlacedRoom, section } from './place-rooms.ts';

export interface Hole {
  mark: string;
  /** Metres, as of rooms. */
  point: [number, number];
  /** A lintel of its own lies over it. */
  hasLintel: boolean;
}

/** Rooms that the holes of a system are in, and where in them: shares of the room. */
const places: readonly (readonly [mark: string, rooms: RegExp, at: readonly [number, number]])[] = [
  ['О-1', /Ванная|Уборная|С\/У|ПУИ/u, [0.18, 0.14]],
  ['О-2', /^Кухня/u, [0.2, 0.16]],
  ['О-3', /Прихожая/u, [0.14, 0.2]],
  ['О-4', /Прихожая/u, [0.14, 0.8]],
  ['О-5', /Прихожая|Вестибюль|Коридор|Электрощитовая|связи/u, [0.6, 0.84]],
  ['О-6', /Вестибюль/u, [0.62, 0.3]],
];

/** As many holes in a section as the document's table counts. */
export function holesOf(rooms: readonly PlacedRoom[], { header, rows }: TableModel, number: 1 | 2): Hole[] {
  const column = header.findIndex((name) => name.startsWith(`Секция ${number}`));
  return rows.flatMap(([mark = '', ...cells]) => {
    const count = Number(cells[column - 1] ?? 0);
    const [, shape = /$^/u, [dx, dy] = [0.5, 0.5]] = places.find(([known]) => known === mark) ?? [];
    const homes = rooms.filter(({ name }) => shape.test(name));
    if (homes.length === 0 || count === 0) return [];
    return Array.from({ length: count }, (_, index): Hole => {
      const home = homes[index % homes.length] ?? { x: 0, y: 0, ...section };
      const again = 0.35 * Math.floor(index / homes.length);
      return {
        mark,
        point: [home.x + home.width * Math.max(0.1, dx - again), home.y + home.height * dy],
        hasLintel: mark === 'О-6',
      };
    });
  });
}
