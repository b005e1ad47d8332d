import { alignedTable, type TextRow } from './aligned-table.ts';
import { type Paragraph, paragraphsOf, type TypeNorms } from './paragraphs.ts';
import { overlapY, unionOf } from './rect.ts';
import type { Region } from './region.ts';
import type { TextLine } from './text-lines.ts';

/** A block longer than this is cut between paragraphs, so that a citation lights up a part of the page. */
const longestBlock = 1600;
/** A heading starts a block unless the one before is as short as this. */
const shortestBlock = 120;

/** Lines of one column, from the top, as blocks of text and tables without rulings. */
export function textRegions(lines: readonly TextLine[], norms: TypeNorms): Region[] {
  const regions: Region[] = [];
  let prose: TextRow[] = [];
  const flush = () => {
    regions.push(...blocksOf(paragraphsOf(prose, norms)));
    prose = [];
  };
  const rows = rowsOf(lines);
  for (let at = 0; at < rows.length; ) {
    const found = alignedTable(rows, at);
    if (found === null) {
      const row = rows[at];
      if (row !== undefined) prose.push(row);
      at++;
      continue;
    }
    flush();
    const { rect, markdown, words } = found.table;
    regions.push({ kind: 'table', rect, text: markdown, words, category: null });
    at = found.end;
  }
  flush();
  return regions;
}

function rowsOf(lines: readonly TextLine[]): TextRow[] {
  const rows: TextRow[] = [];
  for (const line of [...lines].sort((a, b) => a.y0 - b.y0)) {
    const row = rows.at(-1);
    const peer = row?.lines[0];
    const level =
      peer !== undefined && overlapY(peer, line) > 0.5 * Math.min(peer.y1 - peer.y0, line.y1 - line.y0);
    if (row !== undefined && level) row.lines.push(line);
    else rows.push({ lines: [line] });
  }
  for (const row of rows) row.lines.sort((a, b) => a.x0 - b.x0);
  return rows;
}

function blocksOf(paragraphs: readonly Paragraph[]): Region[] {
  const blocks: Paragraph[][] = [];
  let length = 0;
  for (const paragraph of paragraphs) {
    const block = blocks.at(-1);
    const bodied = block?.some(({ kind }) => kind !== 'heading') ?? false;
    const full = length + paragraph.text.length > longestBlock && bodied;
    const newTopic = paragraph.kind === 'heading' && bodied && length >= shortestBlock;
    if (block === undefined || full || newTopic) {
      blocks.push([paragraph]);
      length = 0;
    } else {
      block.push(paragraph);
    }
    length += paragraph.text.length;
  }
  return blocks.map((block) => ({
    kind: 'text',
    rect: unionOf(block),
    text: markdownOf(block),
    words: block.flatMap(({ lines }) => lines.flatMap((line) => line.words)),
    category: null,
  }));
}

function markdownOf(paragraphs: readonly Paragraph[]): string {
  let text = '';
  let last: Paragraph | null = null;
  for (const paragraph of paragraphs) {
    const joiner = last === null ? '' : last.kind === 'item' && paragraph.kind === 'item' ? '\n' : '\n\n';
    text += joiner + (paragraph.kind === 'heading' ? `#### ${paragraph.text}` : escaped(paragraph.text));
    last = paragraph;
  }
  return text;
}

/** What Markdown would read as a heading or a row of a table. */
function escaped(text: string): string {
  return /^[#|]/u.test(text) ? `\\${text}` : text;
}
