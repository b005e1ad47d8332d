import { createSynonym, deleteSynonym, listSynonyms, rebuildSearch } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import { formatTable, plural } from '../format/text.ts';
import { collectAll, collectPages, formatMore, pagingOptions } from '../paging.ts';
import { optional, required, several } from '../parameters.ts';
import { isId, pickByName } from '../references.ts';

const list = defineCommand({
  path: 'admin synonyms list',
  summary: 'слова, которые поиск считает одним',
  options: pagingOptions,
  async run({ client, output }, paging) {
    const connected = await client();
    const found = await collectPages((query) => connected.list(listSynonyms, { query }), paging);
    const rows = found.items.map(({ id, terms, note }) => [
      id,
      terms.join(' = '),
      output.style.dim(note ?? ''),
    ]);
    return {
      json: found,
      text: rows.length === 0 ? 'Синонимов нет.' : formatTable(rows) + formatMore(found.next),
    };
  },
});

const add = defineCommand({
  path: 'admin synonyms add',
  summary: 'добавить группу синонимов; действует сразу',
  arguments: { terms: several('<terms...>', 'два слова или больше; выражение возьмите в кавычки') },
  options: { note: optional('--note <текст>', 'пояснение') },
  examples: ['admin synonyms add ГКЛ гипсокартон "лист гипсокартонный"'],
  async run({ client }, { terms, note }) {
    const group = await (await client()).call(createSynonym, { body: { terms, note } });
    return { json: group, text: `${group.id}  ${group.terms.join(' = ')}` };
  },
});

const remove = defineCommand({
  path: 'admin synonyms delete',
  summary: 'удалить группу синонимов',
  arguments: { group: required('<group>', 'идентификатор группы или слово из неё') },
  async run({ client }, { group: wanted }) {
    const connected = await client();
    const groups = isId(wanted) ? [] : await collectAll((query) => connected.list(listSynonyms, { query }));
    const synonym_id = isId(wanted)
      ? wanted
      : pickByName(groups, wanted, {
          notFound: 'Нет группы с таким словом',
          code: 'synonym_not_found',
          hint: 'Синонимы: aizoomdoc admin synonyms list',
          names: ({ terms }) => terms,
          exact: true,
        }).id;
    const answer = await connected.call(deleteSynonym, { params: { synonym_id } });
    return { json: { ...answer, synonym_id }, text: 'Синонимы удалены.' };
  },
});

const rebuild = defineCommand({
  path: 'admin search rebuild',
  summary: 'перестроить поисковый указатель',
  async run({ client }) {
    const found = await (await client()).call(rebuildSearch);
    const documents = plural(found.documents, ['документ', 'документа', 'документов']);
    return {
      json: found,
      text: `Перестраивается: ${documents}, ${plural(found.blocks, ['блок', 'блока', 'блоков'])}.`,
    };
  },
});

export const adminSearchCommands = [list, add, remove, rebuild];
