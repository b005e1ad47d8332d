import { type ResponsesEvent, ResponsesWriter } from './responses-writer.ts';
import type { ScriptedTurn } from './script.ts';

/** The frames of a turn as the Responses API streams them: one a part, the last with the end. */
export function responsesFrames(turn: ScriptedTurn, model: string): string[] {
  const writer = new ResponsesWriter(model);
  const frames = (turn.parts ?? []).map((part) => toText(writer.write(part)));
  const end = toText([...writer.begin(), ...endOf(turn, writer)]) + brokenEnd(turn);
  return [...frames.slice(0, -1), (frames.at(-1) ?? '') + end];
}

/** The same turn when no stream was asked for. */
export function responsesAnswer(turn: ScriptedTurn, model: string): string {
  const writer = new ResponsesWriter(model);
  for (const part of turn.parts ?? []) writer.write(part);
  return JSON.stringify(endOf(turn, writer).at(-1)?.response ?? {});
}

function endOf(turn: ScriptedTurn, writer: ResponsesWriter): ResponsesEvent[] {
  switch (turn.failure?.kind) {
    case 'cut':
    case 'cut_in_letter':
    case 'hang':
    case 'malformed_json':
    case 'no_finish':
      return [];
    case 'error_in_stream':
      return [
        { type: 'error', code: 'server_error', message: 'The server had an error.', sequence_number: 9 },
      ];
    default:
      return [...writer.close(), finished(turn, writer)];
  }
}

function finished(turn: ScriptedTurn, writer: ResponsesWriter): ResponsesEvent {
  const reason = incompleteReason(turn);
  return {
    type: reason ? 'response.incomplete' : 'response.completed',
    response: writer.response({ incomplete_details: reason && { reason }, usage: usageOf(turn) }),
  };
}

function incompleteReason({ failure, finish }: ScriptedTurn): string | null {
  if (failure?.kind === 'blocked_answer') return 'content_filter';
  return finish === 'length' ? 'max_output_tokens' : null;
}

function brokenEnd({ failure }: ScriptedTurn): string {
  return failure?.kind === 'malformed_json' ? 'data: {"type":"response.output_text.delta","del\n\n' : '';
}

function usageOf({ usage }: ScriptedTurn): object | null {
  if (!usage) return null;
  const { inputTokens = 0, outputTokens = 0, thinkingTokens = 0, cachedTokens = 0 } = usage;
  return {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: cachedTokens },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: thinkingTokens },
    total_tokens: inputTokens + outputTokens,
  };
}

function toText(events: ResponsesEvent[]): string {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
}
