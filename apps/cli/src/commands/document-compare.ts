import type { Client } from '@aizoomdoc/client';
import { comparePages, comparePictures, compareVersions, getDocument } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import { CliError, usageError } from '../errors.ts';
import { formatChange, formatPair, formatPictures } from '../format/checks.ts';
import type { Style } from '../format/style.ts';
import { formatTable } from '../format/text.ts';
import { collectAll, collectPages, formatMore, type Paging, pagingOptions } from '../paging.ts';
import { count, flag, optional, required } from '../parameters.ts';
import { resolveDocument } from '../references.ts';
import { transferTimeout } from './files.ts';

interface Sides {
  params: { document_id: string };
  versions: { from: number; to: number; to_document_id: string | undefined };
}

const compare = defineCommand({
  path: 'document compare',
  summary: 'сравнить две версии документа или два документа',
  details:
    'Обычно сравниваются две последние версии; два документа — их текущие. «--pictures» совмещает изображения страницы ' +
    'и её пары и называет области, где они различаются.',
  arguments: {
    document: required('<document>', 'идентификатор, шифр или название документа'),
    other: optional('[other]', 'другой документ, который считать новым'),
  },
  options: {
    from: count('--from <N>', 'прежняя версия'),
    to: count('--to <N>', 'новая версия'),
    page: count('--page <N>', 'только эта страница новой версии'),
    pages: flag('--pages', 'только пары страниц и сколько в каждой различий'),
    pictures: flag('--pictures', 'изображения: нужна --page'),
    ...pagingOptions,
  },
  examples: ['document compare 133/23-ГК-АР4', 'document compare АР4 --from 1 --to 2 --page 9 --pictures'],
  async run({ client, output }, { document, other, from, to, page, pages, pictures, ...paging }) {
    const connected = await client();
    const sides = await sidesOf(connected, { document, other, from, to });
    if (pictures) return picturesOf(connected, sides, page);
    if (pages) return pairsOf(connected, sides, paging);
    return changesOf(connected, { sides, page, paging, style: output.style });
  },
});

interface Named {
  document: string;
  other: string | undefined;
  from: number | undefined;
  to: number | undefined;
}

async function sidesOf(client: Client, { document, other, from, to }: Named): Promise<Sides> {
  const current = async (document_id: string) =>
    (await client.call(getDocument, { params: { document_id } })).version;
  const document_id = await resolveDocument(client, document);
  if (other !== undefined) {
    const to_document_id = await resolveDocument(client, other);
    const versions = {
      from: from ?? (await current(document_id)),
      to: to ?? (await current(to_document_id)),
      to_document_id,
    };
    return { params: { document_id }, versions };
  }
  const last = to ?? (await current(document_id));
  const first = from ?? last - 1;
  if (first >= 1)
    return { params: { document_id }, versions: { from: first, to: last, to_document_id: undefined } };
  throw new CliError('one_version', 'У документа одна версия: сравнивать не с чем.', {
    hint: 'Загрузите его изменённым ещё раз или назовите второй документ.',
  });
}

async function changesOf(
  client: Client,
  { sides, page, paging, style }: { sides: Sides; page: number | undefined; paging: Paging; style: Style },
) {
  const { params, versions } = sides;
  const found = await collectPages(
    (query) => client.list(compareVersions, { params, query: { ...query, ...versions, page } }),
    paging,
  );
  const text = found.items.map((change) => formatChange(change, style)).join('\n');
  return { json: found, text: text === '' ? 'Различий нет.' : text + formatMore(found.next) };
}

async function pairsOf(client: Client, { params, versions }: Sides, paging: Paging) {
  const found = await collectPages(
    (query) => client.list(comparePages, { params, query: { ...query, ...versions } }),
    paging,
  );
  return { json: found, text: formatTable(found.items.map(formatPair)) + formatMore(found.next) };
}

async function picturesOf(client: Client, { params, versions }: Sides, page: number | undefined) {
  if (page === undefined) throw usageError('Назовите страницу новой версии: --page N.');
  const pairs = await collectAll((query) =>
    client.list(comparePages, { params, query: { ...query, ...versions } }),
  );
  const before_page = pairs.find(({ after }) => after === page)?.before;
  if (before_page == null)
    throw new CliError('page_has_no_pair', `У страницы ${page} нет пары в прежней версии.`, {
      hint: 'Пары страниц: document compare … --pages',
    });
  const query = { ...versions, before_page, after_page: page };
  const found = await client.call(comparePictures, { params, query, timeout: transferTimeout });
  return { json: found, text: formatPictures(found) };
}

export const compareCommands = [compare];
