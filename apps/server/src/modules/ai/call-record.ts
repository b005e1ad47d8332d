import type { FinishReason, ModelEvent, ModelUsage, ToolCall } from '@aizoomdoc/models';
import type { CallRow } from './call-store.ts';
import type { Prompt, PromptMessage } from './prompt.ts';
import type { LastCall } from './run-memory.ts';
import { sharedPrefix } from './run-memory.ts';

/** What a model said in one call. */
export interface Said {
  text: string;
  thinking: string;
  toolCalls: ToolCall[];
  finish: FinishReason | null;
  usage: ModelUsage;
}

export const newSaid = (): Said => ({
  text: '',
  thinking: '',
  toolCalls: [],
  finish: null,
  usage: { inputTokens: 0, outputTokens: 0, thinkingTokens: 0, cachedTokens: 0 },
});

export function take(said: Said, event: ModelEvent): void {
  switch (event.type) {
    case 'text':
      said.text += event.text;
      break;
    case 'thinking':
      said.thinking += event.text;
      break;
    case 'tool_call':
      said.toolCalls.push(event.call);
      break;
    case 'usage':
      said.usage = event.usage;
      break;
    case 'finish':
      said.finish = event.reason;
  }
}

/**
 * A request as it is stored: pictures by id and hash, no key. Messages that the call before it began with are not stored
 * again: a run of ten calls would keep its documents ten times.
 */
export interface StoredRequest extends Omit<Prompt, 'messages'> {
  /** The call whose messages stand before these. */
  after: number | null;
  messages: PromptMessage[];
}

export function toStoredRequest(prompt: Prompt, last: LastCall | null): StoredRequest {
  const shared = last === null ? 0 : sharedPrefix(last.prompt, prompt);
  if (last === null || shared === 0) return { ...prompt, after: null };
  return { ...prompt, after: last.n, messages: prompt.messages.slice(shared) };
}

export function toStoredResponse({ text, thinking, toolCalls, finish }: Said) {
  return { text, thinking, tool_calls: toolCalls, finish };
}

/** The whole prompt of each call of a run, by its number. */
export function restorePrompts(calls: readonly CallRow[]): Map<number, Prompt> {
  const prompts = new Map<number, Prompt>();
  for (const { n, request } of calls) {
    const { after, ...stored } = request as unknown as StoredRequest;
    const before = after === null ? [] : (prompts.get(after)?.messages ?? []);
    prompts.set(n, { ...stored, messages: [...before, ...stored.messages] });
  }
  return prompts;
}
