import { plainPage } from '../page.ts';
import { leadingBlockCode, madeBlockCode } from './block-code.ts';
import type { IndexedSource } from './block-index.ts';
import type { Reporter } from './report.ts';
import type { SourceBlock, SourceDocument } from './source.ts';

/** A code a block, unique in the document: its own, or a made one where it has none or an earlier block has the same. */
export function assignCodes(blocks: readonly SourceBlock[], reporter: Reporter): string[] {
  const written = new Set(blocks.flatMap((block) => block.code ?? []));
  const first = new Map<string, SourceBlock>();
  const made = new Set<string>();
  const ordinals = new Map<string, number>();
  const make = (seed: string) => {
    const ordinal = (ordinals.get(seed) ?? 0) + 1;
    ordinals.set(seed, ordinal);
    const code = madeBlockCode(`${seed}\n${ordinal}`, (taken) => written.has(taken) || made.has(taken));
    made.add(code);
    return code;
  };
  return blocks.map((block) => {
    if (block.code === null) return make(`page ${block.page}\n${block.text}`);
    const earlier = first.get(block.code);
    if (earlier === undefined) {
      first.set(block.code, block);
      return block.code;
    }
    const code = make(block.code);
    const same = earlier.text === block.text ? 'тексты совпадают' : 'тексты различаются';
    reporter.add({
      severity: 'warning',
      code: 'duplicate_block_id',
      line: block.line,
      message: `Код ${block.code} уже занят блоком на строке ${earlier.line} (${same}). Сохранены оба: этот блок получил код ${code}. Исправьте код в файле.`,
    });
    return code;
  });
}

/** The twin that `→ XXXX-XXXX-XXX` names, when the document has it. */
export function linkedCodeOf(
  block: SourceBlock,
  at: { code: string; known: ReadonlySet<string> },
  reporter: Reporter,
): string | null {
  for (const [arrow] of block.text.matchAll(/→[ \t]{0,4}\S{11,40}/gu)) {
    const linked = leadingBlockCode(arrow.slice(1).trimStart())?.code;
    if (linked === undefined || linked === at.code) continue;
    if (at.known.has(linked)) return linked;
    reporter.add({
      severity: 'warning',
      code: 'linked_block_missing',
      line: block.line,
      message: `Блок ${at.code} ссылается на блок ${linked}, которого в документе нет. Проверьте код в ссылке.`,
    });
  }
  return null;
}

/** Compares blocks and pages with the index; a page that only the index knows is taken from it. */
export function checkIndex(
  source: SourceDocument,
  index: ReadonlyMap<string, IndexedSource>,
  reporters: { document: Reporter; index: Reporter },
): void {
  const blocks = firstByCode(source.blocks);
  const pairs: PagePair[] = [];
  for (const [code, block] of blocks) {
    const entry = index.get(code);
    if (entry === undefined) {
      if (block.kind === 'image') remarkNotIndexed(reporters.document, block);
    } else if (entry.page !== null) {
      if (block.pageGuessed) takePage(source, block, entry.page);
      pairs.push({ block, entry, page: entry.page });
    }
  }
  remarkPages(pairs, reporters.index);
  for (const entry of index.values())
    if (!blocks.has(entry.code)) remarkNotInDocument(reporters.index, entry);
}

/** Pictures that the index knows, for the blocks that have none. */
export function takeCrops(source: SourceDocument, index: ReadonlyMap<string, IndexedSource>): void {
  for (const block of source.blocks) {
    if (block.code !== null) block.cropUrl ??= index.get(block.code)?.cropUrl ?? null;
  }
}

/** A block of the document beside the page that the index gives it. */
interface PagePair {
  block: SourceBlock;
  entry: IndexedSource;
  page: number;
}

function firstByCode(blocks: readonly SourceBlock[]): Map<string, SourceBlock> {
  const first = new Map<string, SourceBlock>();
  for (const block of blocks) if (block.code !== null && !first.has(block.code)) first.set(block.code, block);
  return first;
}

function takePage(source: SourceDocument, block: SourceBlock, page: number) {
  block.page = page;
  if (!source.pages.has(page)) source.pages.set(page, plainPage(page));
}

function remarkPages(pairs: readonly PagePair[], reporter: Reporter) {
  if (pairs.length > 1 && pairs.every(({ block, page }) => page === block.page + 1)) {
    reporter.add({
      severity: 'info',
      code: 'index_counts_from_one',
      line: null,
      message:
        'Номера page_index в указателе считаются с 1, а не с 0. Страницы взяты из документа, исправлять ничего не нужно.',
    });
    return;
  }
  for (const { block, entry, page } of pairs) {
    if (page === block.page) continue;
    reporter.add({
      severity: 'warning',
      code: 'page_mismatch',
      line: entry.line,
      message: `Блок ${entry.code}: в указателе страница ${page}, в документе — ${block.page}. Взята страница документа; проверьте page_index (счёт с 0).`,
    });
  }
}

function remarkNotIndexed(reporter: Reporter, block: SourceBlock) {
  reporter.add({
    severity: 'warning',
    code: 'block_not_in_index',
    line: block.line,
    message: `Изображения ${block.code} нет в указателе блоков, поэтому картинка неизвестна. Выгрузите «…_blocks.json» заново.`,
  });
}

function remarkNotInDocument(reporter: Reporter, entry: IndexedSource) {
  reporter.add({
    severity: 'warning',
    code: 'index_block_not_in_document',
    line: entry.line,
    message: `Блока ${entry.code} из указателя нет в документе. Проверьте, что оба файла — от одной выгрузки.`,
  });
}
