import type { z } from 'zod';
import { type CallOptions, ModelError } from '../provider.ts';
import { headerSafeKey } from '../wire/key.ts';
import { type Line, type LineOptions, openLine } from '../wire/line.ts';
import { toModelError } from './errors.ts';

/** One request to Gemini's REST methods beside the models. */
export interface RestRequest<Answer> {
  url: string;
  method: 'GET' | 'POST' | 'DELETE';
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer> | undefined;
  answer: z.ZodType<Answer>;
}

export interface RestAnswer<Answer> {
  headers: Headers;
  body: Answer;
}

/** An answer of 400 or more, in the shape of the SDK's own. */
class RestFailure extends Error {
  override readonly name = 'RestFailure';
  readonly statusCode: number;
  readonly responseHeaders: Record<string, string>;
  readonly responseBody: string;

  constructor(response: Response, body: string) {
    super(`status ${response.status}`);
    this.statusCode = response.status;
    this.responseHeaders = Object.fromEntries(response.headers);
    this.responseBody = body;
  }
}

/** Sends requests over one watched line; whatever fails becomes a `ModelError`, or the signal's reason. */
export async function withRest<Result>(
  line: LineOptions,
  { apiKey, signal }: CallOptions,
  work: (send: SendRest, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const key = headerSafeKey(apiKey);
  const opened = openLine(line, signal);
  try {
    return await work((request) => sendRest(request, opened, key), opened.signal);
  } catch (error) {
    signal.throwIfAborted();
    throw opened.silence ?? toModelError(error, Date.now());
  } finally {
    opened.hangUp();
  }
}

export type SendRest = <Answer>(request: RestRequest<Answer>) => Promise<RestAnswer<Answer>>;

async function sendRest<Answer>(
  { url, method, headers, body, answer }: RestRequest<Answer>,
  line: Line,
  key: string,
): Promise<RestAnswer<Answer>> {
  const response = await line.fetch(url, {
    method,
    headers: {
      'x-goog-api-key': key,
      ...(typeof body === 'string' && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  if (response.status === 404 && method !== 'POST') {
    throw new ModelError('missing_reference', 'Gemini has nothing of this name');
  }
  if (!response.ok) throw new RestFailure(response, text);
  return { headers: response.headers, body: answer.parse(text === '' ? {} : JSON.parse(text)) };
}
