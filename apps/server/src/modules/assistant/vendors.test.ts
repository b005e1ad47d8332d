import {
  type ScriptedRequest,
  type ScriptedTurn,
  startAnthropicServer,
  startOpenAiServer,
} from '@aizoomdoc/models/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';
import { calls, codes, finalOf, house, inOrder, named, says } from './testing/index.ts';

let app: TestApp;
let person: Person;
let play: (request: ScriptedRequest) => ScriptedTurn;
let closeServers: () => Promise<unknown>;
let endpoint: string;
const asked: ScriptedRequest[] = [];

beforeAll(async () => {
  const script = (request: ScriptedRequest): ScriptedTurn => {
    asked.push(request);
    return play(request);
  };
  const [openai, anthropic, own] = await Promise.all([
    startOpenAiServer({ script }),
    startAnthropicServer({ script }),
    startOpenAiServer({ script, keyIsOptional: true }),
  ]);
  closeServers = () => Promise.all([openai.close(), anthropic.close(), own.close()]);
  endpoint = own.url;
  app = await startTestApp({ env: { OPENAI_BASE_URL: openai.url, ANTHROPIC_BASE_URL: anthropic.url } });
  person = await app.newUser();
  await house(app, person);
});
afterAll(async () => {
  await app.close();
  await closeServers();
});
beforeEach(() => {
  asked.length = 0;
  play = inOrder(
    calls(['search_blocks', { query: 'план 7 этажа' }], ['request_images', { block_ids: [codes.plan] }]),
    calls(['zoom', { view_id: 'P1', box: [0.1, 0.1, 0.3, 0.3] }]),
    says(`Дверей 4 [${codes.plan}] [P2].`),
  );
});

async function setModel(provider: string, model: string) {
  const ref = { provider, model };
  const change = {
    models: { allowed: [ref], simple: ref, complex_collector: ref, complex_answerer: ref, summary: ref },
    compatible: { base_url: endpoint, vision: true },
  };
  const { status, text } = await app.admin.patch('/api/admin/settings/system', change);
  expect(status, text).toBe(200);
}

describe('the same pipeline over', () => {
  test.each([
    ['openai', 'gpt-6.1-terra'],
    ['anthropic', 'claude-sonnet-5-5'],
    ['compatible', 'qwen-local'],
  ] as const)('%s', async (provider, model) => {
    await setModel(provider, model);
    if (provider !== 'compatible')
      await person.put(`/api/me/keys/${provider}`, { api_key: `test-${provider}` });
    const frames = await person.ask(await person.newChat(), 'Сколько дверей на плане 7 этажа?');
    expect(named(frames, 'error')).toEqual([]);
    const final = finalOf(frames);
    expect(final).toMatchObject({ model, content: `Дверей 4 [${codes.plan}] [P2].` });
    expect(final.citations).toHaveLength(2);
    expect(asked[0]?.system.join('\n')).toContain('# Документы и инструменты');
    const shown = asked.at(-1)?.pictures ?? [];
    expect(shown).toHaveLength(2);
    expect(shown.every(({ bytes, label }, at) => bytes !== null && label.startsWith(`P${at + 1}`))).toBe(
      true,
    );
  });

  test('a model without eyes, which is offered no pictures', async () => {
    await setModel('compatible', 'qwen-local');
    await app.admin.patch('/api/admin/settings/system', { compatible: { vision: false } });
    play = inOrder(says(`Отметка −1590 [${codes.section}].`));
    const frames = await person.ask(await person.newChat(), 'Какая отметка низа Ор-18?');
    expect(asked).toHaveLength(1);
    expect(asked[0]?.toolNames).not.toContain('zoom');
    expect(frames.at(-1)?.data.status).toBe('done');
  });
});
