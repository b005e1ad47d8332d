import type { BlockFlag, BlockKind, TableModel } from '../model.ts';
import { findFloors } from '../search/places.ts';
import { PDF_TEXT_LABEL } from './image-description.ts';

const CODE_SHAPE = '[A-ZА-ЯЁ0-9]{4}-[A-ZА-ЯЁ0-9]{4}-[A-ZА-ЯЁ0-9]{3}';
/** A marker of another block inside the text; OCR leaves of «BLOCK:» no more than «СК:» or «ОСК:», in letters of either alphabet. */
const LEAKED = new RegExp(
  `(?:BLOCK[^\\n]{0,20}?|(?<![\\p{L}\\d])(?:[LЛ]?[ОO]?[СC][КK]|ID))[ \\t]{0,3}[:.][ \\t]{0,3}${CODE_SHAPE}`,
  'u',
);
/** Marks the text that recognition read off a picture, after the fields that a vision model wrote. */
const OCR_LABEL = '**Распознанный OCR текст на чертеже:**';
const FIELD = /^\*\*[^*\n]{1,80}\*\*/gmu;
const FOREIGN_WINDOW = 400;
const DESCRIPTION_WINDOW = 4000;

const MAX_PERIOD = 12;
const MIN_LOOP_LENGTH = 90;
const LONG_LINE = 400;
/** A recogniser that is less certain was wrong often enough. */
const SURE = 0.8;
/** Numbers without a word that recognition may leave of a drawing. */
const MAX_SCRAP = 24;

/** What is known about a block whose text is judged. */
export interface FlaggedBlock {
  text: string;
  tables: readonly TableModel[];
  /** Title of the sheet that the block stands on. */
  sheetTitle: string | null;
  kind: BlockKind;
  /** What the linked block is; `null` where there is none. */
  twin: BlockKind | null;
  /** 0–1; `null` where the recogniser gives none. */
  confidence: number | null;
}

/** Reasons to distrust the text of a block. */
export function flagsOf(block: FlaggedBlock): BlockFlag[] {
  const flags: BlockFlag[] = [];
  const twin = block.kind !== 'image' && block.twin === 'image';
  if (twin && isScrap(block.text)) flags.push('empty_twin');
  else if (isEmpty(block.text)) flags.push('empty');
  if (LEAKED.test(block.text)) flags.push('leaked_marker');
  if (hasLoop(recognised(block.text))) flags.push('repetition');
  if (hasForeignText(block)) flags.push('foreign_text');
  if (block.confidence !== null && block.confidence < SURE) flags.push('low_confidence');
  return flags;
}

/** Nothing but field labels, table borders and punctuation. */
function isEmpty(text: string): boolean {
  return !/[\p{L}\d]/u.test(text.replace(FIELD, ''));
}

/** No word at all, and at most a few stray numbers. */
function isScrap(text: string): boolean {
  const content = text
    .replace(FIELD, '')
    .replace(/[|\s:-]+/gu, ' ')
    .trim();
  return isEmpty(text) || (content.length <= MAX_SCRAP && !/\p{L}{2}/u.test(content));
}

/** Recognised text about another floor than the picture shows, or a table of another floor than the sheet's. */
function hasForeignText({ text, tables, sheetTitle }: FlaggedBlock): boolean {
  const sheet = floorsIn(sheetTitle ?? '');
  if (tables.some((table) => disjoint(sheet, floorsIn(table.title ?? '')))) return true;
  const at = text.indexOf(OCR_LABEL);
  if (at === -1) return false;
  return disjoint(
    floorsIn(text.slice(0, Math.min(at, DESCRIPTION_WINDOW))),
    floorsIn(text.slice(at, at + FOREIGN_WINDOW)),
  );
}

const floorsIn = (text: string): Set<string> => new Set(findFloors(text).map(({ term }) => term));

/** Both name floors, and none in common. */
function disjoint(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size > 0 && other.size > 0 && ![...one].some((floor) => other.has(floor));
}

/** Without the text of the PDF itself, in which marks repeat as often as they are drawn. */
function recognised(text: string): string {
  const at = text.indexOf(PDF_TEXT_LABEL);
  return at === -1 ? text : text.slice(0, at);
}

/** A cycle of lines, or of words inside one long line, that an OCR model could not leave. */
function hasLoop(text: string): boolean {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const content = line.trim().replace(/\*+/gu, '*');
    if (content !== '') lines.push(content);
    if (content.length > LONG_LINE && repeats(content.split(' '), 6)) return true;
  }
  return repeats(lines, 3);
}

/** Whether some cycle of up to `MAX_PERIOD` items stands `times` times in a row and is long enough to be no accident. */
function repeats(items: readonly string[], times: number): boolean {
  for (let period = 1; period <= MAX_PERIOD; period++) {
    let run = 0;
    let length = 0;
    for (let at = period; at < items.length; at++) {
      const same = items[at] === items[at - period];
      run = same ? run + 1 : 0;
      length = same ? length + (items[at]?.length ?? 0) : 0;
      if (run >= period * (times - 1) && length >= MIN_LOOP_LENGTH) return true;
    }
  }
  return false;
}
