import { findTables } from '../bundle/tables.ts';
import { plainCell } from '../extract/plain.ts';
import type { BlockModel } from '../model.ts';

/** A line of a block in reading order: names of columns, a row, or text between tables. */
export interface Line {
  kind: 'header' | 'row' | 'text';
  /** Without emphasis and tags; one for text. */
  cells: string[];
}

/** Longer lines of text are prose and name no table. */
const MAX_TEXT = 240;

/** What a block says, line by line, so that what recognition put outside a table is still where it was. */
export function linesOf(block: BlockModel): Line[] {
  const layouts = findTables(block.text);
  if (layouts.length === 0) return block.tables.flatMap(tableLines);
  const known = new Map<number, Line>();
  for (const { headerRows, header, rows } of layouts) {
    for (const [at, row] of headerRows.entries()) {
      // The names of a header of two lines are joined; its second line tells nothing more.
      if (at === 0) known.set(row.start, { kind: 'header', cells: clean(header) });
    }
    for (const row of rows) known.set(row.start, { kind: 'row', cells: clean(row.cells) });
  }
  const lines: Line[] = [];
  let start = 0;
  for (const line of block.text.split('\n')) {
    const row = known.get(start) ?? textLine(line);
    if (row !== null) lines.push(row);
    start += line.length + 1;
  }
  return lines;
}

function tableLines({ title, header, rows }: BlockModel['tables'][number]): Line[] {
  return [
    ...(title === null ? [] : [{ kind: 'text' as const, cells: clean([title]) }]),
    ...(header.length === 0 ? [] : [{ kind: 'header' as const, cells: clean(header) }]),
    ...rows.map((cells) => ({ kind: 'row' as const, cells: clean(cells) })),
  ];
}

function textLine(line: string): Line | null {
  const piped = line.trim().startsWith('|');
  const cells = piped ? line.split('|').filter((cell) => /[\p{L}\d]/u.test(cell)) : [line];
  const content = clean([cells.join(' ').replace(/^#{1,6}\s/u, '')])[0] ?? '';
  return content === '' || content.length > MAX_TEXT ? null : { kind: 'text', cells: [content] };
}

function clean(cells: readonly string[]): string[] {
  return cells.map((cell) =>
    plainCell(cell.replace(/<[^<>]{1,20}>/gu, ' ').replace(/\*\*+/gu, ''))
      .replace(/\s+/gu, ' ')
      .trim(),
  );
}
