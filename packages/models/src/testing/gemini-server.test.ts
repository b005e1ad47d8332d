import { createGoogle } from '@ai-sdk/google';
import { generateText, jsonSchema, streamText, tool } from 'ai';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type GeminiServer,
  type GeminiServerOptions,
  scriptedAssistant,
  startGeminiServer,
} from './index.ts';

let server: GeminiServer;
afterEach(() => server.close());

const QUESTION = { contents: [{ role: 'user', parts: [{ text: 'Сколько перемычек А4-14?' }] }] };

describe('the loopback Gemini', () => {
  it('streams as Google does', async () => {
    await start({
      script: [{ parts: [{ text: 'Да' }, { text: '.' }], usage: { inputTokens: 3, outputTokens: 2 } }],
    });
    const response = await post('gemini-3.8-flash:streamGenerateContent?alt=sse', QUESTION);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const chunks = (await response.text()).split('\r\n\r\n').filter(Boolean);
    expect(chunks.map((chunk) => JSON.parse(chunk.replace('data: ', '')))).toMatchObject([
      { candidates: [{ content: { parts: [{ text: 'Да' }], role: 'model' }, index: 0 }] },
      {
        candidates: [{ content: { parts: [{ text: '.' }] }, finishReason: 'STOP' }],
        usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2, totalTokenCount: 5 },
      },
    ]);
  });

  it('answers whole, lists models and knows its keys', async () => {
    await start({ script: [{ parts: [{ text: 'Да' }, { text: '.' }] }] });
    const whole = await (await post('gemini-3.8-flash:generateContent', QUESTION)).json();
    expect(whole).toMatchObject({ candidates: [{ content: { parts: [{ text: 'Да' }, { text: '.' }] } }] });
    const list = await fetch(`${server.url}/v1beta/models?key=test-1`);
    expect(await list.json()).toMatchObject({ models: [{ name: 'models/gemini-3.8-flash' }, {}, {}] });
    expect(
      (await fetch(`${server.url}/v1beta/models/none`, { headers: { 'x-goog-api-key': 'test-1' } })).status,
    ).toBe(404);

    const bad = await post('gemini-3.8-flash:generateContent', QUESTION, 'AIza-wrong');
    expect([bad.status, await bad.text()]).toEqual([400, expect.stringContaining('API_KEY_INVALID')]);
    expect((await fetch(`${server.url}/v1beta/models`)).status).toBe(403);
    expect(server.requests.map(({ key }) => key)).toEqual(['accepted', 'rejected']);
    expect(JSON.stringify(server.requests)).not.toContain('AIza-wrong');
  });

  it.each([
    ['no contents', { contents: [] }, /contents is not specified/],
    ['an empty message', { contents: [{ role: 'user', parts: [] }] }, /contents\[0\]\.parts/],
    [
      'a call without its answer',
      { contents: [...QUESTION.contents, CALL, ...QUESTION.contents] },
      /number of function response/,
    ],
    [
      'an unsigned call',
      { contents: [...QUESTION.contents, { role: 'model', parts: [{ functionCall: { name: 'zoom' } }] }] },
      /thought_signature/,
    ],
  ])('refuses %s, as Google does', async (_, body, message) => {
    await start({ script: [{ parts: [{ text: 'да' }] }] });
    const response = await post('gemini-3.8-flash:generateContent', body);
    expect([response.status, await response.text()]).toEqual([400, expect.stringMatching(message)]);
  });

  it('takes timings from the model name', async () => {
    await start({ script: [] });
    const began = performance.now();
    const response = await post('mock-ttft100-itl10-len20:streamGenerateContent?alt=sse', QUESTION);
    const chunks = (await response.text()).split('\r\n\r\n').filter(Boolean);
    expect(chunks).toHaveLength(20);
    const took = performance.now() - began;
    expect(took).toBeGreaterThan(280);
    expect(took).toBeLessThan(2000);
  });

  it('serves a client that we did not write', async () => {
    await start({ script: scriptedAssistant({ firstTokenDelayMs: 0, tokenDelayMs: 0 }) });
    const model = createGoogle({ apiKey: 'test-1', baseURL: `${server.url}/v1beta` })('gemini-4-argon');
    const result = streamText({ model, prompt: 'Сколько А4-14?', ...TOOLS });
    await result.consumeStream();
    const [text, steps, totalUsage] = await Promise.all([result.text, result.steps, result.totalUsage]);
    expect(steps.flatMap(({ toolCalls }) => toolCalls.map(({ toolName }) => toolName))).toEqual([
      'search_blocks',
      'read_blocks',
    ]);
    expect(text).toContain('> | А4-14 | 42 |');
    expect(text).toContain('стр.\u00a017, лист\u00a012 [AAAA-1111-AAA]');
    expect(totalUsage.totalTokens).toBeGreaterThan(10);
    const whole = await generateText({ model, prompt: 'Сколько А4-14?', ...TOOLS });
    expect(whole.text).toBe(text);
  });

  it('tells a script that throws from one that answers', async () => {
    await start({
      script: () => {
        throw new Error('сценарий сломан');
      },
    });
    const response = await post('gemini-3.8-flash:generateContent', QUESTION);
    expect([response.status, await response.text()]).toEqual([
      500,
      expect.stringContaining('сценарий сломан'),
    ]);
  });

  it('says so when its search finds nothing', async () => {
    await start({ script: scriptedAssistant({ firstTokenDelayMs: 0, tokenDelayMs: 0 }) });
    const model = createGoogle({ apiKey: 'test-1', baseURL: `${server.url}/v1beta` })('gemini-4-argon');
    const { text } = await generateText({ model, prompt: 'Где В21?' });
    expect(text).toContain('«В21»');
  });
});

const CALL = {
  role: 'model',
  parts: [{ functionCall: { name: 'zoom', args: {} }, thoughtSignature: 's' }],
};

const TOOLS = {
  stopWhen: () => false,
  tools: {
    search_blocks: tool({
      inputSchema: jsonSchema({ type: 'object', properties: { query: { type: 'string' } } }),
      execute: async () =>
        JSON.stringify({ results: [{ block_id: 'AAAA-1111-AAA', document_id: 'd', page: 17, sheet: '12' }] }),
    }),
    read_blocks: tool({
      inputSchema: jsonSchema({ type: 'object', properties: { block_ids: { type: 'array' } } }),
      execute: async () =>
        JSON.stringify({
          blocks: [
            {
              block_id: 'AAAA-1111-AAA',
              page: 17,
              sheet: '12',
              kind: 'table',
              text: '| Марка | Кол. |\n|---|---|\n| А4-14 | 42 |',
            },
          ],
        }),
    }),
  },
};

async function start(options: GeminiServerOptions): Promise<void> {
  server = await startGeminiServer(options);
}

function post(path: string, body: object, key = 'test-1'): Promise<Response> {
  return fetch(`${server.url}/v1beta/models/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-goog-api-key': key },
    body: JSON.stringify(body),
  });
}
