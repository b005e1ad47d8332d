import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { ModelError, type ModelRequest, type ProviderCaches, type ProviderFiles } from '../provider.ts';
import { type GeminiServer, type GeminiServerOptions, startGeminiServer } from '../testing/index.ts';
import { createGeminiProvider, type GeminiProviderOptions } from './gemini-provider.ts';

let server: GeminiServer;
afterEach(() => server.close());

const CHUNK = 262_144;
const PDF = { mediaType: 'application/pdf', displayName: 'Том 1, лист 12.pdf' };

describe("Gemini's Files API", () => {
  it('brings a file in pieces, whatever pieces it comes in', async () => {
    const { files } = await start({}, { uploadChunkBytes: CHUNK });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 * CHUNK }),
        fc.integer({ min: 1, max: CHUNK * 2 }),
        async (size, step) => {
          const bytes = new Uint8Array(size).fill(7);
          const stored = await files.upload({ ...PDF, size, bytes: inPieces(bytes, step) }, call());
          expect(stored.expiresAt?.getTime()).toBeGreaterThan(Date.now());
          expect(server.files().at(-1)).toMatchObject({
            name: stored.name,
            uri: stored.uri,
            bytes: size,
            pieces: Math.ceil(size / CHUNK),
            displayName: PDF.displayName,
          });
        },
      ),
      {
        numRuns: 12,
        examples: [
          [CHUNK, 1000],
          [2 * CHUNK, CHUNK],
          [1, 1],
        ],
      },
    );
  });

  it('stays behind a proxy, though Google names its own host', async () => {
    const asked: string[] = [];
    server = await startGeminiServer({ script: [] });
    const { files } = createGeminiProvider({
      baseUrl: 'https://proxy.example/gemini/v1beta',
      fetch: (input, init) => {
        asked.push(String(input));
        return fetch(String(input).replace('https://proxy.example/gemini', server.url), init);
      },
    });
    await files?.upload({ ...PDF, size: 3, bytes: new Uint8Array(3) }, call());
    expect(asked).toEqual([
      'https://proxy.example/gemini/upload/v1beta/files',
      expect.stringMatching(/^https:\/\/proxy\.example\/gemini\/upload\/v1beta\/files\?upload_id=/),
    ]);
  });

  it('waits until the file is ready, and names it in a request', async () => {
    const { provider, files } = await start({ onUpload: () => ({ kind: 'processing', polls: 2 }) });
    const { uri } = await files.upload({ ...PDF, size: 3, bytes: new Uint8Array(3) }, call());
    expect(server.files()).toMatchObject([{ state: 'ACTIVE' }]);
    await ask(provider, { uri });
    expect(server.requests[0]?.body.contents[0]?.parts?.[1]).toEqual({
      fileData: { mimeType: 'application/pdf', fileUri: uri },
    });
    expect(server.requests[0]?.bytesReceived).toBeLessThan(500);
  });

  it("tells a file that is gone or another key's from a bad key", async () => {
    let now = Date.now();
    const { provider, files } = await start({ now: () => now });
    const { name, uri } = await files.upload({ ...PDF, size: 3, bytes: new Uint8Array(3) }, call());
    expect(await files.state(name, call())).toMatchObject({ name, uri, state: 'ready' });
    expect(await files.state(name, call('test-2'))).toBeNull();
    await expect(ask(provider, { uri, key: 'test-2' })).rejects.toMatchObject({ code: 'missing_reference' });
    await expect(files.state(name, call('wrong'))).rejects.toMatchObject({ code: 'bad_key' });
    now += 49 * 3_600_000;
    expect(await files.state(name, call())).toBeNull();
    await expect(ask(provider, { uri })).rejects.toMatchObject({ code: 'missing_reference' });
  });

  it('removes a file, and once more without complaint', async () => {
    const { files } = await start();
    const { name } = await files.upload({ ...PDF, size: 3, bytes: new Uint8Array(3) }, call());
    await files.remove(name, call());
    await files.remove(name, call());
    expect(server.files()).toEqual([]);
  });

  it.each([
    [{ kind: 'failed' } as const, 'invalid_request'],
    [{ kind: 'refused', status: 429, message: 'секрет' } as const, 'rate_limited'],
    [{ kind: 'refused', status: 503, message: 'секрет' } as const, 'unavailable'],
    [{ kind: 'processing', polls: 1000 } as const, 'timeout'],
  ])('fails on %o as %s', async (fate, code) => {
    const { files } = await start({ onUpload: () => fate }, { fileReadyTimeoutMs: 300 });
    const failure = await files
      .upload({ ...PDF, size: 3, bytes: new Uint8Array(3) }, call())
      .catch((error) => error);
    expect(failure).toBeInstanceOf(ModelError);
    expect(failure.code).toBe(code);
    expect(String(failure.stack)).not.toMatch(/секрет|test-1/);
  });

  it.each([[2], [4]])('refuses a file of 3 bytes said to have %i', async (size) => {
    const { files } = await start();
    await expect(files.upload({ ...PDF, size, bytes: new Uint8Array(3) }, call())).rejects.toMatchObject({
      code: 'invalid_request',
    });
    expect(server.files()).toEqual([]);
  });

  it('lets no name out of its path', async () => {
    const { files } = await start();
    await expect(files.remove('files/../models', call())).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('stops at once when aborted, and times out when nobody answers', async () => {
    const { files } = await start({ onUpload: () => ({ kind: 'processing', polls: 1000 }) });
    const stop = new AbortController();
    const reason = new Error('стоп');
    setTimeout(() => stop.abort(reason), 100);
    const began = performance.now();
    const uploading = files.upload(
      { ...PDF, size: 3, bytes: new Uint8Array(3) },
      { ...call(), signal: stop.signal },
    );
    await expect(uploading).rejects.toBe(reason);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe("Gemini's cached prefixes", () => {
  const PREFIX = {
    model: 'gemini-3.8-flash',
    system: ['Отвечай по-русски.'],
    messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Проект: дом 5' }] }],
    tools: [{ name: 'zoom', description: 'Ближе', parameters: { type: 'object', properties: {} } }],
    ttlMs: 90_000,
  };

  it('hold system, tools and messages, which requests then leave out', async () => {
    const seen: unknown[] = [];
    const { provider, caches } = await start({
      script: ({ system, toolNames, question, cachedContent }) => {
        seen.push({ system, toolNames, question, cachedContent });
        return { parts: [{ text: 'да' }] };
      },
    });
    const { name, tokens, expiresAt } = await caches.create(PREFIX, call());
    expect(tokens).toBeGreaterThan(10);
    expect(Math.abs(expiresAt.getTime() - Date.now() - 90_000)).toBeLessThan(10_000);
    await ask(provider, { cachedContent: name, system: PREFIX.system, tools: PREFIX.tools });
    const body = server.requests[0]?.body;
    expect([body?.systemInstruction, body?.tools, body?.cachedContent]).toEqual([undefined, undefined, name]);
    expect(seen).toEqual([
      { system: PREFIX.system, toolNames: ['zoom'], question: 'Что здесь?', cachedContent: name },
    ]);
  });

  it("are missing once they are removed, expired or another model's", async () => {
    let now = Date.now();
    const { provider, caches } = await start({ now: () => now });
    const first = await caches.create(PREFIX, call());
    await caches.remove(first.name, call());
    await caches.remove(first.name, call());
    await expect(ask(provider, { cachedContent: first.name })).rejects.toMatchObject({
      code: 'missing_reference',
    });
    const second = await caches.create(PREFIX, call());
    await expect(
      ask(provider, { cachedContent: second.name, model: 'gemini-4-argon' }),
    ).rejects.toMatchObject({
      code: 'invalid_request',
    });
    now += 91_000;
    await expect(ask(provider, { cachedContent: second.name })).rejects.toMatchObject({
      code: 'missing_reference',
    });
  });

  it('below the least size are refused', async () => {
    const { caches } = await start({ minCacheTokens: 4096 });
    await expect(caches.create(PREFIX, call())).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

async function start(options: Partial<GeminiServerOptions> = {}, settings: GeminiProviderOptions = {}) {
  server = await startGeminiServer({ script: [{ parts: [{ text: 'да' }] }], ...options });
  const provider = createGeminiProvider({ baseUrl: server.url, ...settings });
  return { provider, files: provider.files as ProviderFiles, caches: provider.caches as ProviderCaches };
}

function call(apiKey = 'test-1') {
  return { apiKey, signal: new AbortController().signal };
}

async function ask(
  provider: ReturnType<typeof createGeminiProvider>,
  { uri, key, ...part }: Partial<ModelRequest> & { uri?: string; key?: string },
): Promise<void> {
  const request: ModelRequest = {
    model: 'gemini-3.8-flash',
    system: [],
    tools: [],
    settings: {},
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Что здесь?' },
          ...(uri ? [{ type: 'file' as const, mediaType: 'application/pdf', uri }] : []),
        ],
      },
    ],
    ...part,
  };
  for await (const _ of provider.stream(request, call(key)));
}

async function* inPieces(bytes: Uint8Array, step: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += step) yield bytes.subarray(from, from + step);
}
