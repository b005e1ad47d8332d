import type { FastifyInstance } from 'fastify';
import { type Frame, openStream, readStream } from './read-stream.ts';
import { multipart, type TestFile } from './test-files.ts';

export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'HEAD';

export interface CallOptions {
  body?: unknown;
  /** A body sent as it is. */
  payload?: string | Buffer;
  token?: string | undefined;
  headers?: Record<string, string>;
  /** Address that the request seems to come from. */
  address?: string;
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers freely; the server checks them against the contracts
  body: any;
  text: string;
  headers: Record<string, string | string[] | undefined>;
}

/** Somebody with a static token, who calls the application. */
export interface Person {
  staticToken: string;
  id: string;
  token: string;
  refreshToken: string;
  /** Exchanges the static token; a refusal is a failed test. */
  signIn(): Promise<void>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body?: unknown): Promise<Answer>;
  patch(path: string, body?: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** Sends files as a form. */
  upload(
    path: string,
    files: readonly TestFile[],
    headers?: Record<string, string>,
    fields?: Record<string, string>,
  ): Promise<Answer>;
  anonymously(method: Verb, path: string, options?: CallOptions): Promise<Answer>;
  /** Creates a chat and returns its id. */
  newChat(title?: string): Promise<string>;
  /** Reads the chat's stream over the network to its end or to the frame that `until` accepts. */
  read(
    chatId: string,
    lastEventId?: string,
    until?: (frame: Frame) => boolean,
  ): Promise<{ status: number; frames: Frame[] }>;
  open(chatId: string, lastEventId?: string): ReturnType<typeof openStream>;
  /** Asks in a chat and reads the answer to its end. */
  ask(chatId: string, content: string): Promise<Frame[]>;
}

export function createPerson(
  { http, url }: { http: FastifyInstance; url: string },
  staticToken: string,
): Person {
  async function call(method: Verb, path: string, options: CallOptions = {}): Promise<Answer> {
    const { body, token, headers = {}, address, payload } = options;
    const response = await http.inject({
      method,
      url: path,
      headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
      ...(address !== undefined && { remoteAddress: address }),
      ...(payload !== undefined && { payload }),
      ...(body !== undefined && { payload: body as object }),
    });
    const isJson = /json/.test(String(response.headers['content-type']));
    return {
      status: response.statusCode,
      body: isJson && response.body !== '' ? JSON.parse(response.body) : null,
      text: response.body,
      headers: response.headers as Answer['headers'],
    };
  }

  return {
    staticToken,
    id: '',
    token: '',
    refreshToken: '',
    async signIn() {
      const { status, body, text } = await call('POST', '/api/auth/exchange', {
        body: { static_token: staticToken },
      });
      if (status !== 200) throw new Error(`sign-in was refused: ${text}`);
      this.id = body.user.id;
      this.token = body.access_token;
      this.refreshToken = body.refresh_token;
    },
    get(path) {
      return call('GET', path, { token: this.token });
    },
    post(path, body, headers = {}) {
      return call('POST', path, { token: this.token, body, headers });
    },
    put(path, body) {
      return call('PUT', path, { token: this.token, body });
    },
    patch(path, body) {
      return call('PATCH', path, { token: this.token, body });
    },
    delete(path) {
      return call('DELETE', path, { token: this.token });
    },
    async upload(path, files, headers = {}, fields = {}) {
      const { payload, contentType } = await multipart(files, fields);
      return call('POST', path, {
        token: this.token,
        payload,
        headers: { 'content-type': contentType, ...headers },
      });
    },
    anonymously: call,
    async newChat(title) {
      const { body } = await this.post('/api/chats', title === undefined ? undefined : { title });
      return body.id;
    },
    read(chatId, lastEventId, until) {
      return readStream({ url: streamUrl(url, chatId), token: this.token, lastEventId }, until);
    },
    open(chatId, lastEventId) {
      return openStream({ url: streamUrl(url, chatId), token: this.token, lastEventId });
    },
    async ask(chatId, content) {
      const { status, text } = await this.post(`/api/chats/${chatId}/messages`, { content });
      if (status !== 202) throw new Error(`the question was refused: ${text}`);
      return (await this.read(chatId)).frames;
    },
  };
}

function streamUrl(url: string, chatId: string): string {
  return `${url}/api/chats/${chatId}/stream`;
}
