import { type Client, type Answer as Got, isApiError } from '@aizoomdoc/client';
import {
  deleteDocument,
  getBlock,
  getDocument,
  listBlocks,
  listDocuments,
  searchBlocks,
} from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import { CliError, exitCodes } from '../errors.ts';
import {
  formatBlock,
  formatBlockRow,
  formatDocument,
  formatDocumentRow,
  formatHit,
} from '../format/documents.ts';
import { formatTable, shortTitle } from '../format/text.ts';
import { confirm } from '../input.ts';
import { collectAll, collectPages, formatMore, pagingOptions } from '../paging.ts';
import { count, flag, optional, optionalOneOf, required, several } from '../parameters.ts';
import { resolveDocument } from '../references.ts';

const documentArgument = required('<document>', 'идентификатор, шифр или название документа');
const documentOption = optional('--document <документ>', 'только в этом документе');
const placeOptions = {
  page: count('--page <N>', 'только эта страница файла'),
  sheet: optional('--sheet <лист>', 'только этот лист («5.1»); номер листа — не номер страницы'),
};

const list = defineCommand({
  path: 'document list',
  summary: 'документы, которые мне видны, новые первыми',
  options: pagingOptions,
  async run({ client, output }, paging) {
    const connected = await client();
    const page = await collectPages((query) => connected.list(listDocuments, { query }), paging);
    const empty = 'Документов нет. Загрузите: aizoomdoc document import ПАПКА';
    const rows = page.items.map((document) => formatDocumentRow(document, output.style));
    return { json: page, text: rows.length === 0 ? empty : formatTable(rows) + formatMore(page.next) };
  },
});

const show = defineCommand({
  path: 'document show',
  summary: 'документ и его листы',
  arguments: { document: documentArgument },
  async run({ client, output }, { document }) {
    const connected = await client();
    const params = { document_id: await resolveDocument(connected, document) };
    const found = await connected.call(getDocument, { params });
    return { json: found, text: formatDocument(found, output.style) };
  },
});

const blocks = defineCommand({
  path: 'document blocks',
  summary: 'блоки документа по порядку чтения',
  arguments: { document: documentArgument },
  options: { ...placeOptions, ...pagingOptions },
  async run({ client, output }, { document, page, sheet, ...paging }) {
    const connected = await client();
    const params = { document_id: await resolveDocument(connected, document) };
    const found = await collectPages(
      (query) => connected.list(listBlocks, { params, query: { ...query, page, sheet } }),
      paging,
    );
    const rows = found.items.map((block) => formatBlockRow(block, output.style));
    const text = rows.length === 0 ? 'Блоков нет.' : formatTable(rows) + formatMore(found.next);
    return { json: found, text };
  },
});

const block = defineCommand({
  path: 'document block',
  summary: 'блок по его коду: где он и что в нём',
  arguments: { code: required('<code>', 'код блока, например 9CXH-MNAX-4JL') },
  options: { document: documentOption, version: count('--version <N>', 'версия документа (обычно текущая)') },
  async run({ client, output }, { code, document, version }) {
    const connected = await client();
    const block_id = code.replace(/^\[(?:.*:)?|\]$/g, '').toUpperCase();
    const find = (document_id: string) =>
      connected.call(getBlock, { params: { document_id, block_id }, query: { version } });
    const found =
      document === undefined
        ? await findBlock(connected, block_id, find)
        : await find(await resolveDocument(connected, document));
    return { json: found, text: formatBlock(found, output.style) };
  },
});

/** Looks for a code in the documents that a search for it names, then in all the others. */
async function findBlock(
  client: Client,
  code: string,
  find: (documentId: string) => Promise<Got<typeof getBlock>>,
): Promise<Got<typeof getBlock>> {
  const { items: hits } = await client.list(searchBlocks, { query: { q: code, limit: 5 } });
  const documents = await collectAll((query) => client.list(listDocuments, { query }));
  const likely = hits.filter((hit) => hit.block_id === code).map((hit) => hit.document_id);
  for (const id of new Set([...likely, ...documents.map((each) => each.id)])) {
    try {
      return await find(id);
    } catch (error) {
      if (!isApiError(error) || error.status !== 404) throw error;
    }
  }
  throw new CliError('block_not_found', `Нет блока с кодом ${code}.`, {
    exitCode: exitCodes.notFound,
    hint: 'Блоки документа: aizoomdoc document blocks ДОКУМЕНТ',
  });
}

const search = defineCommand({
  path: 'document search',
  summary: 'найти блоки по точным маркам и словам',
  details: 'Марка ищется точно: В2 — не В21, но латинская B2 — та же В2.',
  arguments: { words: several('<words...>', 'слова и марки') },
  options: {
    document: documentOption,
    ...placeOptions,
    kind: optionalOneOf('--kind <вид>', ['text', 'image', 'table'], 'только блоки одного вида'),
    ...pagingOptions,
  },
  examples: ['document search перемычки А4-14', 'document search "дверь ДГ 21-9" --sheet 5.1'],
  async run({ client, output }, { words, document, page, sheet, kind, ...paging }) {
    const connected = await client();
    const document_id = document === undefined ? undefined : await resolveDocument(connected, document);
    const wanted = { q: words.join(' '), document_id, page, sheet, kind };
    const limit = paging.limit ?? 10;
    const found = await collectPages(
      (query) => connected.list(searchBlocks, { query: { ...query, ...wanted } }),
      { ...paging, limit },
    );
    const hits = found.items.map((hit, index) => formatHit(hit, index + 1, output.style));
    const text =
      hits.length === 0 ? 'Ничего не нашлось.' : `${hits.join('\n\n')}\n${formatMore(found.next)}`.trimEnd();
    return { json: found, text };
  },
});

const remove = defineCommand({
  path: 'document delete',
  summary: 'удалить свой документ со всеми версиями',
  arguments: { document: documentArgument },
  options: { yes: flag('-y, --yes', 'не спрашивать') },
  async run({ client, output }, { document, yes }) {
    const connected = await client();
    const params = { document_id: await resolveDocument(connected, document, { exact: true }) };
    const { title }: Got<typeof getDocument> = await connected.call(getDocument, { params });
    if (!yes && !output.json) await confirm(`Удалить «${shortTitle(title)}» со всеми версиями?`);
    const answer = await connected.call(deleteDocument, { params });
    return { json: { ...answer, ...params }, text: `Документ удалён: ${shortTitle(title)}` };
  },
});

export const documentCommands = [list, show, blocks, block, search, remove];
