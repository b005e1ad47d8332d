import type { Answer } from '@aizoomdoc/client';
import { type listMessages, parseEventId, type RunEvent } from '@aizoomdoc/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { writeBundle } from './testing/bundle.ts';
import { createTestCli, type TestCli } from './testing/cli.ts';
import { bundleProgram } from './testing/program.ts';
import { startTestServer, type TestServer } from './testing/server.ts';

const question = ['chat', 'send', 'Как ставить перемычки В3-13 и А4-14 седьмого этажа?'];

let server: TestServer;
let cli: TestCli;

beforeAll(async () => {
  server = await startTestServer({ scripted: true });
  cli = await createTestCli(await bundleProgram(server.folder));
  await cli.run(['login', '--server', server.url], { stdin: server.adminToken });
  await cli.run(['document', 'import', await writeBundle(cli.folder)]);
});

afterAll(async () => {
  await cli.close();
  await server.close();
});

beforeEach(async () => {
  await cli.run(['chat', 'new']);
});

function parseEvents(stdout: string): RunEvent[] {
  const lines = stdout.split('\n').slice(1, -1);
  return lines.map((line) => JSON.parse(line) as RunEvent);
}

async function lastMessage() {
  const history = await cli.json<{ items: Answer<typeof listMessages>[] }>([
    'chat',
    'history',
    '--tail',
    '1',
  ]);
  return history.items[0];
}

/** Every event once, in order, and the tokens are the stored text. */
function expectWhole(events: RunEvent[], stored: string | undefined): void {
  expect(events.map(({ id }) => parseEventId(id)?.seq)).toEqual(events.map((_, index) => index + 1));
  // A model that was asked again and answered differently starts anew.
  const start = events.findLastIndex(({ event }) => event === 'answer_restarted') + 1;
  const tokens = events.slice(start).map((event) => (event.event === 'llm_token' ? event.data.token : ''));
  expect(tokens.join('')).toBe(stored);
}

it('streams the answer piece by piece, its course on stderr, its sources at the end', async () => {
  const running = cli.start(question);
  await running.until((said) => said.includes('сценарий'));
  expect(running.said()).not.toContain('Источники:');
  const { code, stdout, stderr } = await running.done;
  expect(code).toBe(0);
  const [text = '', sources = ''] = stdout.split('\n\nИсточники:\n');
  expect(text).toBe((await lastMessage())?.content.trimEnd());
  expect(sources).toMatch(/^\[\d\] DDDD-EEEE-FFF — стр\.\u00a02, лист\u00a02\.1 — 7-АР\.pdf$/m);
  expect(stderr).toMatch(/^· Ищу[\s\S]+^· Читаю/m);
  expect(stderr).toMatch(/gemini-\S+ · 3\u00a0обращения · .*токен/);
  expect(stdout + stderr).not.toContain('\u001b');
});

it('says each event on a line of JSON, first of all what they are about', async () => {
  const { code, stdout, stderr } = await cli.run([...question, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { active_chat_id } = await cli.readConfig();
  expect(JSON.parse(stdout.split('\n')[0] ?? '')).toMatchObject({
    event: 'message_accepted',
    data: { chat_id: active_chat_id },
  });
  const events = parseEvents(stdout);
  expectWhole(events, (await lastMessage())?.content);
  expect(events.at(-1)).toMatchObject({ event: 'completed', data: { status: 'done' } });
});

it('goes on after the server was killed in the middle, and says nothing twice', async () => {
  const running = cli.start([...question, '--json']);
  await running.until((said) => said.split('llm_token').length > 8);
  await server.kill();
  await server.restart();
  const { code, stdout } = await running.done;
  expect(code).toBe(0);
  expectWhole(parseEvents(stdout), (await lastMessage())?.content);
});

it('Ctrl-C stops the answer and keeps what is written; resume answers again', async () => {
  const running = cli.start(question);
  await running.until((said) => said.length > 100);
  running.child.kill('SIGINT');
  const { code, stdout, stderr } = await running.done;
  expect(code).toBe(130);
  expect(stderr).toContain('Ответ остановлен; написанное сохранено.');
  const stopped = await lastMessage();
  expect(stopped).toMatchObject({ status: 'stopped' });
  expect(stopped?.content.length).toBeGreaterThan(0);
  expect(stdout.startsWith(stopped?.content.trimEnd() ?? '?')).toBe(true);
  expect((await cli.run(['chat', 'history', '--tail', '1'])).stdout).toContain('остановлено');
  const resumed = await cli.run(['chat', 'resume']);
  expect(resumed.code).toBe(0);
  expect((await lastMessage())?.content.length).toBeGreaterThan(stopped?.content.length ?? 0);
  expect((await cli.run(['chat', 'resume'])).code).toBe(1);
});

it('a second Ctrl-C leaves at once, even when the server does not move', async () => {
  const running = cli.start(question);
  await running.until((said) => said.length > 0);
  server.freeze();
  running.child.kill('SIGINT');
  await running.until((_, stderr) => stderr.includes('Останавливаю'));
  running.child.kill('SIGINT');
  const { code, stderr } = await running.done;
  server.thaw();
  expect(code).toBe(130);
  expect(stderr).toContain('Выход; ответ доделывает или останавливает сервер.');
});

// Two programs have to start while the answer is being written, which a busy machine may not manage.
it('others can join an answer and stop it, and every reader hears that', { retry: 3 }, async () => {
  const asking = cli.start(question);
  await asking.until((said) => said.length > 0);
  const joined = cli.start(['chat', 'resume', '--json']);
  await joined.until((said) => said.includes('llm_token'));
  expect((await cli.run(['chat', 'stop'])).stdout).toBe('Остановлено.\n');
  const { code, stderr } = await asking.done;
  expect(code).toBe(1);
  expect(stderr).toContain('Повторить: aizoomdoc chat resume');
  const { stdout } = await joined.done;
  expectWhole(parseEvents(stdout), (await lastMessage())?.content);
});

it('an error of the model is a failure with its message', async () => {
  await cli.run(['settings', 'set-key'], { stdin: 'bad-key-of-nobody' });
  const { code, stderr } = await cli.run([...question, '--json']);
  await cli.run(['settings', 'delete-key']);
  expect(code).toBe(1);
  expect(JSON.parse(stderr)).toMatchObject({ exit_code: 1, message: expect.stringMatching(/[а-я]/) });
});
