const UNIT_OF_COLUMN =
  /[,(]\s*((?:мм|см|м|кг|т|г|шт|л|п\.?\s?м|м\.?\s?п|м2|м3|м²|м³|компл|кн|мпа|%)\.?)\s*\)?\s*(?=:|$)/iu;
const COUNT_COLUMN = /^(?:кол(?:[-.\s]|ичест)|число|итого$)/iu;
/** «Ед. изм.»: every row has a unit of its own. */
const COLUMN_OF_UNITS = /^ед(?:\.|иниц)/iu;
const BARE_NUMBER = /^[-−+]?\d[\d\s]*(?:[.,]\d+)?$/u;

const TOTAL_LABEL = /^(?:общий )?(?:итог|всего)/iu;

/** A sum told in words, its name and its values in whichever cells recognition put them: «Итого на этаже: 675,0». */
export function readTotal(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.flatMap((row) => row.map((cell, column) => ({ cell, column })));
  const filled = cells.filter(({ cell }) => cell !== '');
  const names = filled
    .filter(({ cell }) => !BARE_NUMBER.test(cell))
    .map(({ cell }) => cell.replace(/:$/u, ''));
  const values = filled
    .filter(({ cell }) => BARE_NUMBER.test(cell))
    .map(({ cell, column }) => readRow(column === 0 ? [] : [header[column] ?? ''], [cell]));
  const name = names.some((one) => TOTAL_LABEL.test(one)) ? names : ['Итого', ...names];
  return [name.join(', '), values.join('; ')].filter((part) => part !== '').join(' — ');
}

/** A row told in words: the column's name with each value, and the column's unit after a bare number. */
export function readRow(header: readonly string[], cells: readonly string[]): string {
  const units = header.findIndex((name) => COLUMN_OF_UNITS.test(name));
  const own = cells[units] ?? '';
  const parts = cells.flatMap((cell, column) => {
    if (cell === '' || (own !== '' && column === units)) return [];
    const name = header[column] ?? '';
    const isCounted = own !== '' && COUNT_COLUMN.test(name);
    const unit = BARE_NUMBER.test(cell) ? (isCounted ? own : unitOfColumn(name)) : '';
    const label = name
      .replace(UNIT_OF_COLUMN, '')
      .replace(/: (\p{Lu})(?=\p{Ll})/u, (_, first: string) => `, ${first.toLowerCase()}`)
      .trim();
    return [`${label === '' ? '' : `${label}: `}${cell}${unit === '' ? '' : ` ${unit}`}`];
  });
  return parts.join('; ');
}

/** The unit that a column's name tells: «Площадь, м2» → «м²», «Кол.» → «шт»; empty where it tells none. */
export function unitOfColumn(name: string): string {
  const unit = UNIT_OF_COLUMN.exec(name)?.[1];
  if (unit === undefined) return COUNT_COLUMN.test(name) ? 'шт' : '';
  return unit.replace(/^м2$/iu, 'м²').replace(/^м3$/iu, 'м³');
}
