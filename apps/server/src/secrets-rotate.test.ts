import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startGeminiServer } from '@aizoomdoc/models/testing';
import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { sealedPasswords } from '#modules/documents';
import { sealedSettings } from '#modules/settings';
import {
  bundle,
  createTestDatabase,
  type Person,
  sampleBlock,
  startTestApp,
  type TestApp,
  type TestDatabase,
  until,
} from '#platform/testing/index.ts';
import { adminToken, startServerProcess } from './crash/server-process.ts';
import { createSecretBox } from './platform/crypto.ts';
import { freePort } from './platform/ports.ts';

const script = fileURLToPath(new URL('secrets-rotate.ts', import.meta.url));
const [first, second] = ['first', 'second'].map((name) => `the ${name} master key of these tests`) as [
  string,
  string,
];

let cleanup = new AsyncDisposableStack();
afterEach(async () => {
  await cleanup.disposeAsync();
  cleanup = new AsyncDisposableStack();
});

async function newDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  cleanup.defer(() => database.drop());
  return database;
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aizoomdoc-rotate-'));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function start(env: Record<string, string>, args: string[] = []) {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { ended, kill: () => child.kill('SIGKILL') };
}

const rotate = (env: Record<string, string>, ...args: string[]) => start(env, args).ended;

/** A user for each key, so that there is more than one batch. */
async function sealKeys(database: TestDatabase, count: number, masterKey: string): Promise<void> {
  const box = createSecretBox(masterKey);
  const ids = Array.from({ length: count }, () => randomUUID());
  await database.query(
    `insert into users (id, username, role, status, static_token_hash, created_at)
     select id, id::text, 'user', 'active', id::text, now() from unnest($1::uuid[]) as id`,
    [ids],
  );
  const sealed = ids.map((id) => box.seal(`key of ${id}`, `user_provider_keys:openai:${id}`));
  await database.query(
    `insert into user_provider_keys (user_id, provider, ciphertext, key_version, updated_at)
     select id, 'openai', sealed, 1, now() from unnest($1::uuid[], $2::bytea[]) as row (id, sealed)`,
    [ids, sealed],
  );
}

/** How many keys of users open by this master key alone. */
async function countOpen(database: TestDatabase, masterKey: string): Promise<number> {
  const box = createSecretBox(masterKey);
  const rows = await database.query<{ user_id: string; ciphertext: Buffer }>(
    'select * from user_provider_keys',
  );
  return rows.filter(({ user_id: id, ciphertext }) => {
    try {
      return box.open(ciphertext, `user_provider_keys:openai:${id}`) === `key of ${id}`;
    } catch {
      return false;
    }
  }).length;
}

it('knows every column that holds something sealed', async () => {
  const database = await newDatabase();
  const columns = await database.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and data_type = 'bytea' order by 1`,
  );
  expect(columns.map(({ name }) => name).filter((name) => name.endsWith('ciphertext'))).toEqual([
    'document_files.password_ciphertext',
    'user_provider_keys.ciphertext',
    'user_secrets.gemini_api_key_ciphertext',
  ]);
  expect(new Set([...sealedSettings, sealedPasswords].map(({ label }) => label)).size).toBe(5);
});

it('of the file’s key makes a new one under a running server, which goes on opening and sealing', async () => {
  const opened: string[] = [];
  const gemini = await startGeminiServer({
    script: [{ parts: [{ text: 'Готово.' }] }],
    acceptKey: (key) => opened.push(key) > 0,
  });
  cleanup.defer(() => gemini.close());
  const app = await startTestApp({ env: { GEMINI_BASE_URL: gemini.url } });
  cleanup.defer(() => app.close());
  const user = await app.newUser();
  await saveSecrets(app, user);
  await savePassword(app, user);
  const env = { DATABASE_URL: app.database.url, DATA_DIR: app.dataDir };
  const keyFile = path.join(app.dataDir, 'secrets', 'master-key');
  const before = await readFile(keyFile, 'utf8');

  const { code, stdout, stderr } = await rotate(env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.match(/перешифровано 1, уже новым ключом 0/g)).toHaveLength(5);
  expect(stdout).toContain('Новый мастер-ключ сделан');
  const after = await readFile(keyFile, 'utf8');
  expect(after).not.toBe(before);
  expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  expect(stdout + stderr).not.toContain(before.trim());
  expect(stdout + stderr).not.toContain(after.trim());

  const [file] = await app.database.query<PasswordRow>(
    'select id, password_ciphertext from document_files where password_ciphertext is not null',
  );
  const box = createSecretBox(after.trim());
  expect(box.open(file?.password_ciphertext as Buffer, file?.id ?? '')).toBe('password-of-a-file');
  await user.ask(await user.newChat(), 'Сколько А4-14?');
  expect(opened).toContain('key-of-gemini');
  await user.put('/api/me/keys/openai', { api_key: 'sealed-after-the-rotation' });
  const forgotten = await rotate(env, '--forget');
  expect(forgotten).toMatchObject({ code: 0, stdout: expect.stringContaining('Прежние ключи удалены') });
  expect(forgotten.stdout).not.toMatch(/перешифровано [1-9]/);
  const versions = await app.database.query<{ key_version: number }>(
    `select key_version from user_secrets union select key_version from user_provider_keys
     union select (value ->> 'key_version')::integer from settings_system where key = 'compatible_key'`,
  );
  expect(versions).toEqual([{ key_version: box.keyVersion }]);
  await expect(stat(path.join(app.dataDir, 'secrets', 'master-key-previous'))).rejects.toThrow('ENOENT');
});

interface PasswordRow {
  id: string;
  password_ciphertext: Buffer;
}

/** As the import of a PDF under a password does it. */
async function savePassword(app: TestApp, user: Person): Promise<void> {
  await user.upload('/api/documents/import', bundle({ stem: 'rotation', blocks: [sampleBlock] }));
  const [file] = await app.database.query<PasswordRow>('select id from document_files limit 1');
  const box = createSecretBox(
    (await readFile(path.join(app.dataDir, 'secrets', 'master-key'), 'utf8')).trim(),
  );
  await app.database.query('update document_files set password_ciphertext = $1 where id = $2', [
    box.seal('password-of-a-file', file?.id ?? ''),
    file?.id,
  ]);
}

async function saveSecrets(app: TestApp, user: Person): Promise<void> {
  for (const provider of ['gemini', 'openai', 'anthropic']) {
    await user.put(`/api/me/keys/${provider}`, { api_key: `key-of-${provider}` });
  }
  const compatible = { base_url: 'http://127.0.0.1:11434/v1', api_key: 'key-of-the-endpoint' };
  const { status } = await app.admin.patch('/api/admin/settings/system', { compatible });
  expect(status).toBe(200);
}

it('killed in the middle and run again comes to its end; then the old key opens nothing and is not needed', async () => {
  const database = await newDatabase();
  await sealKeys(database, 250, first);
  const env = {
    DATABASE_URL: database.url,
    DATA_DIR: await newFolder(),
    MASTER_ENCRYPTION_KEY: second,
    MASTER_ENCRYPTION_KEY_PREVIOUS: first,
  };
  // Somebody holds a row of the third batch: the command waits there.
  const [held] = await database.query<{ user_id: string }>(
    'select user_id from user_provider_keys order by user_id offset 220 limit 1',
  );
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select 1 from user_provider_keys where user_id = $1 for update', [held?.user_id]);
  const killed = start(env);
  await until(async () => (await countOpen(database, second)) === 200);
  killed.kill();
  await killed.ended;
  await holder.query('rollback');
  await holder.end();
  expect(await countOpen(database, first)).toBe(50);

  const again = await rotate(env);
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(again.stdout).toContain('Ключи OpenAI пользователей: перешифровано 50, уже новым ключом 200.');
  expect(await countOpen(database, second)).toBe(250);
  expect(await countOpen(database, first)).toBe(0);

  const { MASTER_ENCRYPTION_KEY_PREVIOUS: _, ...later } = env;
  const idle = await rotate(later);
  expect(idle.stdout).toContain('Ключи OpenAI пользователей: перешифровано 0, уже новым ключом 250.');
});

it('names what no key opens, leaves it as it is, and ends with 1', async () => {
  const database = await newDatabase();
  await sealKeys(database, 3, first);
  const [lost] = await database.query<{ user_id: string }>(
    `update user_provider_keys set ciphertext = '\\x00'
     where user_id = (select user_id from user_provider_keys limit 1) returning user_id`,
  );
  const env = { DATABASE_URL: database.url, DATA_DIR: await newFolder(), MASTER_ENCRYPTION_KEY: second };
  const { code, stdout, stderr } = await rotate({ ...env, MASTER_ENCRYPTION_KEY_PREVIOUS: first });
  expect(code).toBe(1);
  expect(stdout).toContain('Ключи OpenAI пользователей: перешифровано 2, уже новым ключом 0.');
  expect(stderr).toContain(`Не открылись ни одним ключом: 1 (${lost?.user_id})`);
  expect(await countOpen(database, second)).toBe(2);
});

it('makes no key in the folder of another installation', async () => {
  const database = await newDatabase();
  await sealKeys(database, 2, first);
  const folder = await newFolder();
  const { code, stdout, stderr } = await rotate({ DATABASE_URL: database.url, DATA_DIR: folder });
  expect({ code, stdout }).toEqual({ code: 1, stdout: expect.not.stringContaining('Новый мастер-ключ') });
  expect(stderr).toContain('Не открылись ни одним ключом: 2');
  expect(await countOpen(database, first)).toBe(2);
});

it('reaches the embedded database, of a server that runs and of one that is stopped', async () => {
  const dataDir = await newFolder();
  expect((await rotate({ DATA_DIR: dataDir })).stdout).toContain('перешифровывать нечего');
  const port = await freePort();
  const server = await startServerProcess({ dataDir, port });
  const { url } = server;
  const signedIn = await fetch(`${url}/api/auth/exchange`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ static_token: adminToken }),
  });
  const { access_token } = (await signedIn.json()) as { access_token: string };
  const saved = await fetch(`${url}/api/me/keys/gemini`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${access_token}` },
    body: JSON.stringify({ api_key: 'key-of-the-administrator' }),
  });
  expect(saved.status).toBe(200);
  const line = 'Ключи Gemini пользователей: перешифровано 1, уже новым ключом 0.';
  expect((await rotate({ DATA_DIR: dataDir })).stdout).toContain(line);
  await server.kill('SIGKILL');
  expect(await rotate({ DATA_DIR: dataDir })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(line),
  });
}, 60_000);

it('tells how it is used', async () => {
  expect((await rotate({}, '--help')).stdout).toContain('MASTER_ENCRYPTION_KEY_PREVIOUS');
  const wrong = await rotate({}, '--what');
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('--forget') });
  const short = await rotate({ MASTER_ENCRYPTION_KEY_PREVIOUS: 'short' });
  expect(short).toMatchObject({ code: 1, stderr: expect.stringMatching(/не короче 32/) });
});
