import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestCli, type TestCli } from './testing/cli.ts';
import { bundleProgram } from './testing/program.ts';
import { startTestServer, type TestServer } from './testing/server.ts';

let server: TestServer;
let program: string;
let cli: TestCli;

beforeAll(async () => {
  server = await startTestServer();
  program = await bundleProgram(server.folder);
});

afterAll(() => server.close());

beforeEach(async () => {
  cli = await createTestCli(program);
});

afterEach(() => cli.close());

const login = () => cli.run(['login', '--server', server.url], { stdin: server.adminToken });

/** The same access token as of two hours ago, signed by the server's own key. */
async function expired(accessToken: string): Promise<string> {
  const [header = '', payload = ''] = accessToken.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat: number; exp: number };
  const past = { ...claims, iat: claims.iat - 7200, exp: claims.exp - 7200 };
  const body = `${header}.${Buffer.from(JSON.stringify(past)).toString('base64url')}`;
  const key = (await readFile(path.join(server.dataDir, 'secrets', 'jwt-signing-key'), 'utf8')).trim();
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`;
}

it('signs in by argument, by stdin and by environment; a wrong token is refused', async () => {
  const byArgument = await cli.run([
    'login',
    '--server',
    `${server.url}/`,
    '--token',
    server.adminToken,
    '--json',
  ]);
  expect(JSON.parse(byArgument.stdout)).toMatchObject({ server: server.url, user: { username: 'admin' } });
  expect(byArgument.stdout + byArgument.stderr).not.toContain(server.adminToken);
  expect((await cli.run(['login'], { stdin: `${server.adminToken}\n` })).stdout).toContain('Вы вошли: admin');
  expect((await cli.run(['login'], { env: { AIZOOMDOC_TOKEN: server.adminToken } })).code).toBe(0);
  expect((await cli.run(['login'], { stdin: '' })).code).toBe(2);
  const wrong = await cli.run(['login'], { stdin: 'azd_wrong' });
  expect(wrong.code).toBe(3);
  expect(wrong.stderr).toContain('Токен не подходит.');
  expect((await cli.run(['me'])).code).toBe(0);
});

it('logs out on the server too', async () => {
  await login();
  const { refresh_token } = await cli.readConfig();
  expect((await cli.run(['logout'])).code).toBe(0);
  expect(await cli.readConfig()).toEqual({ server_url: server.url });
  expect((await cli.run(['me'])).code).toBe(3);
  await cli.changeConfig({ access_token: 'x.y.z', refresh_token: refresh_token ?? '' });
  expect((await cli.run(['me'])).code).toBe(3);
});

it('forgets the session even when the server cannot be told', async () => {
  await login();
  await cli.changeConfig({ server_url: 'http://127.0.0.1:4' });
  const { code, stderr } = await cli.run(['logout']);
  expect(code).toBe(5);
  expect(stderr).toContain('Здесь сессия забыта, но на сервере не отозвана.');
  expect(await cli.readConfig()).toEqual({ server_url: 'http://127.0.0.1:4' });
});

it('refreshes an expired token by itself', async () => {
  await login();
  const before = await cli.readConfig();
  await cli.changeConfig({ access_token: await expired(before.access_token ?? '') });
  expect((await cli.run(['me'])).code).toBe(0);
  const after = await cli.readConfig();
  expect(after.refresh_token).not.toBe(before.refresh_token);
  expect(Date.parse(after.access_token_expires_at ?? '')).toBeGreaterThan(Date.now());
});

it('six processes with an expired token burn the refresh token once', async () => {
  await login();
  const { access_token = '' } = await cli.readConfig();
  await cli.changeConfig({ access_token: await expired(access_token) });
  const commands = [['me'], ['chat', 'list'], ['me'], ['document', 'list'], ['chat', 'new'], ['me']];
  const results = await Promise.all(commands.map((command) => cli.run(command)));
  expect(results.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    commands.map(() => ({ code: 0, stderr: '' })),
  );
  expect((await cli.run(['me'])).code).toBe(0);
  expect(await cli.readConfig()).toHaveProperty('active_chat_id');
});

it('a token in the environment needs no file, and its session ends with the command', async () => {
  const env = { AIZOOMDOC_SERVER: server.url, AIZOOMDOC_TOKEN: server.adminToken };
  const { code, stdout } = await cli.run(['chat', 'list', '--json'], { env });
  expect({ code, next: JSON.parse(stdout).next }).toEqual({ code: 0, next: null });
  await expect(readFile(cli.configFile)).rejects.toThrow('ENOENT');
  expect((await cli.run(['chat', 'new', 'Из CI'], { env })).code).toBe(0);
  expect(Object.keys(await cli.readConfig()).sort()).toEqual(['active_chat_id', 'server_url']);
  expect((await cli.run(['chat', 'show'], { env })).stdout).toContain('Из CI');
});

it('never shows one server the tokens of another', async () => {
  await login();
  const before = await cli.readConfig();
  const elsewhere = { AIZOOMDOC_SERVER: server.url.replace('127.0.0.1', 'localhost') };
  expect((await cli.run(['me'], { env: elsewhere })).code).toBe(3);
  expect(await cli.readConfig()).toEqual(before);
});
