import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Conversation, toScriptedRequest } from './conversation.ts';
import { loadTurn } from './load-model.ts';
import { nextTurn, type Script, type ScriptedFailure, type ScriptedTurn } from './script.ts';
import { streamFrames } from './stream-frames.ts';

export interface VendorServerOptions {
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

/** A request to a model that the server had. The key itself is never kept. */
export interface RecordedRequest<Body = unknown> {
  path: string;
  model: string;
  streamed: boolean;
  key: KeyState;
  body: Body;
  /** Length of the body as it came. */
  bytesReceived: number;
  /** Milliseconds of the epoch. */
  receivedAt: number;
  /** Milliseconds of the epoch when the client closed before the end; `null` while it has not. */
  abortedAt: number | null;
  /** Resolves when the answer is over, one way or the other. */
  closed: Promise<'finished' | 'aborted'>;
}

export type KeyState = 'accepted' | 'rejected' | 'missing';

export interface VendorServer<Body = unknown> {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  requests: readonly RecordedRequest<Body>[];
  /** Cuts open answers and frees the port. */
  close(): Promise<void>;
}

/** One answer of a vendor that is no stream. */
export interface JsonAnswer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** A call of a model. */
export interface ModelCall<Body> {
  model: string;
  streamed: boolean;
  body: Body;
}

export interface HttpRequest {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  bytes: Buffer;
}

/** What a vendor's protocol is made of. */
export interface Protocol<Body> {
  /** The key as the vendor's clients send it. */
  keyOf(request: HttpRequest): string | null;
  /** `null` for a request of something else than a model; a string is the vendor's complaint about the body. */
  readCall(request: HttpRequest): ModelCall<Body> | string | null;
  /** What the vendor itself answers with 400, of the mistakes that a driver can make; `null` for a good request. */
  faultOf(call: ModelCall<Body>, key: string): JsonAnswer | null;
  conversationOf(body: Body): Conversation;
  /** The stream of a turn: one frame a part, the last with the end. */
  framesOf(turn: ScriptedTurn, call: ModelCall<Body>): string[];
  /** The same turn when no stream was asked for. */
  wholeAnswer(turn: ScriptedTurn, call: ModelCall<Body>): string;
  /** The answer in place of a stream, for failures that come before it; else `null`. */
  refusalOf(failure: ScriptedFailure | undefined): JsonAnswer | null;
  /** What is no call of a model: lists, files, caches. */
  serve(request: HttpRequest, key: string): JsonAnswer | Promise<JsonAnswer>;
  refuseKey(state: Exclude<KeyState, 'accepted'>): JsonAnswer;
  invalid(message: string): JsonAnswer;
  /** A script that threw: the test's own mistake, shown as the vendor shows its own. */
  broken(message: string): JsonAnswer;
}

/** A loopback server that plays a script in a vendor's protocol. */
export async function startVendorServer<Body>(
  protocol: Protocol<Body>,
  options: VendorServerOptions,
): Promise<VendorServer<Body>> {
  const requests: RecordedRequest<Body>[] = [];
  const handle = createHandler(protocol, options, requests);
  const server = createServer((request, response) => {
    handle(request, response).catch((error: Error) => {
      if (response.headersSent) response.destroy();
      else send(response, protocol.broken(error.message));
    });
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

function createHandler<Body>(
  protocol: Protocol<Body>,
  options: VendorServerOptions,
  requests: RecordedRequest<Body>[],
) {
  const acceptKey = options.acceptKey ?? ((key) => key.startsWith('test-'));
  let count = 0;

  function replyTo(call: ModelCall<Body>, key: string): Reply {
    const fault = protocol.faultOf(call, key);
    if (fault) return { answer: fault };
    const asked = toScriptedRequest(protocol.conversationOf(call.body), {
      model: call.model,
      index: count++,
    });
    const turn = loadTurn(asked) ?? nextTurn(options.script, asked);
    const failure = protocol.refusalOf(turn.failure);
    return failure ? { answer: failure } : { turn };
  }

  /** Plays the script for one call and keeps its record. */
  async function answerCall(call: ModelCall<Body>, request: KnownRequest, response: ServerResponse) {
    const { promise, resolve } = Promise.withResolvers<'finished' | 'aborted'>();
    const record: RecordedRequest<Body> = {
      ...call,
      path: request.url.pathname,
      key: request.state,
      bytesReceived: request.bytes.length,
      receivedAt: Date.now(),
      abortedAt: null,
      closed: promise,
    };
    requests.push(record);
    if (requests.length > (options.keepRequests ?? 200)) requests.shift();
    const reply = request.refusal ? { answer: request.refusal } : replyTo(call, request.key ?? '');
    response.once('close', () => {
      if (!response.writableFinished && !isCutByUs(reply)) record.abortedAt = Date.now();
      resolve(record.abortedAt === null ? 'finished' : 'aborted');
    });
    if ('answer' in reply) return send(response, reply.answer);
    if (call.streamed) return streamFrames(response, reply.turn, protocol.framesOf(reply.turn, call));
    send(response, { status: 200, body: protocol.wholeAnswer(reply.turn, call) });
  }

  return async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming);
    const key = protocol.keyOf(request);
    const state = keyState(key, acceptKey);
    const refusal = state === 'accepted' ? null : protocol.refuseKey(state);
    const call = protocol.readCall(request);
    if (call === null) return send(response, refusal ?? (await protocol.serve(request, key ?? '')));
    if (typeof call === 'string') return send(response, protocol.invalid(call));
    await answerCall(call, { ...request, key, state, refusal }, response);
  };
}

interface KnownRequest extends HttpRequest {
  key: string | null;
  state: KeyState;
  refusal: JsonAnswer | null;
}

function isCutByUs(reply: Reply): boolean {
  const kind = 'turn' in reply ? reply.turn.failure?.kind : undefined;
  return kind === 'cut' || kind === 'cut_in_letter';
}

function keyState(key: string | null, acceptKey: (key: string) => boolean): KeyState {
  if (key === null) return 'missing';
  return acceptKey(key) ? 'accepted' : 'rejected';
}

async function readRequest(request: IncomingMessage): Promise<HttpRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://loopback'),
    headers: request.headers,
    bytes: Buffer.concat(pieces),
  };
}

function send(response: ServerResponse, { status, headers, body }: JsonAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers }).end(body);
}

/** The body as JSON, or `undefined`. */
export function jsonBody({ bytes }: HttpRequest): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
