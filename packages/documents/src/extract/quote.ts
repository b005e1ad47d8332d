import type { RowLayout } from '../bundle/tables.ts';
import { plain } from './plain.ts';
import { isSame } from './sameness.ts';
import type { Scored } from './score.ts';
import type { Segment } from './segment.ts';
import type { Run } from './select.ts';
import { createSheetTitles } from './sheet-titles.ts';
import { createHeaderFinder, showTable } from './shown-table.ts';
import { DEFAULT_LENGTH, type ExtractBlock, type ExtractOptions, type Place, type Quote } from './types.ts';

type HeaderFinder = ReturnType<typeof createHeaderFinder>;

export type Quoter = (run: Run) => Quote;

/** Makes quotes of what was chosen from `blocks`; `scored` holds the other places that may say the same. */
export function createQuoter(
  blocks: readonly ExtractBlock[],
  scored: readonly Scored[],
  options: ExtractOptions,
): Quoter {
  const maxLength = options.maxLength ?? DEFAULT_LENGTH;
  const findHeader = createHeaderFinder(blocks);
  const sheetTitleOf = createSheetTitles(blocks);
  return (run) => {
    const [{ segment: first, match }] = run;
    const { block, start } = first;
    const end = Math.min((run.at(-1)?.segment ?? first).end, start + maxLength);
    const text = block.text.slice(start, end);
    const also = placesOfSame(run, scored);
    return {
      ...placeOf(block),
      text,
      ...(also.length > 0 && { also }),
      start,
      end,
      ...namesOf(first, sheetTitleOf(block)),
      ...contentOf(run, text, findHeader),
      match,
      score: Math.max(...run.map((one) => one.score)),
    };
  };
}

const MAX_SAME = 3;

/** Blocks in which all of a run is said as well, in their order. */
function placesOfSame(run: Run, scored: readonly Scored[]): Place[] {
  const own = run[0].segment.block;
  const saying = run.map((one) => {
    const same = scored.filter((other) => other.segment.block !== own && isSame(one, other));
    return new Set(same.map(({ segment }) => segment.block));
  });
  const [first, ...others] = saying;
  const blocks = [...(first ?? [])].filter((block) => others.every((some) => some.has(block)));
  return blocks
    .sort((one, other) => one.page - other.page)
    .slice(0, MAX_SAME)
    .map(placeOf);
}

function placeOf({ documentId, code, page, sheet }: ExtractBlock): Place {
  return { ...(documentId === undefined ? {} : { documentId }), code, page, sheet };
}

function namesOf({ title, section }: Segment, sheetTitle: string | null) {
  return {
    ...(title === null ? {} : { title: plain(title) }),
    ...(section.length === 0 ? {} : { section: section.join(' / ') }),
    ...(sheetTitle === null ? {} : { sheetTitle }),
  };
}

/** The quote as a reader wants it: a table, or prose where it differs from the text. */
function contentOf(run: Run, text: string, findHeader: HeaderFinder) {
  const [{ segment: first }] = run;
  const rows = run.flatMap(({ segment }) => segment.rows.filter((row) => !namesSection(row, segment)));
  if (rows.length === 0) {
    const shown = first.shown ?? plain(text);
    return shown === text ? {} : { shown };
  }
  const { header, ...table } = showTable(rows, first.table?.header ?? [], (cells) =>
    findHeader(first.block, cells),
  );
  const readings = isTotal(first) && run.length === 1 ? [table.total] : table.readings;
  return { ...(header.length === 0 ? {} : { tableHeader: header }), rows: table.rows, readings };
}

function isTotal({ kind }: Segment): boolean {
  return kind === 'total' || kind === 'table_total';
}

/** The row that only names the section, which stands above the quote anyway. */
function namesSection({ cells }: RowLayout, { section }: Segment): boolean {
  const filled = cells.filter((cell) => cell !== '');
  return filled.length === 0 || (filled.length === 1 && section.includes(filled[0] ?? ''));
}
