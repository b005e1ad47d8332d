import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, isStepCount, jsonSchema, streamText, tool } from 'ai';
import { afterEach, describe, expect, it } from 'vitest';
import { createAnthropicProvider } from '../anthropic/anthropic-provider.ts';
import { createCompatibleProvider } from '../compatible/compatible-provider.ts';
import { createGeminiProvider } from '../gemini/gemini-provider.ts';
import { createOpenAiProvider } from '../openai/openai-provider.ts';
import type { ModelMessage, ModelProvider } from '../provider.ts';
import {
  type Script,
  type ScriptedRequest,
  scriptedAssistant,
  startAnthropicServer,
  startGeminiServer,
  startOpenAiServer,
  type VendorServer,
} from './index.ts';

let server: VendorServer;
afterEach(() => server.close());

type Start = (script: Script) => Promise<VendorServer>;
type Connect = (baseUrl: string) => ModelProvider;
const VENDORS: [string, { start: Start; connect: Connect; model: string; resolution: string | null }][] = [
  [
    'Gemini',
    {
      start: (script) => startGeminiServer({ script }),
      connect: (baseUrl) => createGeminiProvider({ baseUrl }),
      model: 'gemini-4-argon',
      resolution: 'high',
    },
  ],
  [
    'OpenAI',
    {
      start: (script) => startOpenAiServer({ script }),
      connect: (baseUrl) => createOpenAiProvider({ baseUrl }),
      model: 'gpt-6.1-sol',
      resolution: 'high',
    },
  ],
  [
    'Claude',
    {
      start: (script) => startAnthropicServer({ script }),
      connect: (baseUrl) => createAnthropicProvider({ baseUrl }),
      model: 'claude-opus-5-5',
      resolution: null,
    },
  ],
  [
    'a compatible server',
    {
      start: (script) => startOpenAiServer({ script, keyIsOptional: true }),
      connect: (baseUrl) => createCompatibleProvider({ baseUrl }),
      model: 'qwen3-vl',
      resolution: null,
    },
  ],
];

const PICTURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
const MESSAGES: ModelMessage[] = [
  { role: 'user', content: [{ type: 'text', text: 'Что было раньше?' }] },
  { role: 'assistant', text: 'Ничего.', toolCalls: [] },
  { role: 'user', content: [{ type: 'text', text: 'Что на плане?' }] },
  {
    role: 'assistant',
    text: '',
    toolCalls: [
      { id: 'c1', name: 'request_images', arguments: { block_ids: ['AAAA-1111-AAA'] } },
      { id: 'c2', name: 'read_blocks', arguments: {} },
    ],
  },
  {
    role: 'tool',
    results: [
      { id: 'c1', name: 'request_images', output: '{"pictures":[{"picture":"P1"}]}' },
      { id: 'c2', name: 'read_blocks', output: 'нет такого' },
    ],
  },
  {
    role: 'user',
    content: [
      { type: 'text', text: 'P1 · план' },
      { type: 'image', mediaType: 'image/png', bytes: PICTURE },
      { type: 'text', text: 'P2 · узел' },
      { type: 'image', mediaType: 'image/png', bytes: PICTURE },
    ],
  },
];

describe.each(VENDORS)('a script of %s', (_, { start, connect, model, resolution }) => {
  it('sees the same of a request as of any other vendor, and its bytes are counted', async () => {
    const seen: ScriptedRequest[] = [];
    server = await start((request) => {
      seen.push(request);
      return { parts: [{ text: 'да' }] };
    });
    const stream = connect(server.url).stream(
      {
        model,
        system: ['Роль', 'Правила'],
        messages: MESSAGES,
        tools: [{ name: 'zoom', description: 'Ближе', parameters: { type: 'object', properties: {} } }],
        settings: { mediaResolution: 'high' },
      },
      { apiKey: 'test-1', signal: new AbortController().signal },
    );
    for await (const event of stream) if (event.type === 'finish') expect(event.reason).toBe('stop');
    const picture = { mediaType: 'image/png', bytes: PICTURE.length, uri: null };
    const question = {
      question: 'Что на плане?',
      toolResults: [
        { name: 'request_images', output: '{"pictures":[{"picture":"P1"}]}' },
        { name: 'read_blocks', output: 'нет такого' },
      ],
      pictures: [
        { label: 'P1 · план', ...picture },
        { label: 'P2 · узел', ...picture },
      ],
      texts: ['P1 · план', 'P2 · узел'],
    };
    expect(seen).toEqual([
      {
        index: 0,
        model,
        system: ['Роль', 'Правила'],
        ...question,
        run: question,
        toolNames: ['zoom'],
        mediaResolution: resolution,
        cachedContent: null,
      },
    ]);
    const [record] = server.requests;
    expect(record?.bytesReceived).toBe(Buffer.byteLength(JSON.stringify(record?.body)));
  });

  it('offers no tools in the last step, though tools were called before', async () => {
    const offered: string[][] = [];
    server = await start(({ toolNames }) => {
      offered.push(toolNames);
      return { parts: [{ text: 'да' }] };
    });
    const request = { model, system: [], messages: MESSAGES, tools: [], settings: {} };
    const call = { apiKey: 'test-1', signal: new AbortController().signal };
    for await (const _event of connect(server.url).stream(request, call));
    expect(offered).toEqual([[]]);
  });
});

describe('a client that we did not write', () => {
  const OPTIONS = {
    prompt: 'Сколько А4-14?',
    stopWhen: isStepCount(5),
    tools: {
      search_blocks: tool({
        inputSchema: jsonSchema({ type: 'object', properties: { query: { type: 'string' } } }),
        execute: async () => JSON.stringify({ results: [{ block_id: 'AAAA-1111-AAA' }] }),
      }),
      read_blocks: tool({
        inputSchema: jsonSchema({ type: 'object', properties: { block_ids: { type: 'array' } } }),
        execute: async () =>
          JSON.stringify({ blocks: [{ block_id: 'AAAA-1111-AAA', text: 'А4-14: 42 шт.' }] }),
      }),
    },
  };

  it.each([
    ['OpenAI Responses', startOpenAiServer, (url: string) => openAi(url).responses('gpt-6.1-sol')],
    ['OpenAI Chat', startOpenAiServer, (url: string) => openAi(url).chat('gpt-6.1-sol')],
    [
      'Claude',
      startAnthropicServer,
      (url: string) => createAnthropic({ apiKey: 'test-1', baseURL: `${url}/v1` })('claude-opus-5-5'),
    ],
  ])('is served by %s, streaming and whole', async (_, start, connect) => {
    server = await start({ script: scriptedAssistant({ firstTokenDelayMs: 0, tokenDelayMs: 0 }) });
    const model = connect(server.url);
    const result = streamText({ model, ...OPTIONS });
    await result.consumeStream();
    expect(await result.text).toContain('> А4-14: 42 шт.\n>\n> [AAAA-1111-AAA]');
    expect((await generateText({ model, ...OPTIONS })).text).toBe(await result.text);
    const list = await fetch(`${server.url}/v1/models`, {
      headers: { authorization: 'Bearer test-1', 'x-api-key': 'test-1' },
    });
    expect(await list.json()).toMatchObject({ data: [{}, {}, {}, {}] });
    expect((await fetch(`${server.url}/v1/models`)).status).toBe(401);
  });
});

function openAi(url: string) {
  return createOpenAI({ apiKey: 'test-1', baseURL: `${url}/v1` });
}
