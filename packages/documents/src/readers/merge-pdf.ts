import { madeBlockCode } from '../bundle/block-code.ts';
import { richerStamp } from '../bundle/page-stamps.ts';
import type { Reporter } from '../bundle/report.ts';
import type { BlockModel, Box, DocumentModel, PageModel } from '../model.ts';

/** A block of the PDF lies in a frame when so much of it does. */
const INSIDE = 0.6;
/** A block of the PDF is news when less of it lies in the frames of the page. */
const COVERED = 0.3;

/**
 * The bundle's document with what its PDF adds: sizes of pages, pages and blocks that the bundle has not, and the text of frames that nobody recognised.
 * The bundle's own texts stay.
 */
export function mergePdf(
  bundle: DocumentModel | null,
  pdf: DocumentModel | null,
  reporter: Reporter,
): DocumentModel | null {
  if (bundle === null || pdf === null) return bundle ?? pdf;
  const byPage = Map.groupBy(pdf.blocks, ({ page }) => page);
  const framed = Map.groupBy(bundle.blocks, ({ page }) => page);
  const codes = new Set(bundle.blocks.map(({ code }) => code));
  const blocks = bundle.blocks.map((block) => withPdfText(block, byPage.get(block.page) ?? []));
  for (const block of pdf.blocks) {
    if (!isNews(block, framed.get(block.page) ?? [])) continue;
    const code = codes.has(block.code) ? madeBlockCode(block.code, (taken) => codes.has(taken)) : block.code;
    codes.add(code);
    blocks.push({ ...block, code });
  }
  const last = Math.max(0, ...pdf.pages.map(({ number }) => number));
  const beyond = bundle.pages.filter(({ number }) => number > last);
  if (beyond.length > 0 && pdf.pages.length > 0) remarkBeyond(reporter, beyond, last);
  const pages = mergePages(bundle.pages, pdf.pages);
  const sheetPages = new Set(bundle.sheets.map(({ page }) => page));
  return {
    ...bundle,
    pages,
    sheets: [...bundle.sheets, ...pdf.sheets.filter(({ page }) => !sheetPages.has(page))].sort(
      (one, other) => one.page - other.page,
    ),
    stamp: {
      cipher: bundle.stamp.cipher ?? pdf.stamp.cipher,
      stage: bundle.stamp.stage ?? pdf.stamp.stage,
      object: bundle.stamp.object ?? pdf.stamp.object,
      organisation: bundle.stamp.organisation ?? pdf.stamp.organisation,
    },
    blocks: blocks.sort((one, other) => one.page - other.page),
  };
}

function mergePages(bundle: readonly PageModel[], pdf: readonly PageModel[]): PageModel[] {
  const pages = new Map(bundle.map((page) => [page.number, page]));
  for (const page of pdf) {
    const known = pages.get(page.number);
    pages.set(page.number, {
      ...page,
      sheet: known?.sheet ?? page.sheet,
      sheetTitle: known?.sheetTitle ?? page.sheetTitle,
      stamp: richerStamp(known?.stamp ?? null, page.stamp),
    });
  }
  return [...pages.values()].sort((one, other) => one.number - other.number);
}

/** A frame without text takes the text of the PDF that lies in it. */
function withPdfText(block: BlockModel, found: readonly BlockModel[]): BlockModel {
  const { bbox } = block;
  if (bbox === null || block.text !== '') return block;
  const inside = found.filter(
    (one) => one.text !== '' && one.bbox !== null && shareIn(one.bbox, bbox) >= INSIDE,
  );
  if (inside.length === 0) return block;
  return {
    ...block,
    text: inside.map(({ text }) => text).join('\n\n'),
    tables: inside.flatMap(({ tables }) => tables),
    textSource: inside[0]?.textSource ?? 'pdf',
    flags: [
      ...block.flags.filter((flag) => flag !== 'empty' && flag !== 'empty_twin'),
      ...new Set(inside.flatMap(({ flags }) => flags)),
    ],
  };
}

/** On a page without blocks everything is news; where blocks have no frames nobody can tell. */
function isNews(block: BlockModel, own: readonly BlockModel[]): boolean {
  if (own.length === 0) return true;
  const { bbox } = block;
  if (bbox === null || own.some((one) => one.bbox === null)) return false;
  return own.reduce((sum, one) => sum + (one.bbox === null ? 0 : shareIn(bbox, one.bbox)), 0) < COVERED;
}

/** Share of a box that lies in another. */
function shareIn(box: Box, frame: Box): number {
  const width = Math.min(box[2], frame[2]) - Math.max(box[0], frame[0]);
  const height = Math.min(box[3], frame[3]) - Math.max(box[1], frame[1]);
  const area = (box[2] - box[0]) * (box[3] - box[1]);
  return width <= 0 || height <= 0 || area <= 0 ? 0 : (width * height) / area;
}

function remarkBeyond(reporter: Reporter, beyond: readonly PageModel[], last: number) {
  reporter.add({
    severity: 'warning',
    code: 'pages_beyond_pdf',
    line: null,
    message: `В PDF страниц ${last}, а разметка называет страницу ${beyond.at(-1)?.number}. Проверьте, что файлы от одной выгрузки.`,
  });
}
