/** A piece of a message that goes to a model. */
export type MessagePart =
  | { type: 'text'; text: string }
  | { type: 'image'; mediaType: string; bytes: Uint8Array }
  /** A file that lies at the vendor already ({@link ProviderFiles}); only that vendor's models can read it. */
  | { type: 'file'; mediaType: string; uri: string };

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
  /** What the model wrote where no JSON object could be read, at most 2 000 characters; `arguments` is then `{}`. */
  malformed?: string;
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
  /**
   * Vendor's name of a cached prefix ({@link ProviderCaches}), which holds the system prompts, the tools and the first
   * messages: `system` and `tools` are then not sent, and `messages` begin after the prefix.
   */
  cachedContent?: string | undefined;
}

export interface GenerationSettings {
  temperature?: number | undefined;
  topP?: number | undefined;
  maxOutputTokens?: number | undefined;
  /** 0 switches thinking off where the model can. */
  thinkingBudget?: number | undefined;
  /** How many tokens a picture may take; ignored by vendors without such a setting. */
  mediaResolution?: MediaResolution | undefined;
}

export type MediaResolution = 'low' | 'medium' | 'high';

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
  /** The part of `inputTokens` written to the vendor's cache, where that is billed; not in `cachedTokens`. */
  cacheWriteTokens?: number;
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
  /** Files kept by the vendor, where it offers that. */
  readonly files?: ProviderFiles;
  /** Cached prefixes of prompts, where the vendor wants them made by hand. */
  readonly caches?: ProviderCaches;
}

export interface FileUpload {
  bytes: Uint8Array | AsyncIterable<Uint8Array>;
  /** Length in bytes; needed before the first byte is sent. */
  size: number;
  mediaType: string;
  displayName: string;
}

/** A file at the vendor. */
export interface VendorFile {
  /** What a message names it by. */
  uri: string;
  /** What {@link ProviderFiles} names it by. */
  name: string;
  /** `null` when the vendor keeps it until it is removed. */
  expiresAt: Date | null;
}

/** Fails as {@link ModelProvider} does. Files belong to the key that they were uploaded with. */
export interface ProviderFiles {
  /** Resolves when models can read the file. */
  upload(file: FileUpload, options: CallOptions): Promise<VendorFile>;
  /** `null` when the vendor has no such file for this key: it expired, was removed or is another key's. */
  state(name: string, options: CallOptions): Promise<VendorFileState | null>;
  /** Removing a file that is gone is no failure. */
  remove(name: string, options: CallOptions): Promise<void>;
}

export interface VendorFileState extends VendorFile {
  state: 'processing' | 'ready' | 'failed';
}

export interface CachePrefix extends Pick<ModelRequest, 'model' | 'system' | 'messages' | 'tools'> {
  ttlMs: number;
}

export interface CachedPrefix {
  /** For {@link ModelRequest.cachedContent}. */
  name: string;
  expiresAt: Date;
  /** Tokens of the prefix, as the vendor counted them. */
  tokens: number;
}

/** Fails as {@link ModelProvider} does. */
export interface ProviderCaches {
  /** Vendors refuse a prefix below their least size as `invalid_request`. */
  create(prefix: CachePrefix, options: CallOptions): Promise<CachedPrefix>;
  /** Removing a prefix that is gone is no failure. */
  remove(name: string, options: CallOptions): Promise<void>;
}

export type ModelErrorCode =
  | 'bad_key'
  | 'rate_limited'
  | 'quota'
  | 'blocked'
  | 'invalid_request'
  /** A file or a cached prefix that the request names is not at the vendor: expired, or another key's. */
  | 'missing_reference'
  /** The model wrote what the vendor could not read as an answer (a broken tool call); asking again may help. */
  | 'malformed_output'
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
