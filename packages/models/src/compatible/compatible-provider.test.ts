import { describe, it } from 'vitest';
import { type ConformanceHarness, conformanceCases, startOpenAiServer } from '../testing/index.ts';
import { createCompatibleProvider } from './compatible-provider.ts';

const harness: ConformanceHarness = {
  async start(script, timeouts) {
    const server = await startOpenAiServer({ script });
    return {
      provider: createCompatibleProvider({ baseUrl: server.url, ...timeouts }),
      model: 'qwen3-vl',
      apiKey: 'test-key-that-nobody-may-see',
      sent: () => server.requests.map(({ body }) => JSON.stringify(body)),
      lastClosed: async () => (await server.requests.at(-1)?.closed) ?? 'aborted',
      close: server.close,
    };
  },
  lacks: ['malformed_call'],
  keyIsOptional: true,
};

describe('A compatible server keeps the contract of a provider', () => {
  for (const { name, run } of conformanceCases(harness)) it(name, run);
});
