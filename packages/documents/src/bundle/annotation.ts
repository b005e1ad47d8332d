import { htmlToMarkdown } from '../html/html-to-markdown.ts';
import type { BlockKind, Box, PageStamp } from '../model.ts';
import { plainPage } from '../page.ts';
import { leadingBlockCode } from './block-code.ts';
import { describeImage, readStampData, withPdfText } from './image-description.ts';
import { jsonErrorOffset } from './json-error.ts';
import { createLineFinder, field, lineAt, listField, textField } from './json-value.ts';
import { readDescription, readOcrContent } from './ocr-content.ts';
import { numberPages } from './page-numbers.ts';
import { sheetsOf } from './page-stamps.ts';
import { boxOf, polygonOf } from './region.ts';
import type { Reporter } from './report.ts';
import { emptySource, namedTitle, type SourceBlock, type SourceDocument, sourceBlock } from './source.ts';

const KINDS: ReadonlyMap<unknown, BlockKind> = new Map([
  ['text', 'text'],
  ['image', 'image'],
  ['table', 'table'],
]);
/** The annotating program counts pixels at 300 dpi. */
const POINTS_PER_PIXEL = 72 / 300;
const MAX_PAGE = 99_999;

/**
 * Reads `*_annotation.json` or `*_result.json`: frames, groups, links, stamps and texts; the prompts that it carries along are left out. `known`
 * tells the pages of blocks that a surer file places; `complete`: the file lists pages without blocks too, as annotations do. `null`, with an error in the report, when it is no such file.
 */
export function readAnnotation(
  text: string,
  reporter: Reporter,
  { known = new Map(), complete = false }: { known?: ReadonlyMap<string, number>; complete?: boolean } = {},
): SourceDocument | null {
  const root = parseRoot(text, reporter);
  if (root === undefined) return null;
  const written = Array.isArray(field(root, 'pages')) ? listField(root, 'pages') : null;
  if (written === null) {
    reporter.add({
      severity: 'error',
      code: 'annotation_without_pages',
      line: 1,
      message: 'В файле разметки нет списка «pages». Выгрузите его заново.',
    });
    return null;
  }
  const result = emptySource();
  result.title = namedTitle(textField(root, 'pdf_path')?.split(/[\\/]/u).at(-1) ?? null);
  const numbering = numberPages(
    written.map((page) => {
      const blocks = listField(page, 'blocks');
      return {
        number: pageNumber(field(page, 'page_number')),
        indexes: blocks.flatMap((block) => pageNumber(field(block, 'page_index')) ?? []),
        ids: blocks.flatMap((block) => codeOf(block) ?? []),
      };
    }),
    { known, complete },
  );
  if (!numbering.certain && written.length > 0) remarkNumbering(reporter, numbering.pages[0] ?? 1);
  const lineOf = createLineFinder(text);
  for (const [at, page] of written.entries())
    readPage({ result, reporter, lineOf }, page, Math.min(MAX_PAGE, numbering.pages[at] ?? 1));
  result.sheets = sheetsOf(result);
  return result;
}

function parseRoot(text: string, reporter: Reporter): unknown {
  try {
    return JSON.parse(text);
  } catch {
    reporter.add({
      severity: 'error',
      code: 'broken_json',
      line: lineAt(text, Math.min(jsonErrorOffset(text), text.trimEnd().length)),
      message: 'Файл разметки не читается как JSON. Исправьте эту строку или выгрузите файл заново.',
    });
    return undefined;
  }
}

const pageNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_PAGE ? value : null;

function codeOf(block: unknown): string | null {
  const id = field(block, 'id');
  if (typeof id !== 'string') return null;
  const code = leadingBlockCode(id);
  return code?.length === id.length ? code.code : null;
}

interface Reading {
  result: SourceDocument;
  reporter: Reporter;
  lineOf: (piece: string) => number | null;
}

function readPage(reading: Reading, page: unknown, number: number) {
  const { result } = reading;
  const model = result.pages.get(number) ?? plainPage(number);
  result.pages.set(number, model);
  const [width, height] = [field(page, 'width'), field(page, 'height')];
  if (typeof width === 'number' && typeof height === 'number' && width > 0 && height > 0) {
    model.size ??= { width: rounded(width * POINTS_PER_PIXEL), height: rounded(height * POINTS_PER_PIXEL) };
  }
  for (const block of listField(page, 'blocks')) {
    const { found, stamp } = readBlock(reading, block, number);
    result.blocks.push(found);
    if (stamp === null) continue;
    const bbox = found.category === 'stamp' ? found.bbox : (model.stamp?.bbox ?? null);
    model.stamp = { ...stamp, bbox };
  }
}

const rounded = (points: number) => Math.round(points * 100) / 100;

function readBlock(
  { reporter, lineOf }: Reading,
  block: unknown,
  page: number,
): { found: SourceBlock; stamp: PageStamp | null } {
  const id = field(block, 'id');
  const line = (typeof id === 'string' ? lineOf(JSON.stringify(id)) : null) ?? 1;
  const code = codeOf(block);
  if (code === null) remarkBadId(reporter, line);
  const bbox = boxOf(field(block, 'coords_norm'));
  if (bbox === null) remarkNoBox(reporter, line, code);
  const kind = KINDS.get(field(block, 'block_type')) ?? 'text';
  const content = contentOf(block, kind, code);
  const linked = leadingBlockCode(textField(block, 'linked_block_id') ?? '');
  const score = field(field(block, 'ocr_meta'), 'match_score');
  const stamp = readStampData(field(block, 'stamp_data')) ?? content.stamp;
  return {
    stamp,
    found: sourceBlock({
      code,
      kind,
      page,
      line,
      text: content.text,
      bbox,
      polygon: polygonIn(block, bbox),
      category: textField(block, 'category_code'),
      group: textField(block, 'group_name') ?? textField(block, 'group_id'),
      confidence: typeof score === 'number' && score >= 0 && score <= 100 ? score / 100 : null,
      linkedCode: linked?.code ?? null,
      cropUrl: textField(block, 'crop_url') ?? content.cropUrl,
    }),
  };
}

function polygonIn(block: unknown, bbox: Box | null): [number, number][] | null {
  if (bbox === null) return null;
  return polygonOf(field(block, 'polygon_points'), field(block, 'coords_px'), bbox);
}

interface Content {
  text: string;
  stamp: PageStamp | null;
  cropUrl: string | null;
}

/** The best text that the file has for a block, from the most structured to the least. */
function contentOf(block: unknown, kind: BlockKind, code: string | null): Content {
  const html = textField(block, 'ocr_html');
  const ocr = textField(block, 'ocr_text');
  const recognised = html === null ? null : readOcrContent(html, kind, code);
  const described = describeImage(field(block, 'ocr_json')) ?? (ocr === null ? null : readDescription(ocr));
  const text = described?.text ?? recognised?.text ?? (ocr === null ? '' : plainText(ocr));
  const hint = textField(block, 'hint');
  const whole = hint === null ? text : [text, `**Подсказка:** ${hint}`].filter(Boolean).join('\n\n');
  return {
    text: withPdfText(whole, textField(block, 'pdfplumber_text')),
    stamp: described?.stamp ?? recognised?.stamp ?? null,
    cropUrl: recognised?.cropUrl ?? null,
  };
}

const plainText = (text: string) => (/<\/?[a-z][^<>]*>/iu.test(text) ? htmlToMarkdown(text) : text.trim());

function remarkNumbering(reporter: Reporter, first: number) {
  reporter.add({
    severity: 'info',
    code: 'page_numbering_assumed',
    line: null,
    message: `По файлу не видно, считает ли он страницы с 0 или с 1; первая страница в нём принята за страницу ${first}. Добавьте к документу PDF или «…_document.md», и страницы будут сверены.`,
  });
}

function remarkBadId(reporter: Reporter, line: number) {
  reporter.add({
    severity: 'warning',
    code: 'bad_block_id',
    line,
    message:
      'Код блока отсутствует или не читается; блоку дан новый код. Нужен код вида XXXX-XXXX-XXX или UUID.',
  });
}

function remarkNoBox(reporter: Reporter, line: number, code: string | null) {
  reporter.add({
    severity: 'warning',
    code: 'block_without_box',
    line,
    message: `У блока ${code ?? 'без кода'} нет верных координат coords_norm, поэтому на странице он не показывается. Выгрузите разметку заново.`,
  });
}
