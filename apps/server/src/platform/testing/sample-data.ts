import type { RouteContract } from '@aizoomdoc/contracts';
import { bundle } from './test-files.ts';
import type { Person } from './test-person.ts';

/** Codes and text of the document that {@link createSamples} imports. */
export const sampleBlock = { code: 'AAAA-BBBB-CCC', text: 'Перемычка А4-14 над дверью ДВ-1, 42 шт.' };

/** One thing of each kind that belongs to a person. */
export interface Samples {
  chat_id: string;
  document_id: string;
  file_id: string;
  user_id: string;
  block_id: string;
}

/** What only some routes ask for. */
export interface PreparedSamples extends Samples {
  /** Node other than the document's. */
  node_id?: string;
  node_file_id?: string;
  username?: string;
  view_id?: string;
  synonym_id?: string;
  prompt_id?: string;
  role_id?: string;
  provider?: string;
  message_id?: string;
}

export async function createSamples(owner: Person): Promise<Samples> {
  const files = bundle({ stem: `sample ${owner.id}`, blocks: [sampleBlock] });
  const imported = await owner.upload('/api/documents/import', files);
  const document_id = imported.body.documents[0].id;
  const file = await owner.upload('/api/files/upload', [{ name: 'Смета.txt', bytes: 'текст' }]);
  const chat_id = await owner.newChat('Образец');
  await owner.post(`/api/chats/${chat_id}/attachments`, { document_id });
  return { chat_id, document_id, file_id: file.body.id, user_id: owner.id, block_id: sampleBlock.code };
}

/** Names nothing. */
const nobody = '0195f000-0000-7000-8000-000000000000';

/** A contract's path with ids in place of its parameters. */
export function pathOf(route: RouteContract, ids: Partial<PreparedSamples> = {}): string {
  const known: Record<string, string | undefined> = {
    page: '1',
    role_id: '1',
    provider: 'openai',
    node_id: ids.document_id,
    ...ids,
  };
  return route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? nobody) + queryOf(route);
}

/** What a route cannot do without in its query. */
function queryOf(route: RouteContract): string {
  const queries: Record<string, string> = {
    'admin.diff_role_versions': '?from=1&to=1',
    'documents.compare': '?from=1&to=1',
    'documents.compare_pages': '?from=1&to=1',
    'documents.compare_pictures': '?from=1&to=1&before_page=1&after_page=1',
  };
  return queries[route.id] ?? '';
}

/** A body that the route accepts. */
export function bodyOf(route: RouteContract, ids: Partial<PreparedSamples> = {}): unknown {
  const bodies: Record<string, unknown> = {
    'auth.exchange': { static_token: 'azd_unknown' },
    'auth.refresh': { refresh_token: 'azr_unknown' },
    'me.patch_settings': { temperature: 1 },
    'me.put_gemini_key': { api_key: 'test-key-of-a-user' },
    'me.put_key': { api_key: 'test-key-of-a-user' },
    'chats.create': { title: 'Чат' },
    'chats.patch': { title: 'Другое имя' },
    'chats.send': { content: 'Сколько перемычек А4-14?' },
    'chats.edit_message': { content: 'Сколько перемычек А4-15?' },
    'chats.select_branch': { message_id: ids.message_id ?? nobody },
    'chats.attach': { document_id: ids.document_id },
    'documents.import_uploaded': { file_ids: [ids.file_id] },
    'documents.recognise': {},
    'views.create': { page: 1 },
    'views.zoom': { sector: 'B2' },
    'projects.create_node': { name: 'Проект', node_type: 'project' },
    'projects.patch_node': { name: 'Другое имя' },
    'projects.add_file': { file_id: ids.file_id },
    'projects.put_member': { username: ids.username ?? 'Некто', role: 'reader' },
    'admin.create_synonym': { terms: ['одно', 'другое'] },
    'admin.patch_synonym': { terms: ['одно', 'третье'] },
    'admin.create_system_prompt': { name: 'html_ocr', content: 'Читай внимательно.' },
    'admin.patch_system_prompt': { is_active: true },
    'admin.create_role': { name: `Роль ${crypto.randomUUID()}`, content: 'Отвечай кратко.' },
    'admin.patch_role': { is_active: true },
    'admin.patch_system_settings': { history: { max_messages: 10 } },
    'admin.create_user': { username: `Некто ${crypto.randomUUID()}` },
    'admin.patch_user': {},
  };
  return bodies[route.id];
}
