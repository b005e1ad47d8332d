import type { ScriptedFailure, ScriptedPart, ScriptedTurn } from './script.ts';

/** One JSON answer of Gemini with its HTTP status. */
export interface JsonAnswer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** The chunks of a turn as Gemini streams them: one a part, the last with finish reason and usage. */
export function chunksOf(turn: ScriptedTurn, model: string): string[] {
  if (turn.failure?.kind === 'blocked_prompt') {
    return [chunk({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, ...usageOf(turn) }, model)];
  }
  const parts = turn.parts ?? [];
  const finish = finishOf(turn);
  const chunks = parts.map((part, n) =>
    candidate([wirePart(part)], n === parts.length - 1 && finish ? { ...finish, turn } : { turn }, model),
  );
  if (parts.length === 0 && finish) chunks.push(candidate([], { ...finish, turn }, model));
  if (turn.failure?.kind === 'malformed_json') chunks.push('{"candidates": [{"content": {"parts": [{"te');
  if (turn.failure?.kind === 'error_in_stream') chunks.push(OVERLOADED.body);
  return chunks;
}

/** The same turn as `:generateContent` answers it. */
export function wholeAnswer(turn: ScriptedTurn, model: string): string {
  if (turn.failure?.kind === 'blocked_prompt') return chunksOf(turn, model)[0] ?? '';
  return candidate((turn.parts ?? []).map(wirePart), { ...finishOf(turn), turn }, model);
}

/** The answer in place of a stream, for failures that come before it; else `null`. */
export function refusalOf(failure: ScriptedFailure | undefined): JsonAnswer | null {
  switch (failure?.kind) {
    case 'bad_key':
      return BAD_KEY;
    case 'rate_limited':
      return tooMany('GenerateRequestsPerMinutePerProjectPerModel', failure.retryAfterMs, failure.hint);
    case 'daily_quota':
      return tooMany('GenerateRequestsPerDayPerProjectPerModel-FreeTier', 37_000);
    case 'invalid_request':
      return invalidArgument('* GenerateContentRequest.contents: contents is not specified');
    case 'unavailable':
      return OVERLOADED;
    case 'http':
      return failure;
    default:
      return null;
  }
}

export function invalidArgument(message: string): JsonAnswer {
  return errorAnswer(400, 'INVALID_ARGUMENT', message);
}

/** A script that threw: the test's own mistake, shown as Google shows its own. */
export function internalError(message: string): JsonAnswer {
  return errorAnswer(500, 'INTERNAL', message);
}

export const BAD_KEY = errorAnswer(
  400,
  'INVALID_ARGUMENT',
  'API key not valid. Please pass a valid API key.',
  [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: 'generativelanguage.googleapis.com' },
    },
    {
      '@type': 'type.googleapis.com/google.rpc.LocalizedMessage',
      locale: 'en-US',
      message: 'API key not valid. Please pass a valid API key.',
    },
  ],
);

export const NO_KEY = errorAnswer(
  403,
  'PERMISSION_DENIED',
  "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
);

export const NOT_FOUND = errorAnswer(404, 'NOT_FOUND', 'Requested entity was not found.');

const OVERLOADED = errorAnswer(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.');

function tooMany(quotaId: string, retryAfterMs: number, hint: 'body' | 'header' = 'body'): JsonAnswer {
  const seconds = `${retryAfterMs / 1000}s`;
  const quota = {
    '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
    violations: [
      {
        quotaMetric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests',
        quotaId,
        quotaDimensions: { location: 'global', model: 'gemini' },
        quotaValue: '10',
      },
    ],
  };
  const help = {
    '@type': 'type.googleapis.com/google.rpc.Help',
    links: [
      {
        description: 'Learn more about Gemini API quotas',
        url: 'https://ai.google.dev/gemini-api/docs/rate-limits',
      },
    ],
  };
  const retry = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: seconds };
  const message = 'You exceeded your current quota, please check your plan and billing details.';
  if (hint === 'header') {
    const answer = errorAnswer(429, 'RESOURCE_EXHAUSTED', message, [quota, help]);
    return { ...answer, headers: { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) } };
  }
  return errorAnswer(429, 'RESOURCE_EXHAUSTED', `${message}\nPlease retry in ${seconds}.`, [
    quota,
    help,
    retry,
  ]);
}

function errorAnswer(code: number, status: string, message: string, details?: object[]): JsonAnswer {
  return {
    status: code,
    body: JSON.stringify({ error: { code, message, status, ...(details && { details }) } }),
  };
}

function wirePart(part: ScriptedPart): object {
  const signature = part.signature && { thoughtSignature: part.signature };
  if ('text' in part) return { text: part.text, ...signature };
  if ('thought' in part) return { text: part.thought, thought: true, ...signature };
  const { name, arguments: args, id } = part.call;
  return { functionCall: { ...(id && { id }), name, args }, ...signature };
}

const STREAM_FAILURES = new Set(['error_in_stream', 'cut', 'hang', 'malformed_json', 'no_finish']);

function finishOf(turn: ScriptedTurn): { finishReason: string } | null {
  const { failure } = turn;
  if (failure && STREAM_FAILURES.has(failure.kind)) return null;
  if (failure?.kind === 'blocked_answer') return { finishReason: failure.reason ?? 'SAFETY' };
  if (failure?.kind === 'malformed_call') return { finishReason: 'MALFORMED_FUNCTION_CALL' };
  return { finishReason: turn.finish === 'length' ? 'MAX_TOKENS' : 'STOP' };
}

function candidate(
  parts: object[],
  end: { finishReason?: string; turn: ScriptedTurn },
  model: string,
): string {
  const { finishReason, turn } = end;
  const content = { ...(parts.length > 0 && { parts }), role: 'model' };
  return chunk(
    {
      candidates: [{ content, ...(finishReason && { finishReason }), index: 0 }],
      ...(finishReason && usageOf(turn)),
    },
    model,
  );
}

function usageOf({ usage }: ScriptedTurn): object {
  if (!usage) return {};
  const { inputTokens = 0, outputTokens = 0, thinkingTokens = 0, cachedTokens = 0 } = usage;
  return {
    usageMetadata: {
      promptTokenCount: inputTokens,
      candidatesTokenCount: outputTokens - thinkingTokens,
      totalTokenCount: inputTokens + outputTokens,
      ...(cachedTokens && { cachedContentTokenCount: cachedTokens }),
      ...(thinkingTokens && { thoughtsTokenCount: thinkingTokens }),
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: inputTokens }],
    },
  };
}

function chunk(body: object, model: string): string {
  return JSON.stringify({ ...body, modelVersion: model, responseId: 'scripted' });
}
