import {
  type CallOptions,
  type FinishReason,
  ModelError,
  type ModelEvent,
  type ModelUsage,
} from '../provider.ts';
import { createLayoutRecorder, type LayoutRecorder } from './layout.ts';
import { type Line, type LineOptions, openLine } from './line.ts';
import type { FinishPart, LanguageModel, SdkCall, StreamPart } from './specification.ts';
import { parseArguments } from './tool-arguments.ts';

/** What is a vendor's own in a call: the SDK's model, what it puts on parts of an answer, and how it fails. */
export interface Vendor {
  /** The SDK's key of its options and metadata. */
  name: string;
  /** Nothing comes back with an answer that calls no tools. */
  onlyWithCalls?: boolean;
  /** Notes what must come back with the answer. */
  record(part: StreamPart, recorder: LayoutRecorder): void;
  /** Why an answer that ended without being complete failed; `null` when the reason is a good one. */
  finishError(part: FinishPart): ModelError | null;
  /** Any failure as a {@link ModelError}, built from codes: the vendor's sentences may quote the prompt or the key. */
  toModelError(failure: unknown, now: number): ModelError;
}

/** A request that waits for a line. */
export type OpenCall = (line: Line) => Promise<{ model: LanguageModel; call: SdkCall }>;

/** One call of a vendor's model, watched, as the events of the contract. */
export async function* streamStep(
  vendor: Vendor,
  open: OpenCall,
  { line: options, signal }: Pick<CallOptions, 'signal'> & { line: LineOptions },
): AsyncGenerator<ModelEvent> {
  signal.throwIfAborted();
  const line = openLine(options, signal);
  const answer: Answer = {
    recorder: createLayoutRecorder(vendor.name),
    hasCalls: false,
    isFinished: false,
  };
  try {
    const { model, call } = await open(line);
    const { stream } = await model.doStream(call);
    for await (const part of stream) {
      signal.throwIfAborted();
      yield* toEvents(part, answer, vendor);
    }
    if (!answer.isFinished) throw new ModelError('broken_stream', `the answer of ${vendor.name} has no end`);
  } catch (error) {
    signal.throwIfAborted();
    throw line.silence ?? vendor.toModelError(error, Date.now());
  } finally {
    line.hangUp();
  }
}

interface Answer {
  recorder: LayoutRecorder;
  hasCalls: boolean;
  isFinished: boolean;
}

function* toEvents(part: StreamPart, answer: Answer, vendor: Vendor): Generator<ModelEvent> {
  vendor.record(part, answer.recorder);
  switch (part.type) {
    case 'text-delta':
      if (part.delta) yield { type: 'text', text: part.delta };
      break;
    case 'reasoning-delta':
      if (part.delta) yield { type: 'thinking', text: part.delta };
      break;
    case 'tool-call':
      answer.hasCalls = true;
      yield {
        type: 'tool_call',
        call: { id: part.toolCallId, name: part.toolName, ...parseArguments(part.input) },
      };
      break;
    case 'error':
      throw vendor.toModelError(part.error, Date.now());
    case 'finish':
      answer.isFinished = true;
      yield* endOf(part, answer, vendor);
  }
}

function* endOf(part: FinishPart, { recorder, hasCalls }: Answer, vendor: Vendor): Generator<ModelEvent> {
  const usage = usageOf(part);
  if (usage) yield { type: 'usage', usage };
  const failure = vendor.finishError(part);
  if (failure) throw failure;
  const providerState = vendor.onlyWithCalls && !hasCalls ? undefined : recorder.layout();
  yield { type: 'finish', reason: reasonOf(part, hasCalls), ...(providerState && { providerState }) };
}

function reasonOf({ finishReason }: FinishPart, hasCalls: boolean): FinishReason {
  if (finishReason.unified === 'length') return 'length';
  // Some servers call tools and say «stop».
  return hasCalls ? 'tool_calls' : 'stop';
}

function usageOf({ usage }: FinishPart): ModelUsage | null {
  if (!usage.raw) return null;
  return {
    inputTokens: usage.inputTokens.total ?? 0,
    outputTokens: usage.outputTokens.total ?? 0,
    thinkingTokens: usage.outputTokens.reasoning ?? 0,
    cachedTokens: usage.inputTokens.cacheRead ?? 0,
    ...(usage.inputTokens.cacheWrite && { cacheWriteTokens: usage.inputTokens.cacheWrite }),
  };
}

/** {@link Vendor.finishError} where the SDK's own sorting of reasons is enough. */
export function commonFinishError(vendor: string, { finishReason }: FinishPart): ModelError | null {
  switch (finishReason.unified) {
    case 'content-filter':
      return new ModelError('blocked', `${vendor} withheld the answer`);
    case 'error':
    case 'interrupted':
      return new ModelError('broken_stream', `the answer of ${vendor} broke off`);
    case 'other':
      return finishReason.raw === undefined
        ? new ModelError('broken_stream', `the answer of ${vendor} ended without a finish reason`)
        : null;
    default:
      return null;
  }
}
