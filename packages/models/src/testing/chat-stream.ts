import { randomUUID } from 'node:crypto';
import type { ScriptedPart, ScriptedTurn } from './script.ts';

const STREAM_FAILURES = new Set([
  'error_in_stream',
  'cut',
  'cut_in_letter',
  'hang',
  'malformed_json',
  'no_finish',
]);

/** The frames of a turn as chat completions stream them: one a part, the last with the end. */
export function chatFrames(turn: ScriptedTurn, model: string): string[] {
  const deltas = (turn.parts ?? []).map((part, n) => toFrame(chunk({ delta: toDelta(part, n) }, model)));
  return [...deltas.slice(0, -1), (deltas.at(-1) ?? '') + endOf(turn, model)];
}

function endOf(turn: ScriptedTurn, model: string): string {
  const { failure } = turn;
  if (failure?.kind === 'malformed_json') return 'data: {"choices":[{"delta":{"cont\n\n';
  if (failure?.kind === 'error_in_stream') {
    return toFrame({ error: { message: 'The server had an error.', type: 'server_error', code: null } });
  }
  if (failure && STREAM_FAILURES.has(failure.kind)) return '';
  const finish = toFrame(chunk({ delta: {}, finish_reason: finishReason(turn) }, model));
  const usage = turn.usage ? toFrame({ ...chunk(null, model), usage: usageOf(turn.usage) }) : '';
  return `${finish}${usage}data: [DONE]\n\n`;
}

/** The same turn when no stream was asked for. */
export function chatAnswer(turn: ScriptedTurn, model: string): string {
  const parts = turn.parts ?? [];
  const calls = parts.flatMap((part) => ('call' in part ? [toolCall(part)] : []));
  const message = {
    role: 'assistant',
    content: parts.map((part) => ('text' in part ? part.text : '')).join(''),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
  return JSON.stringify({
    ...chunk(null, model),
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: finishReason(turn) }],
    usage: usageOf(turn.usage ?? {}),
  });
}

function toDelta(part: ScriptedPart, n: number): object {
  if ('text' in part) return { content: part.text };
  if ('thought' in part) return { reasoning_content: part.thought };
  return { tool_calls: [{ index: n, ...toolCall(part) }] };
}

function toolCall({ call, signature }: Extract<ScriptedPart, { call: unknown }>): object {
  return {
    id: call.id ?? `call_${randomUUID().slice(0, 8)}`,
    type: 'function',
    function: { name: call.name, arguments: call.malformed ?? JSON.stringify(call.arguments) },
    ...(signature && { extra_content: { google: { thought_signature: signature } } }),
  };
}

function finishReason({ parts, failure, finish }: ScriptedTurn): string {
  if (failure?.kind === 'blocked_answer') return 'content_filter';
  if (finish === 'length') return 'length';
  return parts?.some((part) => 'call' in part) ? 'tool_calls' : 'stop';
}

function usageOf({
  inputTokens = 0,
  outputTokens = 0,
  thinkingTokens = 0,
  cachedTokens = 0,
}: NonNullable<ScriptedTurn['usage']>) {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens },
    completion_tokens_details: { reasoning_tokens: thinkingTokens },
  };
}

function chunk(choice: object | null, model: string): object {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_790_000_000,
    model,
    choices: choice ? [{ index: 0, finish_reason: null, ...choice }] : [],
  };
}

function toFrame(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}
