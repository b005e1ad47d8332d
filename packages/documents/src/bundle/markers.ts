import type { BlockKind, DocumentStamp } from '../model.ts';
import { leadingBlockCode } from './block-code.ts';
import { readStampLine } from './stamp-line.ts';

/** `## СТРАНИЦА 9`; `number` is `null` where it cannot be read. */
export interface PageMarker {
  type: 'page';
  number: number | null;
}

/** `### BLOCK [TEXT]: XXXX-XXXX-XXX`. */
export interface BlockMarker {
  type: 'block';
  /** As written: «TEXT», «FOO»; `null` where there are no brackets. */
  kindWord: string | null;
  kind: BlockKind | null;
  code: string | null;
  /** What stands in place of a code that is none. */
  badCode: string | null;
  /** UTF-16 units of the line that belong to the marker; the rest is text of the block. */
  length: number;
}

/** Lines between the head of a page and its first block. */
export type SheetMarker =
  | { type: 'sheet'; number: string | null; total: number | null }
  | { type: 'sheet_title'; title: string };

/** Lines above the first page. */
export type HeadMarker =
  | { type: 'title'; title: string }
  | { type: 'generated'; at: string | null }
  | { type: 'stamp'; stamp: DocumentStamp };

/** No marker is longer: a longer line is text, and the patterns below never meet it. */
const MAX_MARKER_LENGTH = 400;
const MAX_HEAD_LENGTH = 4000;
const MAX_PAGE_NUMBER = 99_999;

const PAGE = /^#{1,3}[ \t]*страница(?:[ \t]+|(?=№)|$)(?:№[ \t]*)?(\d*)(.?)/iu;
const BLOCK = /^#{1,6}[ \t]*block[ \t]*(?:\[([^\]]*)\])?[ \t]*(:?)[ \t]*/iu;
const SHEET = /^\*\*лист:?\*\*:?[ \t]*(.*)$/iu;
const SHEET_TITLE = /^\*\*наименование листа:?\*\*:?[ \t]*(.*)$/iu;
const TOTAL = /\(из (\d{1,5})\)$/u;
const GENERATED = /^сгенерировано:[ \t]*(.*)$/iu;
const STAMP = /^\*\*штамп:?\*\*:?[ \t]*(.*)$/iu;
const KINDS: ReadonlyMap<string, BlockKind> = new Map([
  ['TEXT', 'text'],
  ['IMAGE', 'image'],
  ['TABLE', 'table'],
]);

/** A line that starts a page or a block, wherever it stands. */
export function readBorder(line: string): PageMarker | BlockMarker | null {
  if (!line.startsWith('#')) return null;
  return readPage(line.slice(0, MAX_MARKER_LENGTH)) ?? readBlock(line.slice(0, MAX_MARKER_LENGTH));
}

/** A line about the sheet that the page shows. */
export function readSheetLine(line: string): SheetMarker | null {
  if (!line.startsWith('**') || line.length > MAX_HEAD_LENGTH) return null;
  const title = SHEET_TITLE.exec(line)?.[1]?.trim();
  if (title !== undefined) return { type: 'sheet_title', title };
  const value = SHEET.exec(line)?.[1]?.trim();
  if (value === undefined) return null;
  const total = TOTAL.exec(value);
  const number = (total === null ? value : value.slice(0, total.index)).trim();
  return {
    type: 'sheet',
    number: /^[-–—]?$/u.test(number) ? null : number,
    total: total === null ? null : Number(total[1]),
  };
}

/** A line of the document's head. */
export function readHeadLine(line: string): HeadMarker | null {
  if (line.length > MAX_HEAD_LENGTH) return null;
  if (/^#[ \t]/u.test(line)) return { type: 'title', title: line.slice(1).trim() };
  const generated = GENERATED.exec(line)?.[1];
  if (generated !== undefined) return { type: 'generated', at: readTime(generated) };
  const stamp = STAMP.exec(line)?.[1];
  return stamp === undefined ? null : { type: 'stamp', stamp: readStamp(stamp) };
}

function readPage(line: string): PageMarker | null {
  const found = PAGE.exec(line);
  if (found === null) return null;
  const [, digits = '', next = ''] = found;
  if (digits === '') return next === '' ? { type: 'page', number: null } : null;
  const number = Number(digits);
  return { type: 'page', number: number >= 1 && number <= MAX_PAGE_NUMBER ? number : null };
}

function readBlock(line: string): BlockMarker | null {
  const found = BLOCK.exec(line);
  if (found === null) return null;
  const rest = line.slice(found[0].length);
  const code = leadingBlockCode(rest);
  const kindWord = found[1]?.trim() ?? null;
  // «### Block diagram» is a heading: a marker has brackets, a colon, a code or nothing at all.
  if (kindWord === null && found[2] === '' && code === null && rest !== '') return null;
  const badCode = code === null ? (/^\S+/u.exec(rest)?.[0] ?? null) : null;
  return {
    type: 'block',
    kindWord,
    kind: KINDS.get(kindWord?.toUpperCase() ?? '') ?? null,
    code: code?.code ?? null,
    badCode,
    length: found[0].length + (code?.length ?? badCode?.length ?? 0),
  };
}

/** `2026-01-27 14:29:46 UTC` → ISO 8601. */
function readTime(value: string): string | null {
  const found = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?[ \t]*(?:UTC|Z)?$/u.exec(value.trim());
  const time = found === null ? Number.NaN : Date.parse(`${found[1]}T${found[2]}Z`);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function readStamp(value: string): DocumentStamp {
  const fields = readStampLine(value);
  return {
    cipher: fields.get('шифр') ?? null,
    stage: fields.get('стадия') ?? null,
    object: fields.get('объект') ?? null,
    organisation: fields.get('организация') ?? null,
  };
}
