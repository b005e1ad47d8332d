export type Dimension =
  | 'length'
  | 'area'
  | 'volume'
  | 'mass'
  | 'count'
  | 'force'
  | 'pressure'
  | 'temperature'
  | 'share'
  | 'money'
  | 'other';

/** A unit of measure; `factor` turns a value into the dimension's own unit (мм, м², м³, кг, шт, Н, Па). */
export interface Unit {
  dimension: Dimension;
  factor: number;
}

const unit = (dimension: Dimension, factor = 1): Unit => ({ dimension, factor });

const UNITS: readonly [RegExp, Unit][] = [
  [/^(?:кв\.?м|м\^?[2²])$/u, unit('area')],
  [/^(?:мм\^?[2²])$/u, unit('area', 1e-6)],
  [/^(?:см\^?[2²])$/u, unit('area', 1e-4)],
  [/^(?:куб\.?м|м\^?[3³])$/u, unit('volume')],
  [/^мм$/u, unit('length')],
  [/^см$/u, unit('length', 10)],
  [/^дм$/u, unit('length', 100)],
  [/^(?:м|п\.?м|м\.?п|пог\.?м)$/u, unit('length', 1000)],
  [/^км$/u, unit('length', 1e6)],
  [/^кг$/u, unit('mass')],
  [/^г$/u, unit('mass', 1e-3)],
  [/^т(?:онн\p{L}*)?$/u, unit('mass', 1000)],
  [/^(?:шт(?:ук\p{L}*)?|компл(?:ект\p{L}*)?|ед)$/u, unit('count')],
  [/^кН$/u, unit('force', 1000)],
  [/^Н$/u, unit('force')],
  [/^кгс$/u, unit('force', 9.80665)],
  [/^МПа$/u, unit('pressure', 1e6)],
  [/^кПа$/u, unit('pressure', 1e3)],
  [/^Па$/u, unit('pressure')],
  [/^%$/u, unit('share')],
  [/^(?:°|°[СC]|градус\p{L}*)$/u, unit('temperature')],
  [/^(?:руб(?:л\p{L}*)?|₽)$/u, unit('money')],
];

const SPACE = '[ \\u00a0\\u202f\\u2009]';
/** What may stand behind a number; letters and figures may not follow. */
const WRITTEN = new RegExp(
  `${SPACE}{0,2}(кв\\.?${SPACE}?м|куб\\.?${SPACE}?м|п(?:ог)?\\.?${SPACE}?м|м\\.?${SPACE}?п|мм\\^?[2²]|см\\^?[2²]|м\\^?[23²³]|мм|см|дм|км|м|` +
    `кгс|кг|кН|Н|т(?:онн[аы]?)?|г|шт(?:ук[аи]?)?|компл(?:ект(?:ов|а)?)?|ед|МПа|кПа|Па|%|°[СC]|°|градус(?:ов|а)?|руб(?:л(?:ей|я|ь))?|₽)` +
    '(?![\\p{L}\\p{N}²³])(/[\\p{L}\\d²³^°]{1,4}(?![\\p{L}\\p{N}]))?',
  'uy',
);

/** The unit written right behind a number, and where it ends; `null` where none is. */
export function unitAt(text: string, at: number): { unit: Unit; end: number } | null {
  WRITTEN.lastIndex = at;
  const found = WRITTEN.exec(text);
  if (found === null) return null;
  const [whole, name = '', per] = found;
  const plain = name.replace(/[ \u00a0\u202f\u2009]/gu, '');
  const known = per === undefined ? UNITS.find(([pattern]) => pattern.test(plain))?.[1] : unit('other');
  return { unit: known ?? unit('other'), end: at + whole.length };
}

const COLUMN_UNIT =
  /[,(]\s*(мм|см|м[23²³]?|кг|шт|т|г|%|п\.?\s?м|м\.?\s?п)\.?(?:\/(?:шт|м[23²³]?)\.?)?\s*\)?\.?\s*(?::|$)/iu;
const COUNT_COLUMN = /^\s*(?:кол(?:[-.\s]|ич|$)|число|штук|итого,?\s*шт)/iu;
const KEY_COLUMN = /^\s*(?:№|поз|п\/п|номер|марк|лист|изм|тип\s*$|обознач)/iu;

/** What the name of a column says of the numbers below it; `'key'`: they name the row. */
export function unitOfColumn(name: string): Unit | 'key' | null {
  const written = COLUMN_UNIT.exec(name)?.[1];
  if (written !== undefined) return unitAt(written.toLowerCase(), 0)?.unit ?? null;
  if (COUNT_COLUMN.test(name)) return unit('count');
  if (KEY_COLUMN.test(name)) return 'key';
  if (/площад/iu.test(name)) return unit('area');
  if (/об[ъь]?[её]м/iu.test(name)) return unit('volume');
  return null;
}

/** Whether two numbers may be the same quantity as far as their units tell; where one has none they may. */
export function agree(one: Unit | null, other: Unit | null): boolean {
  if (one === null || other === null) return true;
  return one.dimension === other.dimension;
}
