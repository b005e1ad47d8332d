/** A number as written in a table. */
export interface WrittenNumber {
  value: number;
  /** Digits after the comma. */
  decimals: number;
}

const SPACE = '[ \\u00a0\\u202f]';
const NUMBER = new RegExp(`[-−–]?(?:\\d{1,3}(?:${SPACE}\\d{3})+|\\d+)(?:[.,]\\d+)?`, 'u');
const WHOLE_CELL = new RegExp(
  `^(${NUMBER.source})${SPACE}{0,2}(?:мм|см|м|м2|м3|м²|м³|кг|т|шт|п\\.? ?м|м\\.? ?п|компл)?\\.?$`,
  'u',
);
const EACH = new RegExp(`(?<![\\p{L}\\d.,/-])${NUMBER.source}(?![\\p{L}\\d/]|[.,]\\d)`, 'gu');

/** The number that a cell holds and nothing else but its unit; a dash is zero, `null` where the cell is not one number. */
export function cellNumber(cell: string): WrittenNumber | null {
  const content = cell.trim();
  if (/^[-−–—]$/u.test(content)) return { value: 0, decimals: 0 };
  const found = WHOLE_CELL.exec(content)?.[1];
  return found === undefined ? null : parse(found);
}

/** Every number of a text that stands by itself. */
export function numbersIn(text: string): WrittenNumber[] {
  return [...text.matchAll(EACH)].map(([found]) => parse(found));
}

/** As Russian documents write it. */
export function writeNumber(value: number, decimals: number): string {
  return value.toFixed(decimals).replace('.', ',').replace('-', '−');
}

function parse(written: string): WrittenNumber {
  const plain = written.replace(new RegExp(SPACE, 'gu'), '').replace(/[−–]/u, '-').replace(',', '.');
  return { value: Number(plain), decimals: plain.split('.')[1]?.length ?? 0 };
}
