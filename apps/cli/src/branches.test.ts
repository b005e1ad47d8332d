import type { Answer } from '@aizoomdoc/client';
import type { getMe, listMessages } from '@aizoomdoc/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { writeBundle } from './testing/bundle.ts';
import { createTestCli, type TestCli } from './testing/cli.ts';
import { bundleProgram } from './testing/program.ts';
import { startTestServer, type TestServer } from './testing/server.ts';

let server: TestServer;
let cli: TestCli;
let document: string;

beforeAll(async () => {
  server = await startTestServer();
  cli = await createTestCli(await bundleProgram(server.folder));
  await cli.run(['login', '--server', server.url], { stdin: server.adminToken });
  const folder = await writeBundle(cli.folder);
  const { documents } = await cli.json<{ documents: { id: string }[] }>(['document', 'import', folder]);
  document = documents[0]?.id ?? '';
});

afterAll(async () => {
  await cli.close();
  await server.close();
});

beforeEach(async () => {
  await cli.run(['chat', 'new']);
});

async function history() {
  const { items } = await cli.json<{ items: Answer<typeof listMessages>[] }>(['chat', 'history']);
  return items;
}

it('an answer is given again beside the old one, which is shown again by its id', async () => {
  expect((await cli.run(['chat', 'regenerate'])).code, 'nothing was asked').toBe(1);
  await cli.run(['chat', 'send', 'Сколько перемычек А4-14?']);
  const [question, first] = await history();
  expect((await cli.run(['chat', 'regenerate'])).stdout).toContain('Источники:');
  const [same, second] = await history();
  expect(same?.id).toBe(question?.id);
  expect(second?.variants).toEqual([first?.id, second?.id]);
  expect((await cli.run(['chat', 'history'])).stdout).toContain('вариант 2 из 2');
  const back = await cli.run(['chat', 'branch', first?.id ?? '']);
  expect(back.stdout).toContain('вариант 1 из 2');
  expect((await history()).at(-1)?.id).toBe(first?.id);
  expect((await cli.run(['chat', 'branch', 'первый'])).code).toBe(2);
});

it('a question is asked otherwise; the old branch stays', async () => {
  await cli.run(['chat', 'send', 'Сколько перемычек А4-14?']);
  const [old] = await history();
  const { code, stdout } = await cli.run(['chat', 'edit', 'Сколько', 'перемычек', 'В3-13?', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout.split('\n')[0] ?? '')).toMatchObject({ event: 'message_accepted' });
  const [edited] = await history();
  expect(edited).toMatchObject({ content: 'Сколько перемычек В3-13?', variants: [old?.id, edited?.id] });
});

it('documents and versions are compared by name; what cannot be is said in words', async () => {
  const itself = await cli.run(['chat', 'compare', document, '7-АР', 'Что изменилось?']);
  expect(itself.code).toBe(1);
  expect(itself.stderr).toContain('один и тот же');
  const versions = ['--version-a', '1', '--version-b', '2'];
  expect((await cli.run(['chat', 'compare', '7-АР', '7-АР', 'Что изменилось?', ...versions])).code).toBe(4);
  expect((await cli.run(['chat', 'compare', '7-АР', '7-АР'])).code).toBe(2);
});

it('keys of other vendors are kept too, and a key in the wrong place is not repeated', async () => {
  const set = await cli.run(['settings', 'set-key', 'openai'], { stdin: 'sk-test-0123456789' });
  expect(set.stdout).toBe('Ключ OpenAI сохранён.\n');
  expect((await cli.json<Answer<typeof getMe>>(['settings', 'show'])).keys.openai).not.toBeNull();
  await cli.run(['settings', 'delete-key', 'openai']);
  expect((await cli.run(['settings', 'show'])).stdout).toMatch(/^Ключ OpenAI +не задан$/m);
  const misplaced = await cli.run(['settings', 'set-key', 'sk-test-0123456789']);
  expect(misplaced.code).toBe(2);
  expect(misplaced.stderr).not.toContain('sk-test');
});
