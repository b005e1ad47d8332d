import type { BlockKind } from '../model.ts';
import { leadingBlockCode } from './block-code.ts';
import { jsonErrorOffset } from './json-error.ts';
import { createLineFinder, field, lineAt } from './json-value.ts';
import type { Reporter } from './report.ts';

/** One entry of `*_blocks.json`. */
export interface IndexedSource {
  code: string;
  /** From 1; `null` where the entry has no usable `page_index` (which counts from 0). */
  page: number | null;
  kind: BlockKind | null;
  cropUrl: string | null;
  /** Line of the entry's id in the file, from 1. */
  line: number | null;
}

const KINDS: ReadonlyMap<unknown, BlockKind> = new Map([
  ['text', 'text'],
  ['image', 'image'],
  ['table', 'table'],
]);

/** Reads `*_blocks.json` by block code; what is broken in it is reported and left out. */
export function readBlockIndex(text: string, reporter: Reporter): Map<string, IndexedSource> {
  const index = new Map<string, IndexedSource>();
  const entries = parseEntries(text, reporter);
  const lineOf = createLineFinder(text);
  for (const [position, entry] of entries.entries()) {
    const id = field(entry, 'id');
    const code = typeof id === 'string' ? leadingBlockCode(id) : null;
    const line = typeof id === 'string' ? lineOf(JSON.stringify(id)) : null;
    if (typeof id !== 'string' || code?.length !== id.length) {
      remarkBadEntry(reporter, position, line);
    } else if (index.has(code.code)) {
      remarkRepeatedEntry(reporter, code.code, line);
    } else {
      index.set(code.code, readEntry(entry, { code: code.code, line }, reporter));
    }
  }
  return index;
}

function readEntry(
  entry: unknown,
  at: { code: string; line: number | null },
  reporter: Reporter,
): IndexedSource {
  const pageIndex = field(entry, 'page_index');
  const page =
    typeof pageIndex === 'number' && Number.isInteger(pageIndex) && pageIndex >= 0 ? pageIndex + 1 : null;
  if (page === null) {
    reporter.add({
      severity: 'warning',
      code: 'index_bad_page',
      line: at.line,
      message: `У блока ${at.code} в указателе нет целого page_index (счёт с 0); страница взята из документа.`,
    });
  }
  const url = field(entry, 'crop_url');
  const cropUrl = typeof url === 'string' && isPictureAddress(url) ? url : null;
  if (cropUrl === null && url !== undefined && url !== null && url !== '') {
    reporter.add({
      severity: 'warning',
      code: 'index_bad_crop_url',
      line: at.line,
      message: `Адрес картинки блока ${at.code} не читается и пропущен. Нужен адрес http(s) или путь внутри комплекта.`,
    });
  }
  return { ...at, page, kind: KINDS.get(field(entry, 'block_type')) ?? null, cropUrl };
}

/** `http(s)` or a relative path that stays inside the bundle. */
function isPictureAddress(url: string): boolean {
  if (/^https?:\/\//iu.test(url)) return URL.canParse(url);
  return !/^[a-z][a-z0-9+.-]*:|^[/\\]|(?:^|[/\\])\.\.(?:[/\\]|$)/iu.test(url);
}

function parseEntries(text: string, reporter: Reporter): unknown[] {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    const line = lineAt(text, Math.min(jsonErrorOffset(text), text.trimEnd().length));
    reporter.add({
      severity: 'error',
      code: 'broken_json',
      line,
      message:
        'Указатель блоков не читается как JSON. Исправьте эту строку или выгрузите файл заново; документ прочитан без картинок и сверки страниц.',
    });
    return [];
  }
  const blocks = Array.isArray(root) ? root : field(root, 'blocks');
  if (Array.isArray(blocks)) return blocks;
  reporter.add({
    severity: 'error',
    code: 'index_without_blocks',
    line: 1,
    message:
      'В указателе нет списка «blocks». Выгрузите файл заново; документ прочитан без картинок и сверки страниц.',
  });
  return [];
}

function remarkBadEntry(reporter: Reporter, position: number, line: number | null) {
  reporter.add({
    severity: 'warning',
    code: 'index_bad_entry',
    line,
    message: `Запись № ${position + 1} указателя пропущена: нет кода вида XXXX-XXXX-XXX или UUID в поле «id». Исправьте её.`,
  });
}

function remarkRepeatedEntry(reporter: Reporter, code: string, line: number | null) {
  reporter.add({
    severity: 'warning',
    code: 'index_repeated_block',
    line,
    message: `Блок ${code} записан в указателе повторно; взята первая запись. Удалите лишнюю.`,
  });
}
