import type { ResponseKind, RouteContract, RunEvent } from '@aizoomdoc/contracts';
import type { Answer, CallArguments, LooseOptions, Page, UploadedFile } from './call-types.ts';
import { isNetworkError } from './network-error.ts';
import { type PreparedRequest, prepareRequest } from './request.ts';
import { parseNextCursor, readApiError, readBody } from './response.ts';
import { type ResumeOptions, uploadResumably } from './resumable-upload.ts';
import { createSession, type PublicCall, type Session, type Tokens } from './session.ts';
import { type StreamOptions, streamRun } from './stream.ts';
import type { TokenStore } from './token-store.ts';
import { DEFAULT_TIMEOUT, type SendOptions, send } from './transport.ts';

export interface ClientOptions {
  /** Origin of the server, e.g. `http://127.0.0.1:8080`; empty in a page that the server itself serves. */
  baseUrl: string;
  tokens: TokenStore;
  /** Keep the refresh token in an HttpOnly cookie (browsers). */
  cookie?: boolean;
  fetch?: typeof globalThis.fetch;
}

export interface Client {
  /** Calls a route that answers with one JSON object. */
  call<Route extends RouteContract>(route: Route, ...options: CallArguments<Route>): Promise<Answer<Route>>;
  /** Calls a route that answers with a list. */
  list<Route extends RouteContract>(
    route: Route,
    ...options: CallArguments<Route>
  ): Promise<Page<Answer<Route>>>;
  /** Calls a route that answers with a file. */
  download<Route extends RouteContract>(route: Route, ...options: CallArguments<Route>): Promise<Blob>;
  /** Events of the answer to the chat's last message; see {@link StreamOptions}. */
  streamRun(chatId: string, options?: StreamOptions): AsyncGenerator<RunEvent, void, undefined>;
  /**
   * Sends a file in pieces, going on by itself after the network broke; see {@link ResumeOptions} for going on after the process ended.
   * @returns id of the stored file
   */
  uploadResumably(file: UploadedFile, options?: ResumeOptions): Promise<string>;
  signIn(staticToken: string): Promise<Tokens>;
  /** Revokes the session on the server, then forgets the tokens. */
  signOut(): Promise<void>;
}

/**
 * The SDK: every call is typed by its contract, signed in, refreshed and safely retried.
 *
 * @example
 * const client = createClient({ baseUrl: 'http://127.0.0.1:8080', tokens: createMemoryTokenStore() });
 * await client.signIn(staticToken);
 * const { items, next } = await client.list(listChats, { query: { limit: 20 } });
 * const { run } = await client.call(sendMessage, { params: { chat_id }, body: { content: 'Сколько окон?' } });
 * for await (const event of client.streamRun(chat_id)) console.log(event.event, event.data);
 */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, tokens, cookie = false } = options;
  const fetch: typeof globalThis.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));

  const callPublic: PublicCall = async (route, body) => {
    const request = prepareRequest(baseUrl, route, { body });
    const response = await send(request, {
      fetch,
      accessToken: null,
      signal: undefined,
      timeout: DEFAULT_TIMEOUT,
    });
    if (!response.ok) throw await readApiError(response);
    return (await readBody(() => response.json())) as Answer<typeof route>;
  };
  const session = createSession({ tokens, cookie, call: callPublic });

  async function respond(route: RouteContract, loose: LooseOptions): Promise<Response> {
    const request = prepareRequest(baseUrl, route, loose);
    const exchange = (accessToken: string | null) =>
      sendSafely(request, {
        fetch: loose.fetch ?? fetch,
        accessToken,
        signal: loose.signal,
        timeout: loose.timeout ?? DEFAULT_TIMEOUT,
      });
    const response = await (route.access === 'public' ? exchange(null) : authorised(session, exchange));
    if (response.ok || route.alsoStatuses.includes(response.status)) return response;
    throw await readApiError(response);
  }

  return {
    call: async (route, ...[loose]) => {
      const response = await respond(expectKind(route, 'json'), loose ?? {});
      return (await readBody(() => response.json(), loose?.signal)) as Answer<typeof route>;
    },
    list: async (route, ...[loose]) => {
      const response = await respond(expectKind(route, 'list'), loose ?? {});
      const items = (await readBody(() => response.json(), loose?.signal)) as Answer<typeof route>[];
      return { items, next: parseNextCursor(response.headers.get('link')) };
    },
    download: async (route, ...[loose]) => {
      const response = await respond(expectKind(route, 'bytes'), loose ?? {});
      return readBody(() => response.blob(), loose?.signal);
    },
    uploadResumably: (file, resume = {}) => {
      const exchange = (request: PreparedRequest) =>
        authorised(session, (accessToken) =>
          send(request, {
            fetch,
            accessToken,
            signal: resume.signal,
            timeout: resume.timeout ?? DEFAULT_TIMEOUT,
          }),
        );
      return uploadResumably({ baseUrl, exchange }, file, resume);
    },
    streamRun: (chatId, streamOptions) => streamRun(respond, chatId, streamOptions),
    signIn: session.signIn,
    signOut: session.signOut,
  };
}

/** Repeats once what the network dropped, where repeating is safe: reads, and writes under an idempotency key. */
async function sendSafely(request: PreparedRequest, options: SendOptions): Promise<Response> {
  const repeatable = request.method === 'GET' || 'idempotency-key' in request.headers;
  try {
    return await send(request, options);
  } catch (error) {
    if (!repeatable || !isNetworkError(error) || error.reason !== 'offline') throw error;
    return send(request, options);
  }
}

/** Why a token is refused that a fresh one may replace; the answer to HEAD has no body to tell. */
const staleToken = new Set(['token_expired', 'token_invalid', 'http_401']);

/** Sends with the session's token; when the token is refused, once more with a fresh one. */
async function authorised(
  session: Session,
  exchange: (accessToken: string) => Promise<Response>,
): Promise<Response> {
  const accessToken = await session.accessToken();
  const response = await exchange(accessToken);
  if (response.status !== 401) return response;
  const refusal = await readApiError(response);
  if (!staleToken.has(refusal.code)) throw refusal;
  return exchange(await session.refresh(accessToken));
}

function expectKind(route: RouteContract, kind: ResponseKind): RouteContract {
  if (route.success.kind === kind) return route;
  throw new TypeError(`${route.id} answers with «${route.success.kind}», not «${kind}»`);
}
