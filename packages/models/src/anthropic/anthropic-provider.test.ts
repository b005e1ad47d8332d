import { describe, it } from 'vitest';
import { type ConformanceHarness, conformanceCases, startAnthropicServer } from '../testing/index.ts';
import { createAnthropicProvider } from './anthropic-provider.ts';

const harness: ConformanceHarness = {
  async start(script, timeouts) {
    const server = await startAnthropicServer({ script });
    return {
      provider: createAnthropicProvider({ baseUrl: server.url, ...timeouts }),
      model: 'claude-opus-5-5',
      apiKey: 'test-key-that-nobody-may-see',
      sent: () => server.requests.map(({ body }) => JSON.stringify(body)),
      lastClosed: async () => (await server.requests.at(-1)?.closed) ?? 'aborted',
      close: server.close,
    };
  },
  lacks: ['malformed_call'],
};

describe('Claude keeps the contract of a provider', () => {
  for (const { name, run } of conformanceCases(harness)) it(name, run);
});
