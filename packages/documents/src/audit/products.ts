import type { BlockModel } from '../model.ts';
import { type QuantityColumn, quantityColumns } from './columns.ts';
import { evidenceOf, placeOf, quoteRow, severityFor } from './evidence.ts';
import type { Line } from './lines.ts';
import { cellNumber, type WrittenNumber, writeNumber } from './numbers.ts';
import type { Finding } from './types.ts';

/** Columns of one table that multiply: so many pieces of so much make so much in all. */
interface Product {
  unit: QuantityColumn;
  count: QuantityColumn;
  whole: QuantityColumn;
}

interface Row {
  cells: readonly string[];
  product: Product;
  unit: WrittenNumber;
  count: WrittenNumber;
  whole: WrittenNumber;
}

/** More wrong rows than this share, and it is the columns that were misread. */
const MOST_WRONG = 0.25;

/** Rows whose number of pieces times the value of one is not the value of all. */
export function productFindings(block: BlockModel, lines: readonly Line[]): Finding[] {
  const rows: Row[] = [];
  let product: Product | null = null;
  for (const { kind, cells } of lines) {
    if (kind === 'header') product = productOf(cells);
    else if (kind === 'row' && product !== null) rows.push(...readRow(cells, product));
  }
  const wrong = rows.filter((row) => !isRight(row));
  if (wrong.length > Math.max(1, rows.length * MOST_WRONG) || rows.length === wrong.length) return [];
  return wrong.map((row) => ({
    kind: 'product_differs',
    severity: severityFor('warning', [block]),
    message: `${placeOf(block)}, строка «${quoteRow(row.cells.slice(0, 2))}»: ${written(row.count)} × ${written(row.unit)} = ${writeNumber(row.count.value * row.unit.value, row.whole.decimals)}, а в столбце «${row.product.whole.name}» указано ${written(row.whole)}.`,
    evidence: [evidenceOf(block, quoteRow(row.cells))],
  }));
}

function productOf(header: readonly string[]): Product | null {
  const columns = quantityColumns(header);
  const counts = columns.filter(({ quantity }) => quantity === 'count');
  const [count] = counts;
  if (count === undefined || counts.length > 1) return null;
  for (const unit of columns.filter(({ isUnit, quantity }) => isUnit && quantity !== 'count')) {
    const whole = columns.find(({ quantity, isUnit }) => quantity === unit.quantity && !isUnit);
    if (whole !== undefined) return { unit, count, whole };
  }
  return null;
}

function readRow(cells: readonly string[], product: Product): Row[] {
  const [unit, count, whole] = [product.unit, product.count, product.whole].map(({ index }) =>
    cellNumber(cells[index] ?? ''),
  );
  if (!unit || !count || !whole || unit.value === 0 || count.value === 0 || whole.value === 0) return [];
  return [{ cells, product, unit, count, whole }];
}

function isRight({ unit, count, whole }: Row): boolean {
  const slack = 0.5 * 10 ** -whole.decimals + 0.5 * 10 ** -unit.decimals * Math.abs(count.value);
  return Math.abs(unit.value * count.value - whole.value) <= slack + 1e-6;
}

function written({ value, decimals }: WrittenNumber): string {
  return writeNumber(value, decimals);
}
