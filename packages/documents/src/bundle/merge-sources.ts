import type { Box, PageModel } from '../model.ts';
import { plainPage } from '../page.ts';
import { richerStamp, sheetsOf } from './page-stamps.ts';
import type { Reporter } from './report.ts';
import { emptySource, type SourceBlock, type SourceDocument } from './source.ts';

export type PartKind = 'document' | 'result' | 'ocr_html' | 'prepared' | 'annotation' | 'blocks';

/** What one file of a document says. */
export interface SourcePart {
  file: string;
  kind: PartKind;
  source: SourceDocument;
  reporter: Reporter;
}

/** Whose text is the best, first; a later one fills what the earlier ones leave empty. */
const BY_TEXT: readonly PartKind[] = ['document', 'result', 'ocr_html', 'prepared', 'annotation', 'blocks'];
/** Whose frames are those that a person drew, first. */
const BY_FRAME: readonly PartKind[] = ['annotation', 'result', 'document', 'ocr_html', 'prepared', 'blocks'];
/** Frames of one block that lie further apart were drawn differently. */
const SAME_FRAME = 0.005;

/** One document out of what its files say. Where they disagree the report tells whose word was taken; nothing that only one file has is lost. */
export function mergeSources(parts: readonly SourcePart[]): SourceDocument {
  const byText = sortedBy(parts, BY_TEXT);
  const [base] = byText;
  if (base === undefined) return emptySource();
  if (byText.length === 1) return base.source;
  const result = emptySource();
  for (const { source } of byText) {
    result.title ??= source.title;
    result.generatedAt ??= source.generatedAt;
    for (const name of ['cipher', 'stage', 'object', 'organisation'] as const)
      result.stamp[name] ??= source.stamp[name];
  }
  const blocks = new MergedBlocks();
  for (const part of byText) blocks.takeTexts(part);
  const byFrame = sortedBy(parts, BY_FRAME);
  for (const part of byFrame) blocks.takeFrames(part);
  result.blocks = blocks.inOrder();
  mergePages(result, byText, byFrame);
  const numbered = new Set(byText.flatMap(({ source }) => source.sheets.map((sheet) => sheet.page)));
  const written = byText.find(({ source }) => source.sheets.length > 0)?.source.sheets ?? [];
  const pages = new Set(written.map((sheet) => sheet.page));
  const others = sheetsOf(result).filter((sheet) => numbered.has(sheet.page) && !pages.has(sheet.page));
  result.sheets = [...written, ...others].sort((one, other) => one.page - other.page);
  return result;
}

function sortedBy(parts: readonly SourcePart[], order: readonly PartKind[]): SourcePart[] {
  return [...parts].sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

class MergedBlocks {
  private readonly blocks: SourceBlock[] = [];
  private readonly byCode = new Map<string, SourceBlock>();
  private readonly framed = new Map<string, string>();
  private base: SourcePart | null = null;
  private added = false;

  /** Blocks that no earlier part has, and texts where the earlier ones have none. */
  takeTexts(part: SourcePart) {
    const own = new Set<string>();
    let extra = 0;
    for (const block of part.source.blocks) {
      const known = block.code === null || own.has(block.code) ? undefined : this.byCode.get(block.code);
      if (known === undefined) {
        this.add(block);
        extra += 1;
      } else this.fillText(known, block, part);
      if (block.code !== null) own.add(block.code);
    }
    if (this.base !== null) this.compare(part, own, extra);
    this.base ??= part;
  }

  takeFrames(part: SourcePart) {
    for (const block of part.source.blocks) {
      const known = block.code === null ? undefined : this.byCode.get(block.code);
      if (known === undefined || block.code === null) continue;
      if (known !== block) remarkFrame(part, { known, block, from: this.framed.get(block.code) ?? '' });
      if (block.bbox !== null && !this.framed.has(block.code)) {
        known.bbox = block.bbox;
        known.polygon = block.polygon;
        this.framed.set(block.code, part.file);
      }
      known.category ??= block.category;
      known.group ??= block.group;
      known.confidence ??= block.confidence;
      known.linkedCode ??= block.linkedCode;
      known.cropUrl ??= block.cropUrl;
    }
  }

  inOrder(): SourceBlock[] {
    return this.added ? this.blocks.sort((one, other) => one.page - other.page) : this.blocks;
  }

  private add(block: SourceBlock) {
    const copy = { ...block };
    this.blocks.push(copy);
    if (copy.code !== null && !this.byCode.has(copy.code)) this.byCode.set(copy.code, copy);
    this.added ||= this.base !== null;
  }

  private fillText(known: SourceBlock, block: SourceBlock, part: SourcePart) {
    if (known.text === '' && block.text !== '') known.text = block.text;
    if (known.pageGuessed && !block.pageGuessed) {
      known.page = block.page;
      known.pageGuessed = false;
    } else if (known.page !== block.page && !block.pageGuessed) remarkPage(part, known, block);
    if (known.kind !== block.kind) remarkKind(part, known, block);
  }

  private compare(part: SourcePart, own: ReadonlySet<string>, extra: number) {
    const base = this.base?.file ?? '';
    if (extra > 0) remarkExtra(part, base, extra);
    // The index of blocks names pictures only.
    if (part.kind === 'blocks' || part.kind === 'prepared') return;
    const missing = [...this.byCode.keys()].filter((code) => !own.has(code));
    if (missing.length > 0) remarkMissing(part, missing);
  }
}

function mergePages(result: SourceDocument, byText: readonly SourcePart[], byFrame: readonly SourcePart[]) {
  const pageOf = (number: number): PageModel => {
    const page = result.pages.get(number) ?? plainPage(number);
    result.pages.set(number, page);
    return page;
  };
  for (const { source } of byText) {
    for (const page of source.pages.values()) {
      const merged = pageOf(page.number);
      merged.sheet ??= page.sheet;
      merged.sheetTitle ??= page.sheetTitle;
      merged.stamp = richerStamp(merged.stamp, page.stamp);
    }
  }
  for (const { source } of byFrame)
    for (const page of source.pages.values()) pageOf(page.number).size ??= page.size;
}

const apart = (one: Box, other: Box) =>
  one.some((part, at) => Math.abs(part - (other[at] ?? 0)) > SAME_FRAME);

function remarkFrame(
  part: SourcePart,
  { known, block, from }: { known: SourceBlock; block: SourceBlock; from: string },
) {
  if (known.bbox === null || block.bbox === null || from === '' || !apart(known.bbox, block.bbox)) return;
  part.reporter.add({
    severity: 'warning',
    code: 'frame_mismatch',
    line: block.line,
    message: `Рамка блока ${block.code} здесь не такая, как в «${from}». Взята рамка из «${from}»; выгрузите оба файла заново.`,
  });
}

function remarkPage(part: SourcePart, known: SourceBlock, block: SourceBlock) {
  part.reporter.add({
    severity: 'warning',
    code: 'page_mismatch',
    line: block.line,
    message: `Блок ${block.code}: здесь страница ${block.page}, в тексте документа — ${known.page}. Взята страница ${known.page}; проверьте, что файлы от одной выгрузки.`,
  });
}

const KIND_NAMES = { text: 'текст', image: 'изображение', table: 'таблица' };

function remarkKind(part: SourcePart, known: SourceBlock, block: SourceBlock) {
  part.reporter.add({
    severity: 'warning',
    code: 'kind_mismatch',
    line: block.line,
    message: `Блок ${block.code}: здесь это ${KIND_NAMES[block.kind]}, в тексте документа — ${KIND_NAMES[known.kind]}. Взято второе; проверьте, что файлы от одной выгрузки.`,
  });
}

function remarkExtra(part: SourcePart, base: string, count: number) {
  part.reporter.add({
    severity: 'info',
    code: 'blocks_added',
    line: null,
    message: `Блоков, которых нет в «${base}»: ${count}. Они добавлены в документ; проверьте, что файлы от одной выгрузки.`,
  });
}

function remarkMissing(part: SourcePart, codes: readonly string[]) {
  const named = codes.slice(0, 5).join(', ');
  part.reporter.add({
    severity: 'warning',
    code: 'blocks_missing',
    line: null,
    message: `Здесь нет блоков из других файлов документа: ${codes.length} (${named}${codes.length > 5 ? ', …' : ''}). Проверьте, что файлы от одной выгрузки.`,
  });
}
