import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelRequest, ModelUsage } from '../provider.ts';
import { afterAnswer, answerOf, question } from '../testing/asking.ts';
import { type ScriptedTurn, startAnthropicServer } from '../testing/index.ts';
import { createAnthropicProvider } from './anthropic-provider.ts';

let server: Awaited<ReturnType<typeof startAnthropicServer>>;
let turn: ScriptedTurn = {};
beforeAll(async () => {
  server = await startAnthropicServer({ script: () => turn });
});
afterAll(() => server.close());

const TOOLS = [{ name: 'zoom', description: 'Ближе', parameters: { type: 'object', properties: {} } }];
const CALL: ScriptedTurn = {
  parts: [
    { thought: 'ду' },
    { thought: 'маю', signature: 'signed' },
    { text: 'Смотрю.' },
    { call: { name: 'zoom', arguments: { x: 1 }, id: 'c1' } },
  ],
};

describe('what Claude is asked', () => {
  it.each([
    ['claude-opus-5-5', undefined, { type: 'adaptive', display: 'summarized' }, undefined],
    ['claude-opus-5-5', 500, { type: 'adaptive', display: 'summarized' }, 'low'],
    ['claude-haiku-5-5', 20_000, { type: 'adaptive', display: 'summarized' }, 'high'],
    ['claude-haiku-5-5', 0, { type: 'disabled' }, undefined],
    ['claude-sonnet-5-5', 0, { type: 'between_tools' }, undefined],
    ['claude-opus-5-5', 0, undefined, 'low'],
    ['claude-sonnet-4-5-20250929', 5000, { type: 'enabled', budget_tokens: 5000 }, undefined],
    ['claude-opus-4-20250514', 10, { type: 'enabled', budget_tokens: 1024 }, undefined],
    ['claude-haiku-4-5', undefined, undefined, undefined],
    ['claude-3-haiku-20240307', 5000, undefined, undefined],
  ] as const)('%s with a thinking budget of %s', async (...[model, thinkingBudget, thinking, effort]) => {
    const body = await bodyOf({ model, settings: { thinkingBudget, temperature: 0.5 } });
    expect(body.thinking).toEqual(thinking);
    expect(body.output_config).toEqual(effort && { effort });
  });

  it('keeps the prompt in its cache while tools may be called', async () => {
    expect((await bodyOf({ tools: TOOLS })).cache_control).toEqual({ type: 'ephemeral' });
    expect((await bodyOf({})).cache_control).toBeUndefined();
  });

  it('names the tools of the conversation in the last step, and offers none', async () => {
    const answer = await ask(CALL);
    const body = await bodyOf({ messages: afterAnswer(answer) });
    expect(body.tools).toMatchObject([{ name: 'zoom' }]);
    expect(body.tool_choice).toEqual({ type: 'none' });
  });
});

describe('thoughts of Claude', () => {
  it('come back as they were signed, before what they led to', async () => {
    const answer = await ask(CALL);
    expect(answer.text).toBe('Смотрю.');
    const { messages } = await bodyOf({ messages: afterAnswer(answer), tools: TOOLS });
    expect(messages[1]?.content).toMatchObject([
      { type: 'thinking', thinking: 'думаю', signature: 'signed' },
      { type: 'text', text: 'Смотрю.' },
      { type: 'tool_use', id: 'c1', name: 'zoom', input: { x: 1 } },
    ]);
  });

  it('of another vendor do not come back, and a budget of old models is then not asked for', async () => {
    const answer = { ...(await ask(CALL)), providerState: undefined };
    const model = 'claude-sonnet-4-5';
    const body = await bodyOf({
      model,
      messages: afterAnswer(answer),
      tools: TOOLS,
      settings: { thinkingBudget: 5000 },
    });
    expect(body.thinking).toBeUndefined();
    expect(JSON.stringify(body.messages)).not.toContain('thinking');
  });
});

it('bills what was written to the cache', async () => {
  turn = {
    parts: [{ text: 'да' }],
    usage: { inputTokens: 100, cachedTokens: 60, cacheWriteTokens: 30, outputTokens: 5 },
  };
  const used: ModelUsage[] = [];
  const request = {
    model: 'claude-opus-5-5',
    system: [],
    messages: [question('?')],
    tools: [],
    settings: {},
  };
  const call = { apiKey: 'test-1', signal: new AbortController().signal };
  for await (const event of provider().stream(request, call))
    if (event.type === 'usage') used.push(event.usage);
  expect(used).toEqual([
    { inputTokens: 100, outputTokens: 5, thinkingTokens: 0, cachedTokens: 60, cacheWriteTokens: 30 },
  ]);
});

function provider() {
  return createAnthropicProvider({ baseUrl: server.url });
}

function ask(scripted: ScriptedTurn) {
  turn = scripted;
  return answerOf(provider(), { model: 'claude-opus-5-5', tools: TOOLS });
}

async function bodyOf(part: Partial<ModelRequest>) {
  turn = { parts: [{ text: 'ок' }] };
  await answerOf(provider(), { model: 'claude-opus-5-5', ...part });
  const last = server.requests.at(-1);
  if (!last) throw new Error('no request was made');
  return last.body;
}
