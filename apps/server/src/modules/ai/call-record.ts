import {
  type FinishReason,
  ModelError,
  type ModelEvent,
  type ModelUsage,
  type ToolCall,
} from '@aizoomdoc/models';
import { toJson } from '#platform/db/json.ts';
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
  /** UTF-16 units so far. */
  size: number;
}

export const newSaid = (): Said => ({
  text: '',
  thinking: '',
  toolCalls: [],
  finish: null,
  usage: { inputTokens: 0, outputTokens: 0, thinkingTokens: 0, cachedTokens: 0 },
  size: 0,
});

/** UTF-16 units of one call's output: far beyond what any model writes, and little enough to keep. */
const mostOutput = 2_000_000;

/** Arguments of tools are looked up and stored, names included. */
export function storable(event: ModelEvent): ModelEvent {
  return event.type === 'tool_call' ? { ...event, call: JSON.parse(toJson(event.call)) as ToolCall } : event;
}

/** @throws {ModelError} when there is no end to it */
export function take(said: Said, event: ModelEvent): void {
  add(said, event);
  if (event.type === 'tool_call') said.size += JSON.stringify(event.call).length;
  else if ('text' in event) said.size += event.text.length;
  if (said.size > mostOutput) throw new ModelError('malformed_output', 'the answer has no end');
}

function add(said: Said, event: ModelEvent): void {
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
