import { MAX_SEGMENT, type Segment, type SegmentKind } from './segment.ts';
import type { ExtractBlock } from './types.ts';

interface Line {
  text: string;
  start: number;
  end: number;
}

const MAX_CAPTION = 240;
const HEADING = /^#{1,6}[ \t]/u;
const BULLET = /^(?:[-–•*][ \t]|\d{1,2}(?:\.\d{1,2})*[.)][ \t])/u;
const BULLETS = /^(?:[-–—•*][ \t]+)+/u;
const LAST_SENTENCE = /(?:(?<=[.!?][ \t])(?=\p{Lu})|^)[^.!?]*(?:[.!?](?![ \t]\p{Lu})[^.!?]*)*$/u;
const SHORTEST_LEAD = 6;
/** Longest list that is quoted as one, UTF-16 units. */
const MAX_LIST = 500;
const NUMBER = /^[-−–+]?\d[\d\s.,]*$/u;
const POOR_FIELD = /^\*\*(?:\[изображение\]|описание|сущности|распознанный)/iu;
const FLAT_FIELD = /^\*\*(?:текст на чертеже|краткое описание)/iu;
/** «А.Н. Якубовский», «Якубовский А.»: a name under the post that it belongs to. */
const PERSON = /^(?:\p{Lu}\.[ \t]?){1,2}\p{Lu}\p{Ll}+$|^\p{Lu}\p{Ll}+[ \t]\p{Lu}\.(?:[ \t]?\p{Lu}\.)?$/u;

/** Sentences and items of the text between the tables of a block. */
export function textSegments(block: ExtractBlock): Segment[] {
  const segments: Segment[] = [];
  let title: string | null = null;
  let lead: string | null = null;
  let open: Line | null = null;
  let list: Segment | null = null;
  const flush = (isCaption = false) => {
    if (open !== null) {
      if (!isItem(open, lead !== null)) [lead, list] = [null, null];
      if (list !== null) extend(list, open.end);
      const own = lineSegments(block, open, { title, lead, isCaption });
      segments.push(...own);
      lead = leadOf(open) ?? lead;
      const last = own.at(-1);
      if (last !== undefined && leadOf(open) !== null) {
        list = { ...last, kind: 'list' };
        segments.push(list);
      }
    }
    open = null;
  };
  for (const line of linesOf(block.text)) {
    if (line.text.startsWith('|')) {
      const caption = captionOf(open);
      title = caption ?? title;
      flush(caption !== null);
    } else if (open !== null && continues(open, line)) {
      open = { text: block.text.slice(open.start, line.end), start: open.start, end: line.end };
    } else {
      flush();
      if (HEADING.test(line.text)) title = line.text.replace(HEADING, '');
      open = line;
    }
  }
  flush();
  return segments;
}

function lineSegments(
  block: ExtractBlock,
  line: Line,
  { title, lead, isCaption }: { title: string | null; lead: string | null; isCaption: boolean },
): Segment[] {
  const kind = isCaption ? 'label' : kindOf(line.text);
  const above = [title, lead].filter((one) => one !== null && !line.text.includes(one));
  return sentences(block.text, line).map(({ text, start, end }) => {
    return {
      block,
      kind,
      start,
      end,
      own: text,
      name: text,
      heading: above.join(' '),
      title: lead ?? title,
      section: [],
      table: null,
      rows: [],
      keys: [],
    };
  });
}

/** A list grows by an item as long as it can be quoted whole. */
function extend(list: Segment, end: number) {
  if (end - list.start > MAX_LIST) return;
  list.end = end;
  list.own = list.block.text.slice(list.start, end);
  list.name = list.own;
}

/** An item of a list under a line that leads to it, not the next point of the text. */
function isItem({ text }: Line, isLed: boolean): boolean {
  if (isLed && text.endsWith(';') && !/^\d/u.test(text)) return true;
  return /^[-–—•*][ \t]/u.test(text) && !/^(?:[-–—•*][ \t]+)+\d{1,2}(?:\.\d{1,2})*[.)][ \t]/u.test(text);
}

/** The sentence before a list that says what it is a list of: «Количество этажей:». */
function leadOf({ text }: Line): string | null {
  if (!text.endsWith(':') || text.startsWith('**')) return null;
  const tail = text.slice(-MAX_CAPTION - 1);
  const sentence = tail.slice(tail.search(LAST_SENTENCE)).replace(BULLETS, '').slice(0, -1);
  return sentence.length < SHORTEST_LEAD ? null : sentence;
}

function kindOf(line: string): SegmentKind {
  if (HEADING.test(line) || POOR_FIELD.test(line)) return 'label';
  return FLAT_FIELD.test(line) ? 'flat' : 'text';
}

/** The line right above a table names it, and so the notes under the table. */
function captionOf(line: Line | null): string | null {
  if (line === null || line.text.length > MAX_CAPTION || line.text.startsWith('**')) return null;
  return line.text.replace(HEADING, '');
}

function* linesOf(text: string): Generator<Line> {
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end);
    const content = line.trim();
    const from = start + line.length - line.trimStart().length;
    if (content !== '') yield { text: content, start: from, end: from + content.length };
    start = end + 1;
  }
}

/** Recognition breaks formulas out of their sentence, and puts a value on the line below its name. */
function continues(open: Line, line: Line): boolean {
  if (HEADING.test(open.text) || HEADING.test(line.text) || line.text.startsWith('**')) return false;
  if (line.end - open.start > MAX_SEGMENT || BULLET.test(line.text)) return false;
  if (NUMBER.test(line.text)) return true;
  if (PERSON.test(line.text)) return !PERSON.test(open.text);
  return /^[\p{Ll}\\=^,;.<>≥≤(]/u.test(line.text) || (line.text.length <= 60 && /[\\=]/u.test(line.text));
}

/** Not after a short word: «см. лист», «г. Москва». */
const SENTENCE_END = /(?<!(?<!\p{L})\p{L}{1,4})[.!?;][ \t]+(?=[«"(]?\p{Lu}|[-–•][ \t])/gu;
const SHORTEST_SENTENCE = 40;

function sentences(text: string, line: Line): Line[] {
  const parts: Line[] = [];
  let start = line.start;
  for (const found of line.text.matchAll(SENTENCE_END)) {
    const end = line.start + found.index + 1;
    if (end - start < SHORTEST_SENTENCE) continue;
    parts.push(...pieces(text, start, end));
    start = line.start + found.index + found[0].length;
  }
  return [...parts, ...pieces(text, start, line.end)];
}

/** A sentence of more than a screen is cut at spaces. */
function pieces(text: string, start: number, end: number): Line[] {
  const parts: Line[] = [];
  let from = start;
  while (end - from > MAX_SEGMENT) {
    const space = text.lastIndexOf(' ', from + MAX_SEGMENT);
    const to = space > from ? space : from + MAX_SEGMENT;
    parts.push({ text: text.slice(from, to), start: from, end: to });
    from = to;
  }
  if (from < end) parts.push({ text: text.slice(from, end), start: from, end });
  return parts;
}
