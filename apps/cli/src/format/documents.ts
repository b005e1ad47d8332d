import type { Answer } from '@aizoomdoc/client';
import type { getBlock, getDocument, listDocuments, searchBlocks } from '@aizoomdoc/contracts';
import { formatRemarks } from './remarks.ts';
import type { Style } from './style.ts';
import { formatInstant, formatPlace, formatTable, oneLine, plural, shortTitle } from './text.ts';

type Block = Answer<typeof getBlock>;
type Document = Answer<typeof listDocuments>;
type Hit = Answer<typeof searchBlocks>;

const kinds: Record<Block['kind'], string> = { text: 'текст', image: 'картинка', table: 'таблица' };

const matches: Record<Hit['match'], string> = {
  mark: 'точная марка',
  mark_ocr: 'марка с опечаткой распознавания',
  text: '',
};

function formatSize({ page_count, block_count }: Document): string {
  if (page_count === 0) return '';
  const pages = plural(page_count, ['страница', 'страницы', 'страниц']);
  return `${pages}, ${plural(block_count, ['блок', 'блока', 'блоков'])}`;
}

/** «читается, 12 из 40 страниц» */
export function formatProgress({ status, progress }: Document): string {
  const stage = progress?.stage === 'ocr' ? 'распознаётся' : 'читается';
  if (progress === null) return status === 'processing' ? stage : '';
  return `${stage}, ${progress.done} из ${plural(progress.total, ['страницы', 'страниц', 'страниц'])}`;
}

function formatState(document: Document, style: Style): string {
  const { status, error } = document;
  if (status === 'failed') return style.red(`не прочитан: ${error?.message ?? ''}`);
  return style.yellow(formatProgress(document));
}

/** A document on a line of a list. */
export function formatDocumentRow(document: Document, style: Style): string[] {
  const { id, name, title, version, is_demo } = document;
  const short = shortTitle(title);
  const about = [
    short === name ? '' : short,
    version > 1 ? `версия\u00a0${version}` : '',
    is_demo ? 'демо' : '',
  ].filter(Boolean);
  const last = [formatState(document, style), style.dim(about.join(' · '))].filter(Boolean);
  return [id, style.bold(name), formatSize(document), last.join(' · ')];
}

/** A document with its sheets and the remarks about its files. */
export function formatDocument(document: Answer<typeof getDocument>, style: Style): string {
  const rows: [string, string | null][] = [
    ['Документ', style.bold(document.title)],
    ['Идентификатор', document.id],
    ['Шифр', document.cipher],
    ['Стадия', document.stage],
    ['Объект', document.object],
    ['Организация', document.organisation],
    ['Объём', formatSize(document)],
    ['Версия', `${document.version} от ${formatInstant(document.updated_at)}`],
    ['Изменение', document.version_label],
    ['Состояние', formatState(document, style) || 'прочитан'],
    ['Изображения', document.has_pictures ? 'есть' : 'нет: загрузите PDF этого документа'],
  ];
  const known = formatTable(rows.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
  const sheets = document.sheets.map(({ number, title, page }) => [
    `лист\u00a0${number}`,
    style.dim(`стр.\u00a0${page}`),
    title ?? '',
  ]);
  const parts = [known, formatTable(sheets), formatRemarks(document.report, style)];
  return parts.filter(Boolean).join('\n\n');
}

/** A block on a line of a list. */
export function formatBlockRow(block: Block, style: Style): string[] {
  const flags = block.flags.length === 0 ? '' : `${style.yellow(`[${block.flags.join(', ')}]`)} `;
  const text = flags + style.dim(oneLine(plainText(block.text), 90));
  return [block.block_id, formatPlace(block), kinds[block.kind], text];
}

/** A block as a whole. */
export function formatBlock(block: Block, style: Style): string {
  const { block_id, kind, document_title, sheet_title, linked_block_id, flags } = block;
  const about = [formatPlace(block), sheet_title, kinds[kind], shortTitle(document_title)];
  return [
    `${style.bold(block_id)} — ${about.filter(Boolean).join(' — ')}`,
    linked_block_id === null ? '' : style.dim(`Связан с ${linked_block_id}`),
    flags.length === 0 ? '' : style.yellow(`Сомнения: ${flags.join(', ')}`),
    `\n${block.text.trim()}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** A found block: where it is and the words that it was found by. */
export function formatHit(hit: Hit, number: number, style: Style): string {
  const place = `${formatPlace(hit)} — ${shortTitle(hit.document_title)}`;
  const how = [kinds[hit.kind], matches[hit.match]].filter(Boolean).join(', ');
  const head = `${number}. ${style.bold(hit.block_id)} — ${place} ${style.dim(`(${how})`)}`;
  const lines = highlight(hit, style)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s*\|[\s|:-]+\|\s*$/.test(line));
  return [head, ...lines.map((line) => `   ${line.trim()}`)].join('\n');
}

function highlight({ snippet, highlights }: Hit, style: Style): string {
  let text = '';
  let end = 0;
  for (const [from, to] of highlights) {
    text += snippet.slice(end, from) + style.green(snippet.slice(from, to));
    end = to;
  }
  return text + snippet.slice(end);
}

/** Markdown without its marks, for a line of a list. */
function plainText(markdown: string): string {
  return markdown.replaceAll(/[*#>|]|-{3,}/g, ' ');
}
