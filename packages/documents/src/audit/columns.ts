/** What can be added up. */
export type Quantity = 'area' | 'volume' | 'mass' | 'length' | 'count';

export interface QuantityColumn {
  index: number;
  quantity: Quantity;
  name: string;
  /** Value of one piece, not of the row. */
  isUnit: boolean;
}

const QUANTITIES: readonly [Quantity, RegExp][] = [
  ['area', /площад/iu],
  ['volume', /об[ъь]?[её]м/iu],
  ['mass', /масс|вес(?!\p{L})/iu],
  ['length', /длин\p{L}*.{0,12}(?<![\p{L}])(?:м\.?\s?п|п\.?\s?м|м)\.?$/iu],
  ['count', /^кол(?:[-.\s]|ич|$)|количест|^число|^итого,?\s*шт|^всего,?\s*шт/iu],
];
const OF_ONE = /ед(?:[.,\s]|ин|$)|одн|1\s?шт|на\s+шт/iu;
const OF_ALL = /всего|общ|итого|сумм/iu;

/** The columns of a table that hold quantities; where two hold the same one, the first is of one piece and the second of all. */
export function quantityColumns(header: readonly string[]): QuantityColumn[] {
  const columns = header.flatMap((name, index): QuantityColumn[] => {
    const quantity = QUANTITIES.find(([, pattern]) => pattern.test(name))?.[0];
    return quantity === undefined ? [] : [{ index, quantity, name, isUnit: OF_ONE.test(name) }];
  });
  return columns.map((column) => {
    const others = columns.filter(
      ({ quantity, index }) => quantity === column.quantity && index !== column.index,
    );
    const [other] = others;
    if (other === undefined || others.length > 1 || column.quantity === 'count') return column;
    if (column.isUnit || OF_ALL.test(column.name)) return column;
    return { ...column, isUnit: OF_ALL.test(other.name) || (!other.isUnit && column.index < other.index) };
  });
}
