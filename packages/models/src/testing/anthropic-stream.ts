import { randomUUID } from 'node:crypto';
import type { ScriptedPart, ScriptedTurn } from './script.ts';

interface Event {
  type: string;
  [field: string]: unknown;
}

/** The frames of a turn as Claude streams them: one a part, the last with the end. */
export function framesOf(turn: ScriptedTurn, model: string): string[] {
  const writer = new BlockWriter();
  const frames = (turn.parts ?? []).map((part) => toText(writer.write(part)));
  const start = toText([messageStart(turn, model)]);
  const end = toText(endOf(turn, writer)) + brokenEnd(turn);
  const all = [...frames.slice(0, -1), (frames.at(-1) ?? '') + end];
  return [start + (all[0] ?? ''), ...all.slice(1)];
}

/** The same turn when no stream was asked for. */
export function wholeAnswer(turn: ScriptedTurn, model: string): string {
  const content = (turn.parts ?? []).flatMap((part): object[] => {
    if ('text' in part) return [{ type: 'text', text: part.text }];
    if ('thought' in part) return [];
    return [
      {
        type: 'tool_use',
        id: part.call.id ?? newId(),
        name: part.call.name,
        input: part.call.arguments,
      },
    ];
  });
  const usage = { ...inputUsage(turn), output_tokens: turn.usage?.outputTokens ?? 0 };
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model, content, usage };
  return JSON.stringify({ ...message, stop_reason: stopReason(turn), stop_sequence: null });
}

/** Writes parts as content blocks: neighbours of one kind share a block. */
class BlockWriter {
  #index = -1;
  #open: 'text' | 'thinking' | null = null;

  write(part: ScriptedPart): Event[] {
    if ('text' in part) {
      return [...this.#start('text', { text: '' }), this.#delta({ type: 'text_delta', text: part.text })];
    }
    if ('thought' in part) return this.#think(part.thought, part.signature);
    const { call, signature } = part;
    const thought = signature ? [...this.close(), ...this.#think('', signature)] : [];
    const id = call.id ?? newId();
    return [
      ...thought,
      ...this.close(),
      this.#block({ type: 'tool_use', id, name: call.name, input: {} }),
      this.#delta({
        type: 'input_json_delta',
        partial_json: call.malformed ?? JSON.stringify(call.arguments),
      }),
      { type: 'content_block_stop', index: this.#index },
    ];
  }

  close(): Event[] {
    if (!this.#open) return [];
    this.#open = null;
    return [{ type: 'content_block_stop', index: this.#index }];
  }

  #think(thinking: string, signature: string | undefined): Event[] {
    return [
      ...this.#start('thinking', { thinking: '', signature: '' }),
      this.#delta({ type: 'thinking_delta', thinking }),
      ...(signature ? [this.#delta({ type: 'signature_delta', signature })] : []),
    ];
  }

  #start(type: 'text' | 'thinking', empty: object): Event[] {
    if (this.#open === type) return [];
    const closed = this.close();
    this.#open = type;
    return [...closed, this.#block({ type, ...empty })];
  }

  #block(content_block: object): Event {
    this.#index += 1;
    return { type: 'content_block_start', index: this.#index, content_block };
  }

  #delta(delta: object): Event {
    return { type: 'content_block_delta', index: this.#index, delta };
  }
}

function messageStart(turn: ScriptedTurn, model: string): Event {
  const usage = { ...inputUsage(turn), output_tokens: 1 };
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model, content: [] };
  return { type: 'message_start', message: { ...message, stop_reason: null, stop_sequence: null, usage } };
}

function endOf(turn: ScriptedTurn, writer: BlockWriter): Event[] {
  switch (turn.failure?.kind) {
    case 'cut':
    case 'cut_in_letter':
    case 'hang':
    case 'malformed_json':
    case 'no_finish':
      return [];
    case 'error_in_stream':
      return [{ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }];
    default:
      return [
        ...writer.close(),
        {
          type: 'message_delta',
          delta: { stop_reason: stopReason(turn), stop_sequence: null },
          usage: outputUsage(turn),
        },
        { type: 'message_stop' },
      ];
  }
}

function brokenEnd({ failure }: ScriptedTurn): string {
  return failure?.kind === 'malformed_json'
    ? 'event: content_block_delta\ndata: {"type":"content_block\n\n'
    : '';
}

function stopReason({ parts, failure, finish }: ScriptedTurn): string {
  if (failure?.kind === 'blocked_answer') return 'refusal';
  if (finish === 'length') return 'max_tokens';
  return parts?.some((part) => 'call' in part) ? 'tool_use' : 'end_turn';
}

/** Claude counts what came from the cache apart. */
function inputUsage({ usage = {} }: ScriptedTurn): object {
  const { inputTokens = 0, cachedTokens = 0, cacheWriteTokens = 0 } = usage;
  return {
    input_tokens: inputTokens - cachedTokens - cacheWriteTokens,
    cache_read_input_tokens: cachedTokens,
    cache_creation_input_tokens: cacheWriteTokens,
  };
}

function outputUsage({ usage = {} }: ScriptedTurn): object {
  return {
    output_tokens: usage.outputTokens ?? 0,
    output_tokens_details: { thinking_tokens: usage.thinkingTokens ?? 0 },
  };
}

function toText(events: Event[]): string {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
}

/** Never the same in two answers: they meet in the request that follows. */
function newId(): string {
  return `toolu_${randomUUID().slice(0, 8)}`;
}
