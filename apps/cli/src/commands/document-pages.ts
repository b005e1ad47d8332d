import type { Answer as Got } from '@aizoomdoc/client';
import { listPages, listVersions, recognisePages, rereadBlock } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import { usageError } from '../errors.ts';
import { formatBlock, formatDocument, formatProgress } from '../format/documents.ts';
import { formatInstant, formatNumber, formatTable, plural } from '../format/text.ts';
import { collectPages, formatMore, pagingOptions } from '../paging.ts';
import { count, flag, optional, required } from '../parameters.ts';
import { resolveDocument } from '../references.ts';
import { transferTimeout } from './files.ts';
import { waitFor } from './wait-documents.ts';

type Page = Got<typeof listPages>;

const documentArgument = required('<document>', 'идентификатор, шифр или название документа');

const layers: Record<NonNullable<Page['text_layer']>, string> = {
  good: 'текст',
  repaired: 'текст исправлен',
  broken: 'текст испорчен',
  none: 'без текста',
  recognised: 'распознан',
};
const recognition: Record<NonNullable<Page['ocr']>, string> = {
  needed: 'ждёт распознавания',
  running: 'распознаётся',
  done: '',
  unavailable: 'распознать нельзя: нет OCR',
  failed: 'распознать не удалось',
};

const points = 72 / 25.4;

function formatPage({ number, sheet, sheet_title, width, height, text_layer, ocr }: Page): string[] {
  const millimetres = (size: number) => formatNumber(Math.round(size / points));
  return [
    `стр.\u00a0${number}`,
    sheet === null ? '' : `лист\u00a0${sheet}`,
    width === null || height === null ? '' : `${millimetres(width)}×${millimetres(height)}\u00a0мм`,
    [text_layer && layers[text_layer], ocr && recognition[ocr]].filter(Boolean).join(', '),
    sheet_title ?? '',
  ];
}

const pages = defineCommand({
  path: 'document pages',
  summary: 'страницы: лист, размер, есть ли текст',
  arguments: { document: documentArgument },
  options: { version: count('--version <N>', 'версия документа (обычно текущая)'), ...pagingOptions },
  async run({ client }, { document, version, ...paging }) {
    const connected = await client();
    const params = { document_id: await resolveDocument(connected, document) };
    const found = await collectPages(
      (query) => connected.list(listPages, { params, query: { ...query, version } }),
      paging,
    );
    return { json: found, text: formatTable(found.items.map(formatPage)) + formatMore(found.next) };
  },
});

const versions = defineCommand({
  path: 'document versions',
  summary: 'версии документа, новые первыми',
  arguments: { document: documentArgument },
  options: pagingOptions,
  async run({ client }, { document, ...paging }) {
    const connected = await client();
    const params = { document_id: await resolveDocument(connected, document) };
    const found = await collectPages((query) => connected.list(listVersions, { params, query }), paging);
    const rows = found.items.map(({ number, label, page_count, is_current, created_at }) => [
      `${is_current ? '*' : ' '} ${number}`,
      label ?? '',
      formatInstant(created_at),
      plural(page_count, ['страница', 'страницы', 'страниц']),
    ]);
    return { json: found, text: formatTable(rows) + formatMore(found.next) };
  },
});

const wait = defineCommand({
  path: 'document wait',
  summary: 'ждать, пока документ будет прочитан и распознан',
  arguments: { document: documentArgument },
  async run(context, { document }) {
    const client = await context.client();
    const found = await waitFor(context, await resolveDocument(client, document));
    return { json: found, text: formatDocument(found, context.output.style) };
  },
});

const ocr = defineCommand({
  path: 'document ocr',
  summary: 'распознать страницы без текста',
  arguments: { document: documentArgument },
  options: {
    pages: optional('--pages <1,3-5>', 'эти страницы, есть на них текст или нет'),
    wait: flag('--wait', 'ждать конца'),
  },
  async run(context, { document, pages: wanted, wait: isWaiting }) {
    const client = await context.client();
    const params = { document_id: await resolveDocument(client, document) };
    const body = { pages: wanted === undefined ? undefined : pageNumbers(wanted) };
    const started = await client.call(recognisePages, { params, body });
    if (!isWaiting) return { json: started, text: formatProgress(started) || 'Распознавать нечего.' };
    const found = await waitFor(context, params.document_id);
    return { json: found, text: formatDocument(found, context.output.style) };
  },
});

/** «1,3-5» → 1, 3, 4, 5 */
function pageNumbers(text: string): number[] {
  return text.split(',').flatMap((range) => {
    const [, from, to = from] = /^\s*(\d{1,5})(?:\s*[-–—]\s*(\d{1,5}))?\s*$/.exec(range) ?? [];
    const first = Number(from);
    const length = Number(to) - first + 1;
    if (first >= 1 && length >= 1) return Array.from({ length }, (_, index) => first + index);
    throw usageError(`--pages: нужны номера страниц вида 1,3-5, а не «${text}».`);
  });
}

const reread = defineCommand({
  path: 'document reread',
  summary: 'перечитать блок с картинки',
  arguments: { document: documentArgument, code: required('<code>', 'код блока, например 9CXH-MNAX-4JL') },
  async run({ client, output }, { document, code }) {
    const connected = await client();
    const params = { document_id: await resolveDocument(connected, document), block_id: code.toUpperCase() };
    const block = await connected.call(rereadBlock, { params, timeout: transferTimeout });
    return { json: block, text: formatBlock(block, output.style) };
  },
});

export const pageCommands = [pages, versions, wait, ocr, reread];
