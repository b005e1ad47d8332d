import { z } from 'zod';
import { Id, Instant, Ok, PageQuery } from './common.ts';
import { defineRoute } from './define-route.ts';

/** Words and phrases that search takes for one another. */
export const Synonym = z
  .object({ id: Id, terms: z.array(z.string()), note: z.string().nullable(), updated_at: Instant })
  .meta({ id: 'Synonym' });

const SynonymInput = z.object({
  terms: z.array(z.string().trim().min(2).max(80)).min(2).max(20),
  note: z.string().trim().max(500).nullish(),
});

const Params = z.object({ synonym_id: Id });

export const listSynonyms = defineRoute({
  id: 'admin.list_synonyms',
  method: 'GET',
  path: '/api/admin/synonyms',
  tag: 'admin',
  summary: 'Синонимы поиска',
  access: 'admin',
  query: PageQuery,
  success: { status: 200, kind: 'list', body: Synonym, description: 'Группы, новые первыми' },
});

export const createSynonym = defineRoute({
  id: 'admin.create_synonym',
  method: 'POST',
  path: '/api/admin/synonyms',
  tag: 'admin',
  summary: 'Добавить синонимы; действуют сразу',
  access: 'admin',
  body: SynonymInput,
  success: { status: 201, kind: 'json', body: Synonym, description: 'Группа' },
});

export const patchSynonym = defineRoute({
  id: 'admin.patch_synonym',
  method: 'PATCH',
  path: '/api/admin/synonyms/{synonym_id}',
  tag: 'admin',
  summary: 'Изменить синонимы',
  access: 'admin',
  params: Params,
  body: SynonymInput.partial(),
  success: { status: 200, kind: 'json', body: Synonym, description: 'Группа' },
  errors: ['synonym_not_found'],
});

export const deleteSynonym = defineRoute({
  id: 'admin.delete_synonym',
  method: 'DELETE',
  path: '/api/admin/synonyms/{synonym_id}',
  tag: 'admin',
  summary: 'Удалить синонимы',
  access: 'admin',
  params: Params,
  success: { status: 200, kind: 'json', body: Ok, description: 'Удалены' },
  errors: ['synonym_not_found'],
});

export const SearchRebuild = z
  .object({ documents: z.number().int(), blocks: z.number().int() })
  .meta({ id: 'SearchRebuild' });

export const rebuildSearch = defineRoute({
  id: 'admin.rebuild_search',
  method: 'POST',
  path: '/api/admin/search/rebuild',
  tag: 'admin',
  summary: 'Перестроить поисковый указатель на всех узлах',
  access: 'admin',
  success: {
    status: 202,
    kind: 'json',
    body: SearchRebuild,
    description: 'Что будет в указателе',
  },
});
