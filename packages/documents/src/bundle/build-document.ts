import type { BlockModel, DocumentModel, TableModel } from '../model.ts';
import { plainPage } from '../page.ts';
import { assignCodes, linkedCodeOf } from './assemble.ts';
import { withoutCaptions } from './captions.ts';
import { remarkFlags } from './flag-remarks.ts';
import { flagsOf } from './flags.ts';
import type { Reporter } from './report.ts';
import type { SourceBlock, SourceDocument } from './source.ts';
import { findTables, toTableModel } from './tables.ts';

/**
 * The document out of its source: codes made unique, links resolved both ways, tables found, doubtful texts flagged. `stem` names a document that has
 * no title of its own.
 */
export function buildDocument(source: SourceDocument, stem: string, reporter: Reporter): DocumentModel {
  for (const { page } of source.blocks) if (!source.pages.has(page)) source.pages.set(page, plainPage(page));
  return {
    title: source.title ?? stem,
    generatedAt: source.generatedAt,
    stamp: documentStamp(source),
    pages: [...source.pages.values()].sort((one, other) => one.number - other.number),
    sheets: source.sheets,
    blocks: buildBlocks(source, reporter),
  };
}

/** What the bundle says of the whole document, else what its pages agree on. */
function documentStamp({ stamp, pages }: SourceDocument): DocumentModel['stamp'] {
  const common = (name: keyof DocumentModel['stamp']) => {
    if (stamp[name] !== null) return stamp[name];
    const counts = new Map<string, number>();
    for (const page of pages.values()) {
      const value = page.stamp?.[name] ?? null;
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? null;
  };
  return {
    cipher: common('cipher'),
    stage: common('stage'),
    object: common('object'),
    organisation: common('organisation'),
  };
}

function buildBlocks(source: SourceDocument, reporter: Reporter): BlockModel[] {
  const codes = assignCodes(source.blocks, reporter);
  const texts = source.blocks.map(({ text }) => withoutCaptions(text));
  remarkCaptions(
    reporter,
    texts.reduce((sum, { removed }) => sum + removed, 0),
  );
  const links = linksOf(source.blocks, codes, reporter);
  const kinds = new Map(source.blocks.map(({ kind }, at) => [codes[at] ?? '', kind]));
  return source.blocks.map((block, at) => {
    const code = codes[at] ?? '';
    const page = source.pages.get(block.page);
    const text = texts[at]?.text ?? '';
    const tables: TableModel[] = findTables(text).map(toTableModel);
    const linkedCode = links.get(code) ?? null;
    const flags = flagsOf({
      text,
      tables,
      sheetTitle: page?.sheetTitle ?? null,
      kind: block.kind,
      twin: linkedCode === null ? null : (kinds.get(linkedCode) ?? null),
      confidence: block.confidence,
    });
    remarkFlags(reporter, { code, line: block.line, flags });
    return {
      code,
      kind: block.kind,
      page: block.page,
      sheet: page?.sheet ?? null,
      text,
      tables,
      bbox: block.bbox,
      polygon: block.polygon,
      category: block.category,
      group: block.group,
      textSource: block.textSource,
      confidence: block.confidence,
      linkedCode,
      cropUrl: block.code === code || block.code === null ? block.cropUrl : null,
      flags,
    };
  });
}

/** The twin of each block: the one that it names, by a field or by an arrow, or the one that names it. */
function linksOf(
  blocks: readonly SourceBlock[],
  codes: readonly string[],
  reporter: Reporter,
): Map<string, string> {
  const known = new Set(codes);
  const links = new Map<string, string>();
  for (const [at, block] of blocks.entries()) {
    const linked = ownLink(block, { code: codes[at] ?? '', known }, reporter);
    if (linked !== null) links.set(codes[at] ?? '', linked);
  }
  // Only a field is mutual: an arrow in a text merely points.
  for (const [at, { linkedCode }] of blocks.entries())
    if (linkedCode !== null && known.has(linkedCode) && !links.has(linkedCode))
      links.set(linkedCode, codes[at] ?? '');
  return links;
}

function ownLink(
  block: SourceBlock,
  at: { code: string; known: ReadonlySet<string> },
  reporter: Reporter,
): string | null {
  const linked = block.linkedCode;
  if (linked !== null && linked !== at.code) {
    if (at.known.has(linked)) return linked;
    remarkLost(reporter, { code: at.code, linked, line: block.line });
  }
  return linkedCodeOf(block, at, reporter);
}

function remarkLost(
  reporter: Reporter,
  { code, linked, line }: { code: string; linked: string; line: number },
) {
  reporter.add({
    severity: 'warning',
    code: 'linked_block_missing',
    line,
    message: `Блок ${code} ссылается на блок ${linked}, которого в документе нет. Проверьте код в ссылке.`,
  });
}

function remarkCaptions(reporter: Reporter, removed: number) {
  if (removed === 0) return;
  reporter.add({
    severity: 'info',
    code: 'captions_removed',
    line: null,
    message: `Распознавание придумало к рисункам английские подписи «Image: …»; они убраны (${removed}). Исправлять ничего не нужно.`,
  });
}
