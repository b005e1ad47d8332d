/** A piece of a message that goes to a model. */
export type MessagePart =
  | { type: 'text'; text: string }
  | { type: 'image'; mediaType: string; bytes: Uint8Array };

/** Conversation in the one shape that every provider takes; tool results are short text. */
export type ModelMessage =
  | { role: 'user'; content: MessagePart[] }
  | {
      role: 'assistant';
      text: string;
      toolCalls: ToolCall[];
      /** Opaque provider data to send back unchanged (thought signatures); JSON. */
      providerState?: unknown;
    }
  | { role: 'tool'; results: ToolResult[] };

export interface ToolCall {
  id: string;
  name: string;
  arguments: Record<string, unknown>;
}

export interface ToolResult {
  id: string;
  name: string;
  /** What the model reads: JSON text or plain text. */
  output: string;
  isError?: boolean;
}

export interface ToolDefinition {
  name: string;
  description: string;
  /** JSON Schema of the arguments. */
  parameters: Record<string, unknown>;
}

export interface ModelRequest {
  /** Vendor's model id, e.g. `gemini-3-flash`. */
  model: string;
  /** System prompts in order. */
  system: string[];
  messages: ModelMessage[];
  tools: ToolDefinition[];
  settings: GenerationSettings;
}

export interface GenerationSettings {
  temperature?: number | undefined;
  topP?: number | undefined;
  maxOutputTokens?: number | undefined;
  /** 0 switches thinking off where the model can. */
  thinkingBudget?: number | undefined;
}

/** Tokens of one call as the vendor billed them; zeros when the provider counts none. */
export interface ModelUsage {
  /** Whole prompt, the cached part included. */
  inputTokens: number;
  /** All that was generated, thinking included. */
  outputTokens: number;
  /** The part of `outputTokens` spent on thinking. */
  thinkingTokens: number;
  /** The part of `inputTokens` read from the vendor's cache. */
  cachedTokens: number;
}

export type FinishReason = 'stop' | 'tool_calls' | 'length';

/**
 * The streaming protocol. A good stream has at most one `usage`, after all content, and ends with exactly one
 * `finish`; a failed one throws and has no `finish` (`usage` may have come before, when the vendor billed the call).
 */
export type ModelEvent =
  | { type: 'text'; text: string }
  | { type: 'thinking'; text: string }
  | { type: 'tool_call'; call: ToolCall }
  | { type: 'usage'; usage: ModelUsage }
  | { type: 'finish'; reason: FinishReason; providerState?: unknown };

export interface CallOptions {
  /** The vendor's key of this call; `null` where the provider needs none. */
  apiKey: string | null;
  /** Aborting closes the connection at once; the stream rejects with the signal's reason. */
  signal: AbortSignal;
}

/** One vendor. Translates, never retries; fails with {@link ModelError}, or with the signal's reason when aborted. */
export interface ModelProvider {
  readonly id: string;
  stream(request: ModelRequest, options: CallOptions): AsyncGenerator<ModelEvent>;
}

export type ModelErrorCode =
  | 'bad_key'
  | 'rate_limited'
  | 'quota'
  | 'blocked'
  | 'invalid_request'
  | 'unavailable'
  | 'broken_stream'
  | 'timeout';

/** Why a provider failed; `message` is for the log and never holds a key or a prompt. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code: ModelErrorCode;
  /** Milliseconds the vendor asks to wait, when it said so. */
  readonly retryAfterMs: number | null;

  constructor(
    code: ModelErrorCode,
    message: string,
    options: { retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** A provider that cannot be built from its options: a mistake of the operator, found at start. */
export class ModelConfigError extends Error {
  override readonly name = 'ModelConfigError';
}
