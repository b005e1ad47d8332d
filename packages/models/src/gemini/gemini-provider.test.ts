import { describe, it } from 'vitest';
import { type ConformanceHarness, conformanceCases, startGeminiServer } from '../testing/index.ts';
import { createGeminiProvider } from './gemini-provider.ts';

const harness: ConformanceHarness = {
  async start(script, timeouts) {
    const server = await startGeminiServer({ script });
    return {
      provider: createGeminiProvider({ baseUrl: server.url, ...timeouts }),
      model: 'gemini-3.8-flash',
      apiKey: 'test-key-that-nobody-may-see',
      sent: () => server.requests.map(({ body }) => JSON.stringify(body)),
      lastClosed: async () => (await server.requests.at(-1)?.closed) ?? 'aborted',
      close: server.close,
    };
  },
};

describe('Gemini keeps the contract of a provider', () => {
  for (const { name, run } of conformanceCases(harness)) it(name, run);
});
