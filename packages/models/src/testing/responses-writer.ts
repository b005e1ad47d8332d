import { randomUUID } from 'node:crypto';
import type { ScriptedPart } from './script.ts';

type Item = Record<string, unknown> & { id: string };

/** An event of the Responses API's stream. */
export interface ResponsesEvent {
  type: string;
  [field: string]: unknown;
}

interface OpenItem {
  kind: 'text' | 'thought';
  item: Item;
  written: string;
}

/** Writes scripted parts as items of an answer: neighbours of one kind share an item. */
export class ResponsesWriter {
  readonly #model: string;
  readonly #done: Item[] = [];
  #open: OpenItem | null = null;
  #begun = false;

  constructor(model: string) {
    this.#model = model;
  }

  write(part: ScriptedPart): ResponsesEvent[] {
    if ('text' in part) return [...this.begin(), ...this.#delta('text', part.text)];
    if ('thought' in part) return [...this.begin(), ...this.#delta('thought', part.thought, part.signature)];
    return [...this.begin(), ...this.close(), ...this.#call(part)];
  }

  /** What every answer starts with; nothing the second time. */
  begin(): ResponsesEvent[] {
    if (this.#begun) return [];
    this.#begun = true;
    return ['response.created', 'response.in_progress'].map((type) => ({ type, response: this.response() }));
  }

  /** Ends the item that is being written. */
  close(): ResponsesEvent[] {
    if (!this.#open) return [];
    const { kind, item, written } = this.#open;
    this.#open = null;
    if (kind === 'text') {
      return [this.#finish({ ...item, content: [{ type: 'output_text', text: written, annotations: [] }] })];
    }
    return [
      { type: 'response.reasoning_summary_part.done', ...this.#at(item), summary_index: 0 },
      this.#finish({ ...item, summary: [{ type: 'summary_text', text: written }] }),
    ];
  }

  response(fields: object = {}): object {
    return {
      id: 'resp_1',
      object: 'response',
      created_at: 1_790_000_000,
      model: this.#model,
      output: this.#done,
      ...fields,
    };
  }

  #delta(kind: OpenItem['kind'], delta: string, signature?: string): ResponsesEvent[] {
    const events = this.#open?.kind === kind ? [] : [...this.close(), ...this.#start(kind)];
    const open = this.#open;
    if (!open) return events;
    open.written += delta;
    if (signature) open.item.encrypted_content = signature;
    const at = { ...this.#at(open.item), delta };
    return [
      ...events,
      kind === 'text'
        ? { type: 'response.output_text.delta', content_index: 0, ...at }
        : { type: 'response.reasoning_summary_text.delta', summary_index: 0, ...at },
    ];
  }

  #start(kind: OpenItem['kind']): ResponsesEvent[] {
    const item: Item =
      kind === 'text'
        ? { type: 'message', id: this.#newId('msg'), role: 'assistant', content: [] }
        : { type: 'reasoning', id: this.#newId('rs'), summary: [], encrypted_content: '' };
    this.#open = { kind, item, written: '' };
    const added = this.#added(item);
    if (kind === 'text') return [added];
    return [added, { type: 'response.reasoning_summary_part.added', ...this.#at(item), summary_index: 0 }];
  }

  #call({ call, signature }: Extract<ScriptedPart, { call: unknown }>): ResponsesEvent[] {
    const events: ResponsesEvent[] = [];
    if (signature) {
      const thought = { type: 'reasoning', id: this.#newId('rs'), summary: [], encrypted_content: signature };
      events.push(this.#added(thought), this.#finish(thought));
    }
    const written = call.malformed ?? JSON.stringify(call.arguments);
    const item = {
      type: 'function_call',
      id: this.#newId('fc'),
      call_id: call.id ?? this.#newId('call'),
      name: call.name,
      arguments: '',
    };
    return [
      ...events,
      this.#added(item),
      { type: 'response.function_call_arguments.delta', ...this.#at(item), delta: written },
      this.#finish({ ...item, arguments: written, status: 'completed' }),
    ];
  }

  #added(item: Item): ResponsesEvent {
    return { type: 'response.output_item.added', output_index: this.#done.length, item };
  }

  #finish(item: Item): ResponsesEvent {
    const event = { type: 'response.output_item.done', output_index: this.#done.length, item };
    this.#done.push(item);
    return event;
  }

  #at({ id }: Item): { item_id: string; output_index: number } {
    return { item_id: id, output_index: this.#done.length };
  }

  /** Never the same in two answers: they meet in the request that follows. */
  #newId(prefix: string): string {
    return `${prefix}_${randomUUID().slice(0, 8)}`;
  }
}
