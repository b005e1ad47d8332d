import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelEvent, ModelMessage, ModelRequest } from '../provider.ts';
import { type GeminiServer, type ScriptedTurn, startGeminiServer } from '../testing/index.ts';
import { createGeminiProvider } from './gemini-provider.ts';

let server: GeminiServer;
let turn: ScriptedTurn = {};
beforeAll(async () => {
  server = await startGeminiServer({ script: () => turn });
});
afterAll(() => server.close());

describe('what Gemini is asked', () => {
  it('gets the system prompts in order and the settings', async () => {
    const body = await bodyOf({
      system: ['роль', '', 'правила'],
      settings: { temperature: 0.2, topP: 0.9, maxOutputTokens: 100 },
    });
    expect(body.systemInstruction).toEqual({ parts: [{ text: 'роль' }, { text: 'правила' }] });
    expect(body.generationConfig).toMatchObject({ temperature: 0.2, topP: 0.9, maxOutputTokens: 100 });
  });

  it.each([
    ['gemini-2.5-flash', 2000, { thinkingBudget: 2000, includeThoughts: true }],
    ['gemini-2.5-flash', 0, { thinkingBudget: 0 }],
    ['gemini-2.5-pro', 0, { thinkingBudget: expect.any(Number) }],
    ['gemini-2.5-flash', -1, { includeThoughts: true }],
    ['gemini-2.5-flash', undefined, { includeThoughts: true }],
    ['gemini-4-argon', 500, { thinkingLevel: 'low', includeThoughts: true }],
    ['gemini-4-argon', 8192, { thinkingLevel: 'medium', includeThoughts: true }],
    ['gemini-4-argon', 20_000, { thinkingLevel: 'high', includeThoughts: true }],
    ['gemini-3.8-flash', 0, { thinkingLevel: 'low' }],
    ['gemini-2.0-flash', 500, undefined],
    ['gemma-3-27b-it', 500, undefined],
  ])('%s with a thinking budget of %s', async (model, thinkingBudget, expected) => {
    const { generationConfig } = await bodyOf({ model, settings: { thinkingBudget } });
    expect(generationConfig?.thinkingConfig).toEqual(expected);
  });

  it('gets pictures as they are, after their text', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const { contents } = await bodyOf({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'план' },
            { type: 'image', mediaType: 'image/png', bytes },
          ],
        },
      ],
    });
    expect(contents[0]?.parts).toEqual([
      { text: 'план' },
      { inlineData: { mimeType: 'image/png', data: 'AQID' } },
    ]);
  });

  it('gets no tools when there are none', async () => {
    expect((await bodyOf({})).tools).toBeUndefined();
  });
});

describe('thought signatures', () => {
  const SIGNED: ScriptedTurn = {
    parts: [
      { thought: 'думаю', signature: 's-thought' },
      { text: 'Смот' },
      { text: 'рю' },
      { text: ' план', signature: 's-text' },
      { text: '.' },
      { call: { name: 'zoom', arguments: { x: 1 }, id: 'c1' }, signature: 's-call' },
      { call: { name: 'zoom', arguments: { x: 2 }, id: 'c2' } },
    ],
  };

  it('come back on the parts that they signed', async () => {
    const answer = await answerOf(SIGNED);
    expect(JSON.stringify(answer.providerState)).not.toContain('Смот');
    expect(await modelParts(answer)).toEqual([
      { text: 'думаю', thought: true, thoughtSignature: 's-thought' },
      { text: 'Смотрю' },
      { text: ' план', thoughtSignature: 's-text' },
      { text: '.' },
      { functionCall: { id: 'c1', name: 'zoom', args: { x: 1 } }, thoughtSignature: 's-call' },
      { functionCall: { id: 'c2', name: 'zoom', args: { x: 2 } } },
    ]);
  });

  it('come back when they end the answer', async () => {
    const answer = await answerOf({ parts: [{ text: 'Готово' }, { text: '', signature: 's-end' }] });
    expect(await modelParts(answer)).toEqual([{ text: 'Готово' }, { text: '', thoughtSignature: 's-end' }]);
  });

  it('are left out when the message is another one now, or another vendor wrote it', async () => {
    const answer = await answerOf(SIGNED);
    const plain = [
      { text: 'Вижу.' },
      { functionCall: { id: 'c1', name: 'zoom', args: { x: 1 } }, thoughtSignature: expect.any(String) },
      { functionCall: { id: 'c2', name: 'zoom', args: { x: 2 } }, thoughtSignature: expect.any(String) },
    ];
    expect(await modelParts({ ...answer, text: 'Вижу.' })).toEqual(plain);
    expect(await modelParts({ ...answer, text: 'Вижу.', providerState: { vendor: 'openai' } })).toEqual(
      plain,
    );
    expect(JSON.stringify(await modelParts({ ...answer, text: 'Вижу.' }))).not.toContain('s-call');
  });

  it('leave no state when there are none', async () => {
    expect(await answerOf({ parts: [{ text: 'да' }] })).not.toHaveProperty('providerState');
  });
});

it('bills a refused prompt before it fails', async () => {
  turn = { failure: { kind: 'blocked_prompt' }, usage: { inputTokens: 7 } };
  const events: ModelEvent[] = [];
  const failing = async () => {
    for await (const event of stream({})) events.push(event);
  };
  await expect(failing()).rejects.toMatchObject({ code: 'blocked' });
  expect(events).toMatchObject([{ type: 'usage', usage: { inputTokens: 7 } }]);
});

type Answer = Extract<ModelMessage, { role: 'assistant' }>;

/** What the orchestrator would store of an answer. */
async function answerOf(scripted: ScriptedTurn): Promise<Answer> {
  turn = scripted;
  const answer: Answer = { role: 'assistant', text: '', toolCalls: [] };
  for await (const event of stream({})) {
    if (event.type === 'text') answer.text += event.text;
    if (event.type === 'tool_call') answer.toolCalls.push(event.call);
    if (event.type === 'finish' && event.providerState) answer.providerState = event.providerState;
  }
  return answer;
}

/** The parts of the answer in the request that follows it. */
async function modelParts(answer: Answer): Promise<unknown> {
  const results = answer.toolCalls.map(({ id, name }) => ({ id, name, output: 'ок' }));
  const { contents } = await bodyOf({
    messages: [question('раз'), answer, results.length > 0 ? { role: 'tool', results } : question('два')],
  });
  return contents.find(({ role }) => role === 'model')?.parts;
}

async function bodyOf(part: Partial<ModelRequest>) {
  turn = { parts: [{ text: 'ок' }] };
  for await (const _ of stream(part));
  const last = server.requests.at(-1);
  if (!last) throw new Error('no request was made');
  return last.body;
}

function stream(part: Partial<ModelRequest>) {
  const request: ModelRequest = {
    model: 'gemini-3.8-flash',
    system: [],
    messages: [question('вопрос')],
    tools: [],
    settings: {},
    ...part,
  };
  const call = { apiKey: 'test-1', signal: new AbortController().signal };
  return createGeminiProvider({ baseUrl: server.url }).stream(request, call);
}

function question(text: string): ModelMessage {
  return { role: 'user', content: [{ type: 'text', text }] };
}
