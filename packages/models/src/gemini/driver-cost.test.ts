import { expect, it } from 'vitest';
import { startGeminiServer } from '../testing/index.ts';
import { createGeminiProvider } from './gemini-provider.ts';

const TOKENS = 3000;
const MODEL = `mock-len${TOKENS}`;
const MESSAGES = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'да' }] }];

it('costs little per token over the bare connection', async () => {
  const server = await startGeminiServer({ script: [] });
  try {
    const provider = createGeminiProvider({ baseUrl: server.url });
    const through = async () => {
      const request = { model: MODEL, system: [], messages: MESSAGES, tools: [], settings: {} };
      const call = { apiKey: 'test-1', signal: new AbortController().signal };
      let tokens = 0;
      for await (const event of provider.stream(request, call)) if (event.type === 'text') tokens += 1;
      expect(tokens).toBe(TOKENS);
    };
    const direct = async () => {
      const response = await fetch(`${server.url}/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`, {
        method: 'POST',
        headers: { 'x-goog-api-key': 'test-1' },
        body: JSON.stringify({ contents: [{ parts: [{ text: 'да' }] }] }),
      });
      await response.arrayBuffer();
    };
    await through();
    const [ours, bare] = [await best(through), await best(direct)];
    console.info(`driver: ${((ours - bare) / TOKENS).toFixed(4)} ms a token over the bare connection`);
    expect((ours - bare) / TOKENS).toBeLessThan(0.5);
  } finally {
    await server.close();
  }
});

async function best(run: () => Promise<void>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round += 1) {
    const start = performance.now();
    await run();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}
