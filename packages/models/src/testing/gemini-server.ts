import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { geminiCatalog } from '../catalog.ts';
import { faultOf, type GeminiBody, geminiBodySchema, toScriptedRequest } from './gemini-request.ts';
import { streamTurn } from './gemini-stream.ts';
import {
  BAD_KEY,
  internalError,
  invalidArgument,
  type JsonAnswer,
  NO_KEY,
  NOT_FOUND,
  refusalOf,
  wholeAnswer,
} from './gemini-wire.ts';
import { loadTurn } from './load-model.ts';
import { nextTurn, type Script, type ScriptedTurn } from './script.ts';

export interface GeminiServerOptions {
  script: Script;
  /** Default 0: a free one. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Which keys are good; default those that start with `test-`. */
  acceptKey?: (key: string) => boolean;
  /** How many of the last requests are kept; default 200. */
  keepRequests?: number;
}

/** A request that the server had. The key itself is never kept. */
export interface RecordedRequest {
  path: string;
  model: string;
  streamed: boolean;
  key: 'accepted' | 'rejected' | 'missing';
  body: GeminiBody;
  /** Milliseconds of the epoch. */
  receivedAt: number;
  /** Milliseconds of the epoch when the client closed before the end; `null` while it has not. */
  abortedAt: number | null;
  /** Resolves when the answer is over, one way or the other. */
  closed: Promise<'finished' | 'aborted'>;
}

export interface GeminiServer {
  /** `http://127.0.0.1:PORT`; the API is under `/v1beta`. */
  url: string;
  requests: readonly RecordedRequest[];
  /** Cuts open answers and frees the port. */
  close(): Promise<void>;
}

/**
 * A loopback server that speaks Gemini's protocol: `:streamGenerateContent` (SSE), `:generateContent` and the list of
 * models, with Google's own error bodies and its checks of what a client sends.
 *
 * @example
 * const gemini = await startGeminiServer({ script: [{ parts: [{ text: 'Добрый день' }] }] });
 * const provider = createGeminiProvider({ baseUrl: gemini.url });
 */
export async function startGeminiServer(options: GeminiServerOptions): Promise<GeminiServer> {
  const requests: RecordedRequest[] = [];
  const handle = createHandler(options, requests);
  const server = createServer((request, response) => {
    handle(request, response).catch((error: Error) => sendFault(response, error));
  });
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Reply = { answer: JsonAnswer } | { turn: ScriptedTurn };

function createHandler(options: GeminiServerOptions, requests: RecordedRequest[]) {
  const acceptKey = options.acceptKey ?? ((key) => key.startsWith('test-'));
  let count = 0;

  function replyTo({ key, body, model }: RecordedRequest): Reply {
    const refusal = refusalOfKey(key) ?? faultAnswer(body, model);
    if (refusal) return { answer: refusal };
    const asked = toScriptedRequest(body, model, count++);
    const turn = loadTurn(asked) ?? nextTurn(options.script, asked);
    const failure = refusalOf(turn.failure);
    return failure ? { answer: failure } : { turn };
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://loopback');
    const key = keyState(keyOf(request, url), acceptKey);
    if (request.method === 'GET') return send(response, refusalOfKey(key) ?? modelsAnswer(url.pathname));
    const [, model, method] =
      /^\/v1beta\/models\/([^/:]+):(streamGenerateContent|generateContent)$/.exec(url.pathname) ?? [];
    if (!model) return send(response, NOT_FOUND);
    const body = parseBody(await readText(request));
    if (!body) return send(response, invalidArgument('Invalid JSON payload received. Unexpected token.'));

    const { promise, resolve } = Promise.withResolvers<'finished' | 'aborted'>();
    const record: RecordedRequest = {
      path: url.pathname,
      model,
      streamed: method === 'streamGenerateContent',
      key,
      body,
      receivedAt: Date.now(),
      abortedAt: null,
      closed: promise,
    };
    requests.push(record);
    if (requests.length > (options.keepRequests ?? 200)) requests.shift();
    const reply = replyTo(record);
    response.once('close', () => {
      const cutByUs = 'turn' in reply && reply.turn.failure?.kind === 'cut';
      if (!response.writableFinished && !cutByUs) record.abortedAt = Date.now();
      resolve(record.abortedAt === null ? 'finished' : 'aborted');
    });
    await sendReply(response, reply, record);
  };
}

async function sendReply(response: ServerResponse, reply: Reply, { streamed, model }: RecordedRequest) {
  if ('answer' in reply) send(response, reply.answer);
  else if (streamed) await streamTurn(response, reply.turn, model);
  else send(response, { status: 200, body: wholeAnswer(reply.turn, model) });
}

function keyState(key: string | null, acceptKey: (key: string) => boolean): RecordedRequest['key'] {
  if (key === null) return 'missing';
  return acceptKey(key) ? 'accepted' : 'rejected';
}

function refusalOfKey(key: RecordedRequest['key']): JsonAnswer | null {
  if (key === 'missing') return NO_KEY;
  return key === 'rejected' ? BAD_KEY : null;
}

function faultAnswer(body: GeminiBody, model: string): JsonAnswer | null {
  const fault = faultOf(body, model);
  return fault === null ? null : invalidArgument(fault);
}

function keyOf(request: IncomingMessage, url: URL): string | null {
  const header = request.headers['x-goog-api-key'];
  return (typeof header === 'string' ? header : null) ?? url.searchParams.get('key');
}

function parseBody(text: string): GeminiBody | null {
  try {
    return geminiBodySchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function modelsAnswer(path: string): JsonAnswer {
  const models = geminiCatalog.map(({ id, contextTokens, maxOutputTokens }) => ({
    name: `models/${id}`,
    displayName: id,
    inputTokenLimit: contextTokens,
    outputTokenLimit: maxOutputTokens,
    supportedGenerationMethods: ['generateContent'],
  }));
  if (path === '/v1beta/models') return { status: 200, body: JSON.stringify({ models }) };
  const one = models.find(({ name }) => path === `/v1beta/${name}`);
  return one ? { status: 200, body: JSON.stringify(one) } : NOT_FOUND;
}

function sendFault(response: ServerResponse, { message }: Error): void {
  if (response.headersSent) response.destroy();
  else send(response, internalError(message));
}

function send(response: ServerResponse, { status, headers, body }: JsonAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers }).end(body);
}

async function readText(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
