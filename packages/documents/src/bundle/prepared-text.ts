import { plainPage } from '../page.ts';
import { leadingBlockCode } from './block-code.ts';
import { describeImage, withPdfText } from './image-description.ts';
import { field, textField } from './json-value.ts';
import { findJson } from './loose-json.ts';
import { cropCode } from './ocr-content.ts';
import type { Reporter } from './report.ts';
import { emptySource, type SourceBlock, type SourceDocument, sourceBlock } from './source.ts';
import { textBlocks } from './text-blocks.ts';
import { tidyMarkdown } from './tidy-markdown.ts';
import { hasStamp, writtenStamp } from './written-stamp.ts';

const FENCE = /^[ \t]{0,3}`{3,}[ \t]{0,9}(json)?[ \t]{0,9}$/gimu;
const COMMENT_START = /<[!]--[ \t]*BLOCK_ID/iu;
const COMMENT = /<[!]--[ \t]*(BLOCK_ID|END_BLOCK)[ \t]*:?[ \t]*([^\s>]{0,60}?)[ \t]*-->/giu;

/** Whether a Markdown text is the «подготовленный» kind: pictures as fenced JSON, or blocks between comments. */
export function isPreparedText(text: string): boolean {
  return (
    COMMENT_START.test(text) ||
    /```[ \t]*json[ \t]*\n[ \t]*\{[\s\S]{0,400}?"(?:doc_metadata|analysis)"/u.test(text)
  );
}

/** A stretch of the text: prose, a picture, or a block between comments. */
interface Stretch {
  kind: 'prose' | 'json' | 'block';
  start: number;
  text: string;
  code: string | null;
}

/**
 * Reads a «подготовленный» Markdown. A picture takes its page from `doc_metadata` and its code from the name of its crop; prose has neither ids nor
 * pages, so it gets made codes and the likeliest page (see `placeProse`).
 */
export function readPreparedText(text: string, reporter: Reporter): SourceDocument {
  const result = emptySource();
  let line = 1;
  let counted = 0;
  for (const stretch of stretches(text)) {
    for (
      let next = text.indexOf('\n', counted);
      next !== -1 && next < stretch.start;
      next = text.indexOf('\n', next + 1)
    )
      line += 1;
    counted = stretch.start;
    if (stretch.kind === 'prose') addProse(result, stretch.text, line);
    else if (stretch.kind === 'json') addPictures({ result, reporter }, stretch.text, line);
    else if (stretch.text.trim() !== '' || stretch.code !== null)
      result.blocks.push(guessed(stretch.code, stretch.text.trim(), line));
  }
  placeProse(result);
  takeStamps(result);
  if (result.blocks.some((block) => block.pageGuessed)) {
    reporter.add({
      severity: 'info',
      code: 'pages_assumed',
      line: null,
      message:
        'В файле не указаны страницы текста; они определены по соседним картинкам и могут быть неточны. Загрузите вместе с ним PDF или «…_annotation.json».',
    });
  }
  return result;
}

const guessed = (code: string | null, text: string, line: number) =>
  sourceBlock({ code, kind: 'text', page: 1, line, text, pageGuessed: true });

/** A line that begins or ends a stretch. */
interface Border {
  start: number;
  end: number;
  type: 'json' | 'fence' | 'block' | 'end_block';
  code: string | null;
}

function bordersOf(text: string): Border[] {
  const fences = [...text.matchAll(FENCE)].map(
    (found): Border => ({
      start: found.index,
      end: found.index + found[0].length,
      type: found[1] === undefined ? 'fence' : 'json',
      code: null,
    }),
  );
  const comments = [...text.matchAll(COMMENT)].map(
    (found): Border => ({
      start: found.index,
      end: found.index + found[0].length,
      type: found[1]?.toUpperCase() === 'BLOCK_ID' ? 'block' : 'end_block',
      code: leadingBlockCode(found[2] ?? '')?.code ?? null,
    }),
  );
  return [...fences, ...comments].sort((one, other) => one.start - other.start);
}

/** Inside JSON only its own fence counts, inside a block only comments; what nobody closes ends where the next of its kind begins. */
function* stretches(text: string): Generator<Stretch> {
  let open: Pick<Stretch, 'kind' | 'start' | 'code'> = { kind: 'prose', start: 0, code: null };
  for (const { start, end, type, code } of bordersOf(text)) {
    const passed = {
      prose: type === 'fence' || type === 'end_block',
      json: type === 'block' || type === 'end_block',
      block: type === 'fence' || type === 'json',
    }[open.kind];
    if (passed) continue;
    yield { ...open, text: text.slice(open.start, start) };
    const kind = type === 'json' || type === 'block' ? type : 'prose';
    open = { kind, start: end, code };
  }
  yield { ...open, text: text.slice(open.start) };
}

function addProse(result: SourceDocument, text: string, line: number) {
  for (const block of textBlocks(tidyMarkdown(text)))
    result.blocks.push(guessed(null, block.text, line + block.line - 1));
}

function addPictures(
  { result, reporter }: { result: SourceDocument; reporter: Reporter },
  json: string,
  line: number,
) {
  const { objects, rest, broken } = findJson(json);
  if (broken) {
    reporter.add({
      severity: 'warning',
      code: 'broken_json_in_block',
      line,
      message:
        'Описание картинки в JSON не читается; сохранён его текст как есть. Исправьте его или подготовьте документ заново.',
    });
  }
  for (const object of objects) {
    const uri = textField(field(object, 'image'), 'uri');
    const meta = field(object, 'doc_metadata');
    const page = field(meta, 'page');
    const isPage = typeof page === 'number' && Number.isInteger(page) && page >= 1 && page < 100_000;
    const described = describeImage(object);
    const hint = textField(meta, 'operator_hint');
    const head = [described?.text ?? '', hint === null ? '' : `**Подсказка:** ${hint}`]
      .filter(Boolean)
      .join('\n\n');
    const text = withPdfText(head, textField(object, 'raw_pdfplumber_text'));
    result.blocks.push(
      sourceBlock({
        code: uri === null ? null : cropCode(uri),
        kind: 'image',
        page: isPage ? page : 1,
        pageGuessed: !isPage,
        line,
        text: text === '' ? JSON.stringify(object, null, 1) : text,
        cropUrl: uri,
      }),
    );
  }
  if (rest !== '') result.blocks.push(guessed(null, rest, line));
}

/**
 * Prose between the pictures of one page is of that page. Where the page changes it is of a later one, as a sheet's text stands before its pictures and
 * ends with its title block: every title block further up is one page less, down to the page after the pictures above.
 */
function placeProse(result: SourceDocument) {
  const { blocks } = result;
  let before = 0;
  for (let at = 0; at < blocks.length; at++) {
    if (!blocks[at]?.pageGuessed) {
      before = blocks[at]?.page ?? before;
      continue;
    }
    const rest = blocks.slice(at).findIndex((block) => !block.pageGuessed);
    const end = rest === -1 ? blocks.length : at + rest;
    placeGap(blocks.slice(at, end), { before, after: blocks[end]?.page ?? null });
    at = end - 1;
  }
  for (const { page } of blocks) if (!result.pages.has(page)) result.pages.set(page, plainPage(page));
}

function placeGap(gap: readonly SourceBlock[], { before, after }: { before: number; after: number | null }) {
  let stamps = 0;
  for (const block of gap.toReversed()) {
    if (hasStamp(block.text)) stamps += 1;
    const latest = after === null || after < before ? before : after - Math.max(0, stamps - 1);
    block.page = Math.max(1, latest, after === before || after === null ? before : before + 1);
  }
}

/** Sheets by the title blocks in the text. */
function takeStamps(result: SourceDocument) {
  for (const block of result.blocks) {
    const stamp = block.kind === 'text' ? writtenStamp(block.text) : null;
    const page = result.pages.get(block.page);
    if (stamp === null || page === undefined || page.sheet !== null) continue;
    page.sheet = stamp.sheet;
    result.sheets.push({ number: stamp.sheet, total: stamp.total, title: null, page: page.number });
  }
}
