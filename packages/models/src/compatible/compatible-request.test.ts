import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { afterAnswer, answerOf } from '../testing/asking.ts';
import { type ScriptedTurn, startOpenAiServer } from '../testing/index.ts';
import { createCompatibleProvider } from './compatible-provider.ts';

let server: Awaited<ReturnType<typeof startOpenAiServer>>;
let turn: ScriptedTurn = {};
beforeAll(async () => {
  server = await startOpenAiServer({ script: () => turn, keyIsOptional: true });
});
afterAll(() => server.close());

const MODEL = 'qwen3-vl';
const TOOLS = [{ name: 'zoom', description: 'Ближе', parameters: { type: 'object', properties: {} } }];

describe('what a compatible server is asked', () => {
  it('needs no key, and gets one that was given', async () => {
    for (const key of [null, 'test-1']) {
      await ask({ parts: [{ text: 'да' }] }, {}, key);
      expect(server.requests.at(-1)?.key).toBe('accepted');
    }
    await expect(ask({ parts: [{ text: 'да' }] }, {}, 'wrong')).rejects.toMatchObject({ code: 'bad_key' });
  });

  it('hears of thinking only when its operator says that models take it', async () => {
    const settings = { thinkingBudget: 500 };
    await ask({ parts: [{ text: 'да' }] }, { settings });
    expect(server.requests.at(-1)?.body.reasoning_effort).toBeUndefined();
    const provider = createCompatibleProvider({ baseUrl: server.url, takesEffort: true });
    await answerOf(provider, { model: MODEL, settings });
    expect(server.requests.at(-1)?.body.reasoning_effort).toBe('low');
    await answerOf(provider, { model: MODEL, settings: { thinkingBudget: 0 } });
    expect(server.requests.at(-1)?.body.reasoning_effort).toBe('none');
  });

  it('gets its thoughts back between a question and the answer, and not after', async () => {
    const calling = await ask({
      parts: [{ thought: 'думаю' }, { call: { name: 'zoom', arguments: {}, id: 'c1' } }],
    });
    await ask({ parts: [{ text: 'да' }] }, { messages: afterAnswer(calling), tools: TOOLS });
    expect(server.requests.at(-1)?.body.messages?.[1]).toMatchObject({
      reasoning_content: 'думаю',
      tool_calls: [{ id: 'c1' }],
    });
    const answer = await ask({ parts: [{ thought: 'думаю' }, { text: 'да' }] });
    expect(answer).not.toHaveProperty('providerState');
  });
});

function ask(
  scripted: ScriptedTurn,
  part: Partial<Parameters<typeof answerOf>[1]> = {},
  apiKey: string | null = null,
) {
  turn = scripted;
  const provider = createCompatibleProvider({ baseUrl: server.url });
  return answerOf(provider, { model: MODEL, tools: TOOLS, ...part }, apiKey);
}
