import { setTimeout as sleep } from 'node:timers/promises';
import { parseEventId } from '@aizoomdoc/contracts';

export interface ReadEvent {
  id: string;
  event: string;
  data: Record<string, unknown>;
}

/** A client of the wire that never gives up: what a person's page does while the server dies and comes back. */
export class ApiSession {
  readonly #url: string;
  readonly #staticToken: string;
  #accessToken = '';

  constructor(url: string, staticToken: string) {
    this.#url = url;
    this.#staticToken = staticToken;
  }

  async signIn(): Promise<void> {
    const answer = await this.send('POST', '/api/auth/exchange', { static_token: this.#staticToken });
    this.#accessToken = String(((await answer.json()) as { access_token: string }).access_token);
  }

  send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return fetch(this.#url + path, {
      method,
      headers: {
        ...(this.#accessToken && { authorization: `Bearer ${this.#accessToken}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  async json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.send(method, path, body);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** Sends a form, or a body of another type piece by piece. */
  async upload(path: string, body: FormData | ReadableStream, contentType?: string): Promise<Response> {
    return fetch(this.#url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.#accessToken}`,
        ...(contentType !== undefined && { 'content-type': contentType }),
      },
      body,
      duplex: 'half',
    });
  }

  /** Reads the run to its end, reconnecting by Last-Event-ID however often the connection breaks. */
  async readToEnd(
    chatId: string,
    timeoutMs: number,
    onEvent?: (event: ReadEvent) => void,
  ): Promise<ReadEvent[]> {
    const events: ReadEvent[] = [];
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      try {
        for await (const event of this.#connect(chatId, events.at(-1)?.id)) {
          events.push(event);
          onEvent?.(event);
        }
      } catch {
        // The server is away; the next connection goes on behind the last event.
      }
      if (events.at(-1)?.event === 'completed') return events;
      await sleep(30);
    }
    throw new Error(
      `The run did not complete in ${timeoutMs} ms; last event: ${JSON.stringify(events.at(-1))}`,
    );
  }

  async *#connect(chatId: string, lastEventId: string | undefined): AsyncGenerator<ReadEvent> {
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const answer = await this.send('GET', `/api/chats/${chatId}/stream`, undefined, headers);
    if (answer.status !== 200 || answer.body === null) return;
    let buffer = '';
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      buffer += chunk;
      const frames = buffer.split('\n\n');
      buffer = frames.pop() ?? '';
      for (const frame of frames) if (!frame.startsWith(':')) yield parseFrame(frame);
    }
  }
}

function parseFrame(frame: string): ReadEvent {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1] ?? '';
  return { id: field('id'), event: field('event'), data: JSON.parse(field('data')) };
}

/** Numbers of the events, in the order they were read. */
export function seqsOf(events: readonly ReadEvent[]): number[] {
  return events.map(({ id }) => parseEventId(id)?.seq ?? Number.NaN);
}

/** The answer as a reader puts it together. */
export function textOf(events: readonly ReadEvent[]): string {
  const restart = events.findLastIndex(({ event }) => event === 'answer_restarted');
  const tokens = events.slice(restart + 1).filter(({ event }) => event === 'llm_token');
  return tokens.map(({ data }) => String(data.token)).join('');
}
