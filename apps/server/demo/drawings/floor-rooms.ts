import type { TableModel } from '@aizoomdoc/documents';

export interface Room {
  number: string;
  name: string;
  area: string;
  /** `null` = common. */
  flat: string | null;
}

/** Rooms stand side by side (`x`), or one under another (`y`), each with its share of the area. */
export type Plan = Room | { along: 'x' | 'y'; parts: Plan[] };

const numberOf = (text: string) => Number(text.replace(',', '.'));

export function weightOf(plan: Plan): number {
  if ('along' in plan) return plan.parts.reduce((sum, part) => sum + weightOf(part), 0);
  return numberOf(plan.area);
}

/** Rooms of a section by its «Экспликация помещений». */
export function roomsOf({ rows }: TableModel): Room[] {
  let flat: string | null = null;
  return rows.flatMap(([number = '', name = '', area = '']) => {
    if (number !== '') return [{ number, name, area, flat }];
    if (name.startsWith('Квартира')) flat = name;
    return [];
  });
}

/** The shaft stands beside the stairs; it is no room of the document. */
const lift: Room = { number: '', name: 'Шахта лифта', area: '5', flat: null };

type Take = (name: RegExp) => Room[];

const x = (...parts: Plan[]): Plan => ({ along: 'x', parts });
const y = (...parts: Plan[]): Plan => ({ along: 'y', parts });

/**
 * How the rooms of the house's typical section lie: a flat of two rooms on the left, of three on the right, stairs and common rooms between,
 * and under them a flat of one room where there is one.
 */
export function arrange(rooms: readonly Room[]): Plan {
  const flats = [...new Set(rooms.flatMap(({ flat }) => flat ?? []))];
  const [left = '', right = ''] = flats.length === 3 ? [flats[0], flats[2]] : flats;
  const middle = flats.length === 3 ? (flats[1] ?? null) : null;
  const of = (flat: string | null): Take => {
    const mine = rooms.filter((room) => room.flat === flat);
    return (name) => mine.filter((room) => name.test(room.name));
  };
  const dining = of(right)(/столовая/u);
  return x(
    twoRooms(of(left)),
    middleOf(of(null), middle === null ? null : of(middle), dining),
    threeRooms(of(right)),
  );
}

function twoRooms(take: Take): Plan {
  const [first, second] = take(/Жилая/u);
  const wet = y(...take(/Ванная|Уборная|С\/У/u));
  const hall = x(...stack(take(/Гардеробная/u)), wet, ...take(/Прихожая/u));
  return y(
    ...take(/Терраса/u),
    ...withLoggia(first, take(/Лоджия/u), 'above'),
    hall,
    x(...some(second), ...take(/Кухня/u)),
  );
}

function threeRooms(take: Take): Plan {
  const [first, second, third] = take(/Жилая/u);
  const wet = y(...take(/Ванная|Уборная|С\/У/u));
  const hall = x(...take(/Прихожая/u), wet, ...stack(take(/Гардеробная/u)));
  const kitchen = take(/^Кухня$/u);
  const south = x(...kitchen, ...withLoggia(first, take(/Лоджия/u), 'below'));
  return y(...take(/Терраса/u), x(...some(second), ...some(third)), hall, south);
}

function middleOf(common: Take, flat: Take | null, dining: readonly Room[]): Plan {
  const stairs = [x(...common(/Лестничная/u), lift)];
  const halls = common(/Вестибюль|Коридор/u);
  const entrance = [
    ...common(/Колясочная/u),
    ...common(/Тамбур/u),
    ...stack(common(/Электрощитовая|связи|ПУИ/u)),
  ];
  const below: Plan[] = entrance.length > 0 ? [x(...entrance)] : [...dining];
  if (flat !== null) {
    const loggia = withLoggia(flat(/Жилая/u)[0], flat(/Лоджия/u), 'below');
    below.push(x(...flat(/С\/У/u), ...flat(/Прихожая/u)), x(...loggia, ...flat(/Кухня/u)));
  }
  return y(...stairs, ...halls, ...below);
}

const some = (room: Room | undefined): Plan[] => (room === undefined ? [] : [room]);
const stack = (rooms: readonly Room[]): Plan[] => (rooms.length === 0 ? [] : [y(...rooms)]);

function withLoggia(room: Room | undefined, [loggia]: readonly Room[], place: 'above' | 'below'): Plan[] {
  if (room === undefined || loggia === undefined) return some(room);
  return [place === 'above' ? y(loggia, room) : y(room, loggia)];
}
