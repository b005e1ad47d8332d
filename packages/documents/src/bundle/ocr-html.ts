import { scanHtml } from '../html/scan-html.ts';
import type { BlockKind } from '../model.ts';
import { plainPage } from '../page.ts';
import { readHeadLine } from './markers.ts';
import { cropCode, type OcrContent, readOcrContent } from './ocr-content.ts';
import { richerStamp, sheetsOf } from './page-stamps.ts';
import type { Reporter } from './report.ts';
import { emptySource, namedTitle, type SourceDocument, sourceBlock } from './source.ts';

const HEADER = /^Блок\s*#?\d*\s*\(стр\.?\s*(\d{1,6})\)(?:.*?Тип:\s*(\p{L}+))?(?:.*?ID:\s*([A-Z0-9-]+))?/iu;
const KINDS: ReadonlyMap<string, BlockKind> = new Map([
  ['text', 'text'],
  ['image', 'image'],
  ['table', 'table'],
]);

/** Whether a text is the recognition's HTML and not some page with blocks. */
export function isOcrHtml(text: string): boolean {
  if (!/<div[^>]{0,200}class=["']?block[\s"']/iu.test(text)) return false;
  return /Блок\s{0,3}#\d{1,6}\s{0,3}\(стр/iu.test(text) || /<p>\s{0,20}BLOCK:/u.test(text);
}

/** What came before the first block, and where every block starts. */
interface Outline {
  heads: string[];
  starts: { offset: number; classes: string }[];
}

/**
 * Reads `*_ocr.html` of both generations. Blocks are told apart by their opening tags only, so whatever stands inside one cannot end it. `codes` of other
 * files of the document complete the ids that the old generation cuts short.
 */
export function readOcrHtml(html: string, reporter: Reporter, codes: Iterable<string> = []): SourceDocument {
  const result = emptySource();
  const outline = readOutline(html);
  readHeads(outline.heads, result);
  const known = byStart(codes);
  let line = 1;
  let counted = 0;
  for (const [at, { offset, classes }] of outline.starts.entries()) {
    for (
      let next = html.indexOf('\n', counted);
      next !== -1 && next < offset;
      next = html.indexOf('\n', next + 1)
    )
      line += 1;
    counted = offset;
    const kindByClass = KINDS.get(/block-type-(\w+)/u.exec(classes)?.[1] ?? '');
    const end = outline.starts[at + 1]?.offset ?? html.length;
    const content = readOcrContent(html.slice(offset, end), kindByClass ?? 'text');
    addBlock({ result, reporter, known }, { content, line, kind: kindByClass ?? null });
  }
  if (outline.starts.length === 0) remarkNoBlocks(reporter);
  result.sheets = sheetsOf(result);
  return result;
}

function readOutline(html: string): Outline {
  const outline: Outline = { heads: [], starts: [] };
  let head = '';
  let title = false;
  scanHtml(html, {
    open(name, attributes, offset) {
      const classes = attributes.get('class') ?? '';
      if (name === 'div' && /(?:^|\s)block(?:\s|$)/u.test(classes)) outline.starts.push({ offset, classes });
      else if (name === 'title') title = true;
    },
    close(name) {
      if (outline.starts.length > 0) return;
      if (name === 'title') title = false;
      if (head.trim() !== '')
        outline.heads.push(`${name === 'h1' ? '# ' : ''}${head.replace(/\s+/gu, ' ').trim()}`);
      head = '';
    },
    text(data) {
      if (outline.starts.length === 0 && !title && head.length < 10_000) head += data;
    },
  });
  return outline;
}

function readHeads(heads: readonly string[], result: SourceDocument) {
  for (const line of heads) {
    const head = readHeadLine(line);
    if (head?.type === 'title') result.title ??= namedTitle(head.title);
    else if (head?.type === 'generated') result.generatedAt = head.at;
  }
}

interface Reading {
  result: SourceDocument;
  reporter: Reporter;
  /** Codes that other files of the document give. */
  known: KnownCodes;
}

interface FoundBlock {
  content: OcrContent;
  line: number;
  kind: BlockKind | null;
}

function addBlock({ result, reporter, known }: Reading, { content, line, kind }: FoundBlock) {
  const header = HEADER.exec(content.header);
  const before = result.blocks.at(-1)?.page ?? 1;
  const page = Math.max(1, header === null ? before : Number(header[1]));
  if (header === null) remarkNoPage(reporter, line);
  const code = content.code ?? codeOf(content, header?.[3] ?? '', known);
  if (code === null) remarkNoCode(reporter, line);
  if (content.brokenJson) remarkBrokenJson(reporter, line, code);
  const model = result.pages.get(page) ?? plainPage(page);
  result.pages.set(page, model);
  // A page's own stamp outweighs one that was copied to it.
  if (content.stamp !== null && (model.stamp === null || !content.stampInherited))
    model.stamp = richerStamp(model.stamp, content.stamp);
  result.blocks.push(
    sourceBlock({
      code,
      kind: kind ?? KINDS.get(header?.[2]?.toLowerCase() ?? '') ?? 'text',
      page,
      line,
      text: content.text,
      pageGuessed: header === null,
      linkedCode: content.linkedCode,
      cropUrl: content.cropUrl,
    }),
  );
}

/** Codes by how they start. */
type KnownCodes = ReadonlyMap<string, string[]>;

/** Ids are cut after their eighth sign; fewer than six would say too little. */
const SHORTEST_START = 6;

function byStart(codes: Iterable<string>): KnownCodes {
  const starts = new Map<string, string[]>();
  for (const code of codes) {
    const start = code.slice(0, SHORTEST_START).toUpperCase();
    const alike = starts.get(start) ?? [];
    alike.push(code);
    starts.set(start, alike);
  }
  return starts;
}

/** The code that the crop is named by, or the only known one that starts as the header's does. */
function codeOf(content: OcrContent, written: string, known: KnownCodes): string | null {
  const byCrop = content.cropUrl === null ? null : cropCode(content.cropUrl);
  if (byCrop !== null) return byCrop;
  const start = written.toUpperCase();
  if (start.length < SHORTEST_START) return null;
  const alike = known.get(start.slice(0, SHORTEST_START)) ?? [];
  const matches = alike.filter((code) => code.toUpperCase().startsWith(start));
  return matches.length === 1 ? (matches[0] ?? null) : null;
}

function remarkNoBlocks(reporter: Reporter) {
  reporter.add({
    severity: 'error',
    code: 'no_blocks',
    line: null,
    message: 'В файле нет ни одного блока распознавания (div.block). Выгрузите «…_ocr.html» заново.',
  });
}

function remarkNoPage(reporter: Reporter, line: number) {
  reporter.add({
    severity: 'warning',
    code: 'bad_page_number',
    line,
    message:
      'В заголовке блока не читается страница («Блок #1 (стр. 2)»); принята страница предыдущего блока. Проверьте файл.',
  });
}

function remarkNoCode(reporter: Reporter, line: number) {
  reporter.add({
    severity: 'warning',
    code: 'block_without_id',
    line,
    message:
      'Код блока отсутствует или обрезан, и восстановить его не по чему; блоку дан новый код. Добавьте к документу «…_annotation.json».',
  });
}

function remarkBrokenJson(reporter: Reporter, line: number, code: string | null) {
  reporter.add({
    severity: 'warning',
    code: 'broken_json_in_block',
    line,
    message: `Описание картинки${code === null ? '' : ` ${code}`} оборвано или испорчено; сохранено всё, что читается. Распознайте блок заново.`,
  });
}
