import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Answer } from '@aizoomdoc/client';
import type {
  createChat,
  createUser,
  getBlock,
  getChat,
  getDocument,
  getMe,
  importDocuments,
  listAudit,
  listMessages,
  listRoles,
  listUsers,
  patchUser,
  searchBlocks,
  uploadFile,
} from '@aizoomdoc/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBundle } from './testing/bundle.ts';
import { createTestCli, type TestCli } from './testing/cli.ts';
import { bundleProgram } from './testing/program.ts';
import { startTestServer, type TestServer } from './testing/server.ts';

interface List<Item> {
  items: Item[];
  next: string | null;
}

let server: TestServer;
let cli: TestCli;
let documentId: string;

beforeAll(async () => {
  server = await startTestServer();
  cli = await createTestCli(await bundleProgram(server.folder));
  await cli.run(['login', '--server', server.url], { stdin: server.adminToken });
  const bundle = await writeBundle(cli.folder);
  const { documents } = await cli.json<Answer<typeof importDocuments>>(['document', 'import', bundle]);
  documentId = documents[0]?.id ?? '';
});

afterAll(async () => {
  await cli.close();
  await server.close();
});

describe('account and settings', () => {
  it('me, health', async () => {
    const me = await cli.json<Answer<typeof getMe> & { server: string }>(['me']);
    expect(me).toMatchObject({ server: server.url, user: { username: 'admin', role: 'admin' } });
    expect((await cli.run(['me'])).stdout).toMatch(/^Пользователь {2,}admin \(администратор\)$/m);
    expect(await cli.json(['health'])).toMatchObject({ status: 'ok', parts: { database: { status: 'ok' } } });
  });

  it('settings show, set-model, list-roles, set-role by name, by number and none', async () => {
    expect((await cli.run(['settings', 'set-model', 'complex'])).stdout).toContain('complex — тщательный');
    const { items } = await cli.json<List<Answer<typeof listRoles>>>(['settings', 'list-roles']);
    expect(items.map(({ name }) => name)).toContain('Экономист');
    expect((await cli.run(['settings', 'set-role', 'экономист'])).stdout).toMatch(/^Роль +Экономист$/m);
    const numbered = await cli.json(['settings', 'set-role', String(items[0]?.id)]);
    expect(numbered).toMatchObject({ settings: { selected_role_prompt_id: items[0]?.id } });
    expect((await cli.run(['settings', 'set-role', 'дирижёр'])).code).toBe(4);
    await cli.run(['settings', 'set-role', 'none']);
    expect(await cli.json(['settings', 'show'])).toMatchObject({
      settings: { model_profile: 'complex', selected_role_prompt_id: null },
    });
  });

  it('set-key takes the key from stdin, and nothing gives it back', async () => {
    const key = 'AIza-test-key-0123456789';
    const set = await cli.run(['settings', 'set-key'], { stdin: `${key}\n` });
    expect(set).toEqual({ code: 0, stdout: 'Ключ Gemini сохранён.\n', stderr: '' });
    const shown = await cli.run(['settings', 'show', '--json']);
    expect(JSON.parse(shown.stdout)).toMatchObject({ gemini_api_key_configured: true });
    expect(shown.stdout).not.toContain(key);
    expect(await readFile(cli.configFile, 'utf8')).not.toContain(key);
    expect((await cli.run(['settings', 'set-key', key])).code).toBe(2);
    expect((await cli.run(['settings', 'set-key'], { stdin: 'ключ с пробелом' })).code).toBe(2);
    expect(await cli.json(['settings', 'delete-key'])).toEqual({ ok: true });
  });
});

describe('documents', () => {
  it('list, show and blocks know sheets from pages', async () => {
    expect((await cli.run(['document', 'list'])).stdout).toContain('2\u00a0страницы, 4\u00a0блока');
    const shown = await cli.json<Answer<typeof getDocument>>(['document', 'show', '7-ар']);
    expect(shown.sheets).toContainEqual(expect.objectContaining({ number: '2.1', page: 2 }));
    const all = ['document', 'blocks', documentId];
    const first = await cli.json<List<Answer<typeof getBlock>>>([...all, '--limit', '2']);
    expect(first.items).toHaveLength(2);
    const rest = await cli.json<List<Answer<typeof getBlock>>>([...all, '--cursor', first.next ?? '']);
    expect([...first.items, ...rest.items].map(({ block_id }) => block_id)).toEqual([
      'AAAA-BBBB-CCC',
      'DDDD-EEEE-FFF',
      'GGGG-HHHH-KKK',
      'LLLL-MMMM-NNN',
    ]);
    const sheet = await cli.run([...all, '--sheet', '2.1', '--limit', '1']);
    expect(sheet.stdout).toMatch(/^DDDD-EEEE-FFF {2}стр\.\u00a02, лист\u00a02\.1 /);
    expect(sheet.stdout).toContain('… это не всё');
  });

  it('block is found by its code alone, also as an answer quotes it', async () => {
    const block = await cli.json<Answer<typeof getBlock>>(['document', 'block', '[D1:dddd-eeee-fff]']);
    expect(block).toMatchObject({ document_id: documentId, page: 2, sheet: '2.1' });
    expect((await cli.run(['document', 'block', 'ZZZZ-ZZZZ-ZZZ'])).code).toBe(4);
  });

  it('search finds marks by look-alike letters', async () => {
    const found = await cli.json<List<Answer<typeof searchBlocks>>>(['document', 'search', 'A4-14']);
    expect(found.items[0]).toMatchObject({ match: 'mark' });
    const shown = await cli.run(['document', 'search', 'A4-14', '--document', '7-АР', '--limit', '1']);
    expect(shown.stdout).toMatch(
      /^1\. [-A-Z]+ — стр\.\u00a02, лист\u00a02\.1 — 7-АР\.pdf \(текст, точная марка\)/,
    );
  });

  it('import reports by severity with file and line, and reads what it can', async () => {
    const broken = path.join(cli.folder, 'плохой_blocks.json');
    await writeFile(broken, '{"blocks": [');
    const nothing = await cli.run(['document', 'import', 'плохой_blocks.json']);
    expect(nothing.code).toBe(1);
    expect(nothing.stdout).toMatch(/^Не прочитано ничего\.\n\nОшибки: 1\n {2}плохой_blocks\.json/);
    const json = await cli.run(['document', 'import', broken, '--json']);
    const printed = JSON.parse(json.stdout) as Answer<typeof importDocuments>;
    expect(printed).toMatchObject({ documents: [], report: [{ severity: 'error' }] });
    expect(JSON.parse(json.stderr)).toMatchObject({ code: 'import_failed', exit_code: 1 });
    const partly = await cli.run(['document', 'import', broken, 'комплект']);
    expect(partly.code).toBe(1);
    expect(partly.stdout).toContain('Прочитано: 1\u00a0документ');
    expect((await cli.run(['document', 'import', 'home'])).stdout).toContain('home: В папке нет документов');
  });
});

describe('chats', () => {
  it('new, list, use, show, rename and archive', async () => {
    const first = await cli.json<Answer<typeof createChat>>(['chat', 'new', 'Двери', 'и', 'окна']);
    expect(first.title).toBe('Двери и окна');
    const second = await cli.json<Answer<typeof createChat>>(['chat', 'new']);
    expect((await cli.readConfig()).active_chat_id).toBe(second.id);
    expect((await cli.run(['chat', 'use', 'двери'])).stdout).toBe('Активный чат: Двери и окна\n');
    const list = await cli.run(['chat', 'list', '--all']);
    expect(list.stdout).toMatch(new RegExp(`^\\* {2}${first.id}`, 'm'));
    expect((await cli.run(['chat', 'rename', 'Только', 'двери'])).code).toBe(0);
    const shown = await cli.json<Answer<typeof getChat>>(['chat', 'show']);
    expect(shown.chat).toMatchObject({ id: first.id, title: 'Только двери' });
    expect((await cli.run(['chat', 'archive'])).stdout).toBe('Чат в архиве.\n');
    expect((await cli.run(['chat', 'show'])).code).toBe(2);
    expect((await cli.run(['chat', 'use', documentId])).code).toBe(4);
  });

  it('attach and detach take documents by name and files by id', async () => {
    await cli.run(['chat', 'new', 'С вложением']);
    expect((await cli.run(['chat', 'attach', '7-АР'])).stdout).toContain('7-АР.pdf');
    expect((await cli.run(['chat', 'show'])).stdout).toMatch(/Документ +7-АР\.pdf/);
    expect(await cli.json(['chat', 'detach', '7-АР'])).toMatchObject({ ok: true, document_id: documentId });
    const bundle = path.join('комплект', 'АР', '7-АР_document.md');
    const file = await cli.json<Answer<typeof uploadFile>>(['file', 'upload', bundle]);
    expect((await cli.run(['chat', 'attach', file.id])).code).toBe(0);
    expect((await cli.run(['chat', 'attach', 'нет такого'])).code).toBe(4);
  });

  it('send answers with excerpts and their sources; history keeps them', async () => {
    await cli.run(['chat', 'new']);
    const sent = await cli.run([
      'chat',
      'send',
      'Сколько',
      'перемычек',
      'А4-14',
      'на',
      '7',
      'этаже?',
      '--attach',
      '7-АР',
    ]);
    expect(sent.code).toBe(0);
    expect((await cli.run(['chat', 'show'])).stdout).toMatch(/Документ +7-АР\.pdf/);
    expect(sent.stdout).toMatch(/\[1\] DDDD-EEEE-FFF — стр\.\u00a02, лист\u00a02\.1 — 7-АР\.pdf$/m);
    expect(sent.stderr).toMatch(/^· Ищу/m);
    expect(sent.stderr).toContain('без ИИ: выдержки');
    await cli.run(['chat', 'send', '-'], { stdin: 'Какой раствор?\n' });
    const { items } = await cli.json<List<Answer<typeof listMessages>>>(['chat', 'history', '--tail', '3']);
    expect(items.map(({ role }) => role)).toEqual(['assistant', 'user', 'assistant']);
    expect(items[1]?.content).toContain('Какой раствор?');
    expect(sent.stdout.startsWith(items[0]?.content.trimEnd() ?? '?')).toBe(true);
    const shown = await cli.run(['chat', 'history', '--tail', '1']);
    expect(shown.stdout).toMatch(/^… раньше есть ещё[\s\S]+AIZoomDoc · \d\d\.\d\d\.\d{4}/);
  });
});

describe('files', () => {
  it('upload, get and download bring back the same bytes', async () => {
    await writeFile(path.join(cli.folder, 'план.txt'), 'План этажа');
    const file = await cli.json<Answer<typeof uploadFile>>(['file', 'upload', 'план.txt']);
    expect(file).toMatchObject({ filename: 'план.txt', size_bytes: 19 });
    expect((await cli.run(['file', 'get', file.id])).stdout).toContain(file.sha256);
    expect((await cli.run(['file', 'download', file.id, '-'])).stdout).toBe('План этажа');
    expect((await cli.run(['file', 'download', file.id])).code).toBe(1);
    expect((await cli.run(['file', 'download', file.id, '--force'])).code).toBe(0);
    await cli.run(['file', 'download', file.id, 'копия.txt']);
    expect(await readFile(path.join(cli.folder, 'копия.txt'), 'utf8')).toBe('План этажа');
    expect((await cli.run(['file', 'get', documentId])).code).toBe(4);
    expect((await cli.run(['file', 'upload', 'home'])).stderr).toContain('Это папка, а нужен файл');
  });
});

describe('administration', () => {
  it('users are made, blocked, renamed and given tokens; others may not', async () => {
    const issued = await cli.json<Answer<typeof createUser>>(['admin', 'users', 'create', 'Петров']);
    expect((await cli.run(['admin', 'users', 'create', 'Петров'])).code).toBe(1);
    const petrov = { AIZOOMDOC_SERVER: server.url, AIZOOMDOC_TOKEN: issued.static_token };
    const refused = await cli.run(['admin', 'audit', '--json'], { env: petrov });
    expect(refused.code).toBe(3);
    expect(JSON.parse(refused.stderr)).toMatchObject({ code: 'forbidden', status: 403, exit_code: 3 });
    await cli.run(['admin', 'users', 'rename', 'Петров', 'Петров И.']);
    expect((await cli.run(['admin', 'users', 'role', 'петров и.', 'admin'])).stdout).toContain('admin');
    expect((await cli.run(['admin', 'users', 'block', 'петров и.'])).stdout).toContain('заблокирован');
    const blocked = await cli.run(['me'], { env: petrov });
    expect(blocked.code).toBe(3);
    const unblocked = await cli.json<Answer<typeof patchUser>>(['admin', 'users', 'unblock', issued.user.id]);
    expect(unblocked).toMatchObject({ status: 'active', role: 'admin' });
    const again = await cli.json<Answer<typeof createUser>>(['admin', 'users', 'reissue', 'Петров И.']);
    expect(again.static_token).not.toBe(issued.static_token);
    expect((await cli.run(['me'], { env: petrov })).code).toBe(3);
    const { items } = await cli.json<List<Answer<typeof listUsers>>>(['admin', 'users', 'list']);
    expect(items.map(({ username }) => username).sort()).toEqual(['admin', 'Петров И.']);
    expect((await cli.run(['admin', 'users', 'block', 'Сидоров'])).code).toBe(4);
  });

  it('audit tells who did what', async () => {
    const audit = ['admin', 'audit', '--user', 'admin', '--action', 'documents.import', '--limit', '1'];
    const { items } = await cli.json<List<Answer<typeof listAudit>>>(audit);
    expect(items).toMatchObject([{ action: 'documents.import' }]);
    expect((await cli.run(audit)).stdout).toContain('documents.import');
  });

  it('projects tree, search, and deleting the demo and a document', async () => {
    expect((await cli.run(['projects', 'tree'])).stdout).toContain('7-АР.pdf · 7-АР');
    expect(await cli.json(['projects', 'search', '7-АР'])).toMatchObject({ items: [{ code: '7-АР' }] });
    expect((await cli.run(['demo', 'delete'])).code).toBe(4);
    expect((await cli.run(['document', 'delete', '7-А'])).code).toBe(4);
    expect(await cli.json(['document', 'delete', '7-АР'])).toMatchObject({
      ok: true,
      document_id: documentId,
    });
    expect((await cli.run(['document', 'show', documentId])).code).toBe(4);
  });
});

it('keeps the configuration to its owner, and never the static token', async () => {
  expect((await stat(cli.configFile)).mode & 0o777).toBe(0o600);
  expect((await stat(path.dirname(cli.configFile))).mode & 0o777).toBe(0o700);
  expect(Object.keys(await cli.readConfig()).sort()).toEqual([
    'access_token',
    'access_token_expires_at',
    'active_chat_id',
    'refresh_token',
    'server_url',
  ]);
  expect(await readFile(cli.configFile, 'utf8')).not.toContain(server.adminToken);
});
