import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { createLogger } from '#platform/log.ts';
import {
  createTestClock,
  createTestDatabase,
  startTestApp,
  type TestApp,
  type TestDatabase,
} from '#platform/testing/index.ts';
import type { DefaultPrompts } from './default-prompts.ts';
import { ensureDefaults } from './ensure-defaults.ts';

let database: TestDatabase;
let db: Database;
let app: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  const { url } = database;
  const config = { kind: 'external', url, directUrl: url, replicaUrl: null, logLevel: 'warn' } as const;
  db = await openDatabase(config, createLogger('silent'));
  app = await startTestApp({ database });
});
afterAll(async () => {
  await app.close();
  await db.close();
  await database.drop();
});
beforeEach(() => database.query('truncate prompts_system, prompts_user, prompts_user_versions cascade'));

const program = (text: string): DefaultPrompts => ({
  system: [{ name: 'llm_system', content: text }],
  roles: [{ key: 'engineer', name: 'Инженер', description: `О ${text}`, content: text }],
});
const start = (text: string) => ensureDefaults({ db, clock: createTestClock() }, program(text));
const prompts = async () => (await app.admin.get('/api/admin/prompts/system?name=llm_system')).body;
const roles = async () => (await app.admin.get('/api/admin/prompts/roles')).body;
const roleVersions = async () =>
  (await app.admin.get(`/api/admin/prompts/roles/${(await roles())[0].id}/versions`)).body;
/** Versions from the newest: text, and whether it is in force. */
const told = async () =>
  (await prompts()).map(({ content, is_active }: { content: string; is_active: boolean }) =>
    is_active ? `${content} *` : content,
  );

describe('an upgrade of the program', () => {
  it('replaces its own texts, once', async () => {
    for (const text of ['раз', 'раз', 'два', 'два']) await start(text);
    expect(await told()).toEqual(['два *', 'раз']);
    expect(await roles()).toMatchObject([{ version: 2, content: 'два', description: 'О два' }]);
    expect((await roleVersions()).map(({ note }: { note: string }) => note)).toEqual([
      'Поставляется с программой',
      'Поставляется с программой',
    ]);
  });

  it('leaves what an administrator wrote in force, and lays its own beside', async () => {
    await start('раз');
    await app.admin.post('/api/admin/prompts/system', { name: 'llm_system', content: 'своё' });
    const [role] = await roles();
    await app.admin.patch(`/api/admin/prompts/roles/${role.id}`, { content: 'своя', name: 'ГИП' });
    await start('два');
    expect(await told()).toEqual(['два', 'своё *', 'раз']);
    expect((await prompts())[0].description).toMatch(/не включена/);
    expect(await roles()).toMatchObject([{ id: role.id, name: 'ГИП', content: 'своя', version: 2 }]);
    expect(await roleVersions()).toMatchObject([
      { version: 3, content: 'два', name: 'ГИП', note: expect.stringMatching(/не включена/) },
      { version: 2 },
      { version: 1 },
    ]);
    await app.admin.patch(`/api/admin/prompts/roles/${role.id}`, { description: 'ещё' });
    expect(await roles()).toMatchObject([{ version: 4, content: 'своя' }]);
  });

  it('follows again who went back to the program’s newest text, not who chose an older one', async () => {
    await start('раз');
    await app.admin.post('/api/admin/prompts/system', { name: 'llm_system', content: 'своё' });
    await start('два');
    const [newest, , oldest] = await prompts();
    await app.admin.patch(`/api/admin/prompts/system/${oldest.id}`, { is_active: true });
    await start('три');
    expect(await told()).toEqual(['три', 'два', 'своё', 'раз *']);
    const [third] = await prompts();
    await app.admin.patch(`/api/admin/prompts/system/${third.id}`, { is_active: true });
    expect(newest.version).toBe(3);
    await start('четыре');
    expect((await told())[0]).toBe('четыре *');
  });

  it('and a start of the program before it change nothing back', async () => {
    for (const text of ['раз', 'два', 'раз', 'два']) await start(text);
    expect(await told()).toEqual(['два *', 'раз']);
  });

  it('is done once by processes that start together', async () => {
    await Promise.all([start('раз'), start('раз'), start('раз')]);
    expect(await told()).toEqual(['раз *']);
    expect(await roleVersions()).toHaveLength(1);
  });

  it('does not touch somebody’s own role of the same name, nor one that was switched off', async () => {
    await app.admin.post('/api/admin/prompts/roles', { name: 'Инженер', content: 'мой' });
    await start('раз');
    expect(await roles()).toMatchObject([{ content: 'мой', version: 1 }]);
    await database.query("update prompts_user set default_key = 'engineer', is_active = false");
    await start('два');
    expect(await roles()).toMatchObject([{ content: 'мой', is_active: false }]);
  });
});
