import { randomUUID } from 'node:crypto';
import {
  type CallOptions,
  type FinishReason,
  ModelError,
  type ModelEvent,
  type ModelProvider,
  type ModelRequest,
  type ModelUsage,
} from '../provider.ts';
import { providerBaseUrl } from '../wire/base-url.ts';
import { type LineOptions, openLine } from '../wire/line.ts';
import { parseArguments } from '../wire/tool-arguments.ts';
import { finishError, promptBlocked, toModelError } from './errors.ts';
import { toCallOptions } from './prompt.ts';
import { type FinishPart, openSdkModel, type StreamPart } from './sdk.ts';
import { createSignatureRecorder, type SignatureRecorder } from './signatures.ts';

export interface GeminiProviderOptions {
  /** Default Google's own address; an address without a path gets `/v1beta`. https, or http on loopback. */
  baseUrl?: string | undefined;
  /** Default the global one; given where connections need extra certificate roots or a proxy. */
  fetch?: typeof globalThis.fetch | undefined;
  /** Milliseconds from a request to the first byte of its answer; default 120 000. */
  firstByteTimeoutMs?: number | undefined;
  /** Milliseconds of silence in the middle of an answer; default 60 000. */
  idleTimeoutMs?: number | undefined;
  /** Ids of tool calls that Gemini left unnamed; default random. */
  newId?: (() => string) | undefined;
}

interface Wire extends LineOptions {
  baseUrl: string;
  newId: () => string;
}

/**
 * Google's Gemini over its public protocol, with the caller's key on every call.
 *
 * @throws {ModelConfigError} when the address is not https and not on loopback.
 * @example
 * const gemini = createGeminiProvider({ baseUrl: 'http://127.0.0.1:4000' });
 * for await (const event of gemini.stream(request, { apiKey, signal })) console.log(event);
 */
export function createGeminiProvider(options: GeminiProviderOptions = {}): ModelProvider {
  const wire: Wire = {
    baseUrl: providerBaseUrl(options.baseUrl ?? 'https://generativelanguage.googleapis.com', '/v1beta'),
    fetch: options.fetch ?? globalThis.fetch,
    firstByteTimeoutMs: options.firstByteTimeoutMs ?? 120_000,
    idleTimeoutMs: options.idleTimeoutMs ?? 60_000,
    newId: options.newId ?? randomUUID,
  };
  return { id: 'gemini', stream: (request, call) => streamAnswer(wire, request, call) };
}

async function* streamAnswer(
  wire: Wire,
  request: ModelRequest,
  { apiKey, signal }: CallOptions,
): AsyncGenerator<ModelEvent> {
  signal.throwIfAborted();
  const key = headerSafeKey(apiKey);
  const line = openLine(wire, signal);
  const recorder = createSignatureRecorder();
  try {
    const model = await openSdkModel({
      model: request.model,
      baseUrl: wire.baseUrl,
      apiKey: key,
      fetch: line.fetch,
      newId: wire.newId,
    });
    const { stream } = await model.doStream(toCallOptions(request, line.signal));
    for await (const part of stream) {
      signal.throwIfAborted();
      yield* toEvents(part, recorder);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw line.silence ?? toModelError(error, Date.now());
  } finally {
    line.hangUp();
  }
}

/** fetch quotes a header that it cannot send in its error, so such a key must not reach it. */
function headerSafeKey(apiKey: string | null): string {
  if (!apiKey || !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new ModelError('bad_key', apiKey ? 'the key has characters that no key has' : 'no key was given');
  }
  return apiKey;
}

function* toEvents(part: StreamPart, recorder: SignatureRecorder): Generator<ModelEvent> {
  switch (part.type) {
    case 'text-delta':
      recorder.text(part.delta, signatureOf(part));
      if (part.delta) yield { type: 'text', text: part.delta };
      break;
    case 'reasoning-delta':
      recorder.thought(part.delta, signatureOf(part));
      if (part.delta) yield { type: 'thinking', text: part.delta };
      break;
    case 'tool-call':
      recorder.call(part.toolCallId, signatureOf(part));
      yield {
        type: 'tool_call',
        call: { id: part.toolCallId, name: part.toolName, ...parseArguments(part.input) },
      };
      break;
    case 'error':
      throw toModelError(part.error, Date.now());
    case 'finish':
      yield* endOf(part, recorder);
  }
}

function* endOf(part: FinishPart, recorder: SignatureRecorder): Generator<ModelEvent> {
  const usage = usageOf(part);
  if (usage) yield { type: 'usage', usage };
  const { unified, raw } = part.finishReason;
  const blockReason = blockReasonOf(part);
  const failure = blockReason ? promptBlocked(blockReason) : finishError(raw);
  if (failure) throw failure;
  const providerState = recorder.layout();
  yield {
    type: 'finish',
    reason: FINISH_REASONS[unified] ?? 'stop',
    ...(providerState && { providerState }),
  };
}

const FINISH_REASONS: Partial<Record<FinishPart['finishReason']['unified'], FinishReason>> = {
  'tool-calls': 'tool_calls',
  length: 'length',
};

function usageOf({ usage }: FinishPart): ModelUsage | null {
  if (!usage.raw) return null;
  return {
    inputTokens: usage.inputTokens.total ?? 0,
    outputTokens: usage.outputTokens.total ?? 0,
    thinkingTokens: usage.outputTokens.reasoning ?? 0,
    cachedTokens: usage.inputTokens.cacheRead ?? 0,
  };
}

function signatureOf({ providerMetadata }: Pick<FinishPart, 'providerMetadata'>): string | undefined {
  const signature = providerMetadata?.google?.thoughtSignature;
  return typeof signature === 'string' ? signature : undefined;
}

function blockReasonOf({ providerMetadata }: FinishPart): string | null {
  const feedback = providerMetadata?.google?.promptFeedback;
  const reason = isRecord(feedback) ? feedback.blockReason : null;
  return typeof reason === 'string' && !reason.endsWith('UNSPECIFIED') ? reason : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
