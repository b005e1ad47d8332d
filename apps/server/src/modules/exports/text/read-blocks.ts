import { lexer, type Token, type Tokens } from 'marked';
import { type Block, type Inline, plain, type Table } from './blocks.ts';
import { type Mark, type MarkedText, markText } from './marks.ts';
import { readInlines } from './read-inlines.ts';

export interface ReadOptions {
  marks?: readonly Mark[];
  /** A line's end is a line's end, as people write; else only where Markdown says so. */
  breaks?: boolean;
  /** Pictures that can be shown, by id. */
  pictures?: ReadonlySet<string>;
}

const limits = {
  /** Lists and quotes inside one another; what is deeper is shown as it is written. */
  depth: 8,
  columns: 30,
  rows: 3000,
  /** Read as Markdown at once; what is longer is read in pieces. */
  piece: 100_000,
};

interface Reading {
  marked: MarkedText;
  pictures: ReadonlySet<string>;
  depth: number;
}

/** Markdown of a message as blocks. Any text is fit: what cannot be read as Markdown is shown as it is written. */
export function readBlocks(content: string, options: ReadOptions = {}): Block[] {
  const { marks = [], breaks = false, pictures = new Set() } = options;
  const marked = markText(content, marks);
  return cutIntoPieces(marked.text).flatMap((piece) => {
    try {
      return toBlocks(lexer(piece, { gfm: true, breaks }), { marked, pictures, depth: 0 });
    } catch {
      // The parser calls itself for each level of a nest, and a nest may be made deeper than any stack.
      return asWritten(piece, marked);
    }
  });
}

/** At empty lines where there are any: a table or list longer than that is cut at a line's end. */
function cutIntoPieces(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limits.piece) {
    const window = rest.slice(0, limits.piece);
    const emptyLine = window.lastIndexOf('\n\n');
    const cut =
      emptyLine > limits.piece / 2 ? emptyLine : Math.max(window.lastIndexOf('\n'), window.lastIndexOf(' '));
    const length = cut > 0 ? cut : limits.piece;
    pieces.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  pieces.push(rest);
  return pieces;
}

function asWritten(text: string, marked: MarkedText): Block[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ kind: 'paragraph', inlines: marked.toInlines(line, {}) }));
}

function toBlocks(tokens: readonly Token[], reading: Reading): Block[] {
  if (reading.depth > limits.depth) {
    return asWritten(tokens.map(({ raw }) => raw).join('\n'), reading.marked);
  }
  return tokens.flatMap((token) => toBlock(token, reading));
}

function toBlock(token: Token, reading: Reading): Block[] {
  const { marked } = reading;
  const deeper = { ...reading, depth: reading.depth + 1 };
  switch (token.type) {
    case 'space':
    case 'def':
    // The sign of a task's item is read with its line.
    case 'checkbox':
      return [];
    case 'heading': {
      const { depth, tokens } = token as Tokens.Heading;
      return [{ kind: 'heading', level: depth, inlines: readInlines(tokens, marked) }];
    }
    case 'list':
      return [toList(token as Tokens.List, deeper)];
    case 'blockquote':
      return [{ kind: 'quote', blocks: toBlocks((token as Tokens.Blockquote).tokens, deeper) }];
    case 'code':
      return [{ kind: 'code', text: marked.restore((token as Tokens.Code).text) }];
    case 'hr':
      return [{ kind: 'rule' }];
    case 'table':
      return toTable(token as Tokens.Table, marked);
    case 'html':
      return htmlToBlocks(token.raw, marked);
    default:
      return toParagraphs(token, reading);
  }
}

function toList({ ordered, start, items }: Tokens.List, reading: Reading): Block {
  return {
    kind: 'list',
    ordered,
    start: typeof start === 'number' ? Math.min(start, 1_000_000) : 1,
    items: items.map(({ task, checked, tokens }) => {
      const blocks = toBlocks(tokens, reading);
      const first = blocks[0];
      if (task && first?.kind === 'paragraph') first.inlines.unshift(plain(checked ? '☑ ' : '☐ '));
      return blocks;
    }),
  };
}

/** A picture of the export that stands in a line gets a line of its own. */
function toParagraphs(token: Token, { marked, pictures }: Reading): Block[] {
  const blocks: Block[] = [];
  let line: Token[] = [];
  const finish = () => {
    const inlines = trimBreaks(readInlines(line, marked));
    if (inlines.length > 0) blocks.push({ kind: 'paragraph', inlines });
    line = [];
  };
  const { tokens } = token as Tokens.Generic;
  for (const part of tokens ?? [token]) {
    const id = part.type === 'image' ? pictureId(marked.restore((part as Tokens.Image).href)) : undefined;
    if (id === undefined || !pictures.has(id)) {
      line.push(part);
      continue;
    }
    finish();
    const caption = marked.restore((part as Tokens.Image).text).trim();
    blocks.push({ kind: 'picture', id, caption: caption === '' ? 'рисунок ниже' : caption });
  }
  finish();
  return blocks;
}

function pictureId(address: string): string | undefined {
  return /^(?:https?:\/\/[^/]+)?\/api\/images\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[/?#]|$)/.exec(
    address,
  )?.[1];
}

function trimBreaks(inlines: Inline[]): Inline[] {
  const isBlank = (inline: Inline) =>
    inline.kind === 'break' || (inline.kind === 'text' && inline.text.trim() === '');
  const first = inlines.findIndex((inline) => !isBlank(inline));
  const last = inlines.findLastIndex((inline) => !isBlank(inline));
  return first < 0 ? [] : inlines.slice(first, last + 1);
}

function toTable({ header, rows, align }: Tokens.Table, marked: MarkedText): Block[] {
  const cells = (row: Tokens.TableCell[]) =>
    row.slice(0, limits.columns).map(({ tokens }) => readInlines(tokens, marked));
  const table: Table = {
    kind: 'table',
    header: cells(header),
    rows: rows.slice(0, limits.rows).map(cells),
    align: align.slice(0, limits.columns).map((side) => side ?? 'left'),
  };
  const left = [
    header.length > limits.columns ? `столбцов — ${header.length - limits.columns}` : '',
    rows.length > limits.rows ? `строк — ${rows.length - limits.rows}` : '',
  ].filter(Boolean);
  if (left.length === 0) return [table];
  const note = `Таблица показана не целиком. Не вошло: ${left.join(', ')}.`;
  return [table, { kind: 'paragraph', inlines: [plain(note, { italic: true })] }];
}

function htmlToBlocks(html: string, marked: MarkedText): Block[] {
  const inlines = html
    .trim()
    .split(/<br\s*\/?>|\n/i)
    .flatMap((line): Inline[] => [{ kind: 'break' }, ...marked.toInlines(line, {})]);
  const shown = trimBreaks(inlines);
  return shown.length === 0 ? [] : [{ kind: 'paragraph', inlines: shown }];
}
