import { BAD_KEY, invalidArgument, OVERLOADED, tooMany } from './gemini-answers.ts';
import type { ScriptedFailure, ScriptedPart, ScriptedTurn } from './script.ts';
import type { JsonAnswer } from './vendor-server.ts';

/** The frames of a turn as Gemini streams them: one a part, the last with finish reason and usage. */
export function framesOf(turn: ScriptedTurn, model: string): string[] {
  return chunksOf(turn, model).map((chunk) => `data: ${chunk}\r\n\r\n`);
}

function chunksOf(turn: ScriptedTurn, model: string): string[] {
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
    case 'context_too_long':
      return invalidArgument(
        'The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).',
      );
    case 'unavailable':
      return OVERLOADED;
    case 'http':
      return failure;
    default:
      return null;
  }
}

function wirePart(part: ScriptedPart): object {
  const signature = part.signature && { thoughtSignature: part.signature };
  if ('text' in part) return { text: part.text, ...signature };
  if ('thought' in part) return { text: part.thought, thought: true, ...signature };
  const { name, arguments: args, id, malformed } = part.call;
  return { functionCall: { ...(id && { id }), name, args: malformed ?? args }, ...signature };
}

const STREAM_FAILURES = new Set([
  'error_in_stream',
  'cut',
  'cut_in_letter',
  'hang',
  'malformed_json',
  'no_finish',
]);

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
