import type { ModelMessage, ModelProvider, ModelRequest } from '../provider.ts';

type Answer = Extract<ModelMessage, { role: 'assistant' }>;

/** Asks a provider and gives what an orchestrator would store of the answer; the state as JSON, as stores keep it. */
export async function answerOf(
  provider: ModelProvider,
  request: Partial<ModelRequest> & Pick<ModelRequest, 'model'>,
  apiKey: string | null = 'test-1',
): Promise<Answer> {
  const answer: Answer = { role: 'assistant', text: '', toolCalls: [] };
  const whole = { system: [], messages: [question('вопрос')], tools: [], settings: {}, ...request };
  for await (const event of provider.stream(whole, { apiKey, signal: new AbortController().signal })) {
    if (event.type === 'text') answer.text += event.text;
    if (event.type === 'tool_call') answer.toolCalls.push(event.call);
    if (event.type === 'finish' && event.providerState) {
      answer.providerState = JSON.parse(JSON.stringify(event.providerState));
    }
  }
  return answer;
}

/** The conversation that goes on after an answer: results of its tools, or another question. */
export function afterAnswer(answer: Answer): ModelMessage[] {
  const results = answer.toolCalls.map(({ id, name }) => ({ id, name, output: 'ок' }));
  return [question('вопрос'), answer, results.length > 0 ? { role: 'tool', results } : question('и ещё')];
}

export function question(text: string): ModelMessage {
  return { role: 'user', content: [{ type: 'text', text }] };
}
