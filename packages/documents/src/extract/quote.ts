import type { RowLayout } from '../bundle/tables.ts';
import { plain } from './plain.ts';
import type { Segment } from './segment.ts';
import type { Run } from './select.ts';
import { createSheetTitles } from './sheet-titles.ts';
import { createHeaderFinder, showTable } from './shown-table.ts';
import { DEFAULT_LENGTH, type ExtractBlock, type ExtractOptions, type Quote } from './types.ts';

type HeaderFinder = ReturnType<typeof createHeaderFinder>;

/** Makes quotes of what was chosen from `blocks`. */
export function createQuoter(blocks: readonly ExtractBlock[], options: ExtractOptions): (run: Run) => Quote {
  const maxLength = options.maxLength ?? DEFAULT_LENGTH;
  const findHeader = createHeaderFinder(blocks);
  const sheetTitleOf = createSheetTitles(blocks);
  return (run) => {
    const [{ segment: first, match }] = run;
    const { block, start } = first;
    const end = Math.min((run.at(-1)?.segment ?? first).end, start + maxLength);
    const text = block.text.slice(start, end);
    return {
      ...(block.documentId === undefined ? {} : { documentId: block.documentId }),
      code: block.code,
      page: block.page,
      sheet: block.sheet,
      text,
      start,
      end,
      ...namesOf(first, sheetTitleOf(block)),
      ...contentOf(run, text, findHeader),
      match,
      score: Math.max(...run.map((one) => one.score)),
    };
  };
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
    const shown = plain(text);
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
