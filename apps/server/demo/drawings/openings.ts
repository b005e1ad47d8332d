import { outerWalls, type PlacedRoom, type Wall, wallBetween } from './place-rooms.ts';

export interface Opening {
  mark: string;
  kind: 'window' | 'door';
  wall: Wall;
}

const isOpen = (room: PlacedRoom) => /Лоджия|Терраса/u.test(room.name);
const isHall = (room: PlacedRoom) => /Прихожая/u.test(room.name);
const isCommonHall = (room: PlacedRoom) => /Вестибюль|Коридор/u.test(room.name);

/** Windows and doors that the rooms of a section have; `hasEnd`: the end wall of the house has one more window. */
export function openingsOf(rooms: readonly PlacedRoom[], hasEnd: boolean): Opening[] {
  return [...windowsOf(rooms, hasEnd), ...rooms.flatMap((room) => doorsOf(room, rooms))];
}

function windowsOf(rooms: readonly PlacedRoom[], hasEnd: boolean): Opening[] {
  const windows: Opening[] = [];
  const withBalcony = new Set<string | null>();
  const hasPram = rooms.some(({ name }) => name === 'Колясочная');
  for (const room of rooms) {
    const open = rooms.find((other) => isOpen(other) && other.flat === room.flat && wallBetween(room, other));
    const balcony = open === undefined ? null : wallBetween(room, open);
    const [outer] = outerWalls(room);
    if (/Жилая/u.test(room.name) && balcony !== null && !withBalcony.has(room.flat)) {
      withBalcony.add(room.flat);
      windows.push({ mark: 'ОК-3', kind: 'window', wall: balcony });
      continue;
    }
    const mark = windowMark(room, hasPram);
    const wall = outer ?? balcony ?? undefined;
    if (mark !== null && wall !== undefined) windows.push({ mark, kind: 'window', wall });
  }
  if (hasEnd) windows.push(...endWindow(rooms));
  return windows;
}

function windowMark({ name, flat }: PlacedRoom, hasPram: boolean): string | null {
  if (/Жилая/u.test(name)) return 'ОК-1';
  if (/^Кухня/u.test(name)) return 'ОК-2';
  if (flat !== null) return null;
  if (hasPram ? name === 'Колясочная' : name === 'Лестничная клетка') return 'ОК-4';
  return null;
}

/** One more window of the first room whose wall is the end of the house. */
function endWindow(rooms: readonly PlacedRoom[]): Opening[] {
  const living = rooms.filter(({ name }) => /Жилая/u.test(name));
  const walls = living.flatMap((room) => outerWalls(room).filter(({ isVertical }) => isVertical));
  return walls.slice(0, 1).map((wall) => ({ mark: 'ОК-1', kind: 'window', wall }));
}

function doorsOf(room: PlacedRoom, rooms: readonly PlacedRoom[]): Opening[] {
  const door = (mark: string, wall: Wall | null | undefined): Opening[] => {
    if (wall == null) throw new Error(`${room.flat ?? ''} ${room.name}: двери ${mark} негде быть`);
    return [{ mark, kind: 'door', wall }];
  };
  const toHall = () =>
    widest(
      room,
      rooms.filter(
        (other) => other.flat === room.flat && (room.flat === null ? isCommonHall(other) : isHall(other)),
      ),
    );
  const toAny = () =>
    widest(
      room,
      rooms.filter((other) => other.flat === room.flat && other !== room && !isOpen(other)),
    );
  if (room.name === 'Тамбур') return [...door('ДВ-1', outerWalls(room)[0]), ...door('ДВ-2', toHall())];
  if (isHall(room)) return door('ДВ-5', widest(room, rooms.filter(isCommonHall)));
  const mark = doorMark(room.name);
  return mark === null ? [] : door(mark, toHall() ?? toAny());
}

const marks: readonly (readonly [RegExp, string])[] = [
  [/Жилая|^Кухня|Гардеробная/u, 'ДВ-7'],
  [/Ванная|Уборная|С\/У|ПУИ/u, 'ДВ-8'],
  [/Колясочная/u, 'ДВ-6'],
  [/Электрощитовая|связи/u, 'ДВ-13'],
  [/Лестничная клетка/u, 'ДВ-12'],
];

const doorMark = (name: string) => marks.find(([shape]) => shape.test(name))?.[1] ?? null;

/** The longest wall that a room shares with one of the others. */
function widest(room: PlacedRoom, others: readonly PlacedRoom[]): Wall | null {
  const walls = others.flatMap((other) => wallBetween(room, other) ?? []);
  return walls.sort((one, two) => two.length - one.length)[0] ?? null;
}
