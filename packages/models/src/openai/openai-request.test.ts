import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelMessage, ModelRequest } from '../provider.ts';
import { afterAnswer, answerOf } from '../testing/asking.ts';
import { type ScriptedTurn, startOpenAiServer } from '../testing/index.ts';
import { createOpenAiProvider } from './openai-provider.ts';

let server: Awaited<ReturnType<typeof startOpenAiServer>>;
let turn: ScriptedTurn = {};
beforeAll(async () => {
  server = await startOpenAiServer({ script: () => turn });
});
afterAll(() => server.close());

const TOOLS = [{ name: 'zoom', description: 'Ближе', parameters: { type: 'object', properties: {} } }];

describe('what OpenAI is asked', () => {
  it('keeps nothing and sends its reasoning along', async () => {
    expect(await bodyOf({ system: ['роль', '', 'правила'] })).toMatchObject({
      store: false,
      include: ['reasoning.encrypted_content'],
      input: [
        { role: 'developer', content: 'роль' },
        { role: 'developer', content: 'правила' },
        { role: 'user' },
      ],
    });
  });

  it.each([
    ['gpt-6.1-sol', undefined, { summary: 'auto' }],
    ['gpt-6.1-sol', 500, { effort: 'low', summary: 'auto' }],
    ['gpt-6.1-terra', 8192, { effort: 'medium', summary: 'auto' }],
    ['gpt-6-astra', 20_000, { effort: 'high', summary: 'auto' }],
    ['gpt-6-astra', 0, { effort: 'low', summary: 'auto' }],
    ['gpt-6.1-sol', 0, { effort: 'low', summary: 'auto' }],
    ['gpt-6.1-terra', 0, { effort: 'none' }],
    ['gpt-5', 0, { effort: 'minimal', summary: 'auto' }],
    ['gpt-4.1', 5000, undefined],
    ['gpt-4.1', undefined, undefined],
    ['a-model-of-tomorrow', 5000, undefined],
  ])('%s with a thinking budget of %s', async (model, thinkingBudget, expected) => {
    expect((await bodyOf({ model, settings: { thinkingBudget, temperature: 0.5 } })).reasoning).toEqual(
      expected,
    );
  });

  it('asks for no summaries where they were switched off', async () => {
    turn = { parts: [{ text: 'ок' }] };
    const provider = createOpenAiProvider({ baseUrl: server.url, thinkingSummaries: false });
    await answerOf(provider, { model: 'gpt-6.1-sol' });
    expect(server.requests.at(-1)?.body.reasoning).toBeUndefined();
  });

  it.each([
    ['gpt-6.1-sol', 'low', 'low'],
    ['gpt-6.1-sol', 'medium', 'high'],
    ['gpt-5.4', 'high', 'original'],
    ['gpt-4.1', 'high', 'high'],
    ['gpt-6.1-sol', undefined, undefined],
  ] as const)('%s sees a picture of %s resolution as %s', async (model, mediaResolution, detail) => {
    const bytes = new Uint8Array([1, 2, 3]);
    const messages: ModelMessage[] = [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'план' },
          { type: 'image', mediaType: 'image/png', bytes },
        ],
      },
    ];
    const { input } = await bodyOf({ model, messages, settings: { mediaResolution } });
    expect(input?.[0]?.content).toEqual([
      { type: 'input_text', text: 'план' },
      { type: 'input_image', image_url: 'data:image/png;base64,AQID', ...(detail && { detail }) },
    ]);
  });
});

describe('reasoning of OpenAI', () => {
  it('comes back before what it led to, with its ciphertext', async () => {
    const answer = await ask({
      parts: [
        { thought: 'думаю', signature: 'cipher-1' },
        { text: 'Смотрю.' },
        { call: { name: 'zoom', arguments: { x: 1 }, id: 'c1' }, signature: 'cipher-2' },
        { call: { name: 'zoom', arguments: { x: 2 }, id: 'c2' } },
      ],
    });
    expect(JSON.stringify(answer.providerState)).not.toContain('Смотрю');
    const { input } = await bodyOf({ messages: afterAnswer(answer), tools: TOOLS });
    expect(input?.slice(1)).toMatchObject([
      { type: 'reasoning', encrypted_content: 'cipher-1', summary: [{ text: 'думаю' }] },
      { role: 'assistant', content: 'Смотрю.' },
      { type: 'reasoning', encrypted_content: 'cipher-2', summary: [] },
      { type: 'function_call', call_id: 'c1', arguments: '{"x":1}' },
      { type: 'function_call', call_id: 'c2', arguments: '{"x":2}' },
      { type: 'function_call_output', call_id: 'c1', output: 'ок' },
      { type: 'function_call_output', call_id: 'c2', output: 'ок' },
    ]);
  });

  it('is left out when the message is another one now, or another vendor wrote it', async () => {
    const answer = await ask({
      parts: [{ call: { name: 'zoom', arguments: {}, id: 'c1' }, signature: 'cipher' }],
    });
    for (const changed of [
      { ...answer, text: 'Вижу.' },
      { ...answer, providerState: { vendor: 'google', parts: [] } },
    ]) {
      const { input } = await bodyOf({ messages: afterAnswer(changed), tools: TOOLS });
      expect(input?.filter(({ type }) => type === 'reasoning')).toEqual([]);
    }
  });

  it('without ciphertext leaves no state', async () => {
    expect(await ask({ parts: [{ thought: 'думаю' }, { text: 'да' }] })).not.toHaveProperty('providerState');
  });
});

function ask(scripted: ScriptedTurn) {
  turn = scripted;
  return answerOf(createOpenAiProvider({ baseUrl: server.url }), { model: 'gpt-6.1-sol', tools: TOOLS });
}

async function bodyOf(part: Partial<ModelRequest>) {
  turn = { parts: [{ text: 'ок' }] };
  await answerOf(createOpenAiProvider({ baseUrl: server.url }), { model: 'gpt-6.1-sol', ...part });
  const last = server.requests.at(-1);
  if (!last) throw new Error('no request was made');
  return last.body;
}
