const UNIT_OF_COLUMN =
  /[,(]\s*((?:мм|см|м|кг|т|г|шт|л|п\.?\s?м|м\.?\s?п|м2|м3|м²|м³|компл|кн|мпа|%)\.?)\s*\)?\s*(?=:|$)/iu;
const COUNT_COLUMN = /^(?:кол(?:[-.\s]|ичест)|число|итого$)/iu;
const BARE_NUMBER = /^[-−+]?\d[\d\s]*(?:[.,]\d+)?$/u;

/** A row told in words: the column's name with each value, and the column's unit after a bare number. */
export function readRow(header: readonly string[], cells: readonly string[]): string {
  const parts = cells.flatMap((cell, column) => {
    if (cell === '') return [];
    const name = header[column] ?? '';
    const unit = BARE_NUMBER.test(cell) ? unitOf(name) : '';
    const label = name.replace(UNIT_OF_COLUMN, '').trim();
    return [`${label === '' ? '' : `${label}: `}${cell}${unit === '' ? '' : ` ${unit}`}`];
  });
  return parts.join('; ');
}

function unitOf(name: string): string {
  const unit = UNIT_OF_COLUMN.exec(name)?.[1];
  if (unit === undefined) return COUNT_COLUMN.test(name) ? 'шт' : '';
  return unit.replace(/^м2$/iu, 'м²').replace(/^м3$/iu, 'м³');
}
