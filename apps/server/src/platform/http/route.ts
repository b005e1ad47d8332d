import type { RouteContract } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { IncomingFile } from '#platform/incoming.ts';

/** Who is asking, known from a checked access token. */
export interface Actor {
  userId: string;
  role: 'user' | 'admin';
  /** Family of refresh tokens that this access token came from. */
  sessionId: string;
}

/** A file of a multipart body, within the size limit; its local copy is there until the request is answered. */
export interface UploadedFile extends IncomingFile {
  name: string;
  /** As the client says. */
  mimeType: string;
}

/** What a use case may need of a request, besides its checked input; HTTP itself stays behind. */
export interface RequestContext {
  /** Client's address. */
  address: string;
  requestId: string;
  /** Aborts when the client goes away or the server stops. */
  signal: AbortSignal;
  cookies: Readonly<Record<string, string | undefined>>;
  lastEventId: string | null;
  /** What the client holds already, and what it would like to get: headers of the same names. */
  ifNoneMatch: string | null;
  accept: string | null;
  /** Scheme and host that this server is reached at, without a slash at the end. */
  origin: string;
  /** `null` on public routes without a valid token. */
  accessToken: string | null;
}

/** A page of a list; `next` is the cursor of the following one. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** One event of a stream as it goes over the wire. */
export interface StreamEvent {
  id: string;
  event: string;
  data: unknown;
}

/** A file to send. */
export interface FileBody {
  stream: NodeJS.ReadableStream | Uint8Array;
  size: number;
  mimeType: string;
  name: string;
}

/** Answers that need more than a body. */
export class Reply<Body> {
  readonly body: Body;
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(body: Body, extra: { status?: number; headers?: Record<string, string> } = {}) {
    this.body = body;
    this.status = extra.status;
    this.headers = extra.headers ?? {};
  }
}

/** Behind a signed address there may be nobody: its use case checks the signature. */
type AccessActor<Route extends RouteContract> = Route['access'] extends 'public' | 'signed'
  ? Actor | null
  : Actor;

export interface Input<Route extends RouteContract> {
  params: z.output<Route['params']>;
  query: z.output<Route['query']>;
  body: z.output<Route['body']>;
  /** Text fields of a form. */
  form: z.output<Route['form']>;
  files: UploadedFile[];
  actor: AccessActor<Route>;
  context: RequestContext;
}

type Item<Route extends RouteContract> = z.input<Route['success']['body']>;

/**
 * What a handler returns, by the kind of the contract's answer; `null` from a stream means «all delivered», `null` for a file is an
 * answer without a body, e.g. 304.
 */
export type Output<Route extends RouteContract> = Route['success']['kind'] extends 'list'
  ? Page<Item<Route>> | Item<Route>[]
  : Route['success']['kind'] extends 'events'
    ? AsyncIterable<StreamEvent> | null
    : Route['success']['kind'] extends 'bytes'
      ? FileBody | Reply<FileBody | null>
      : Item<Route> | Reply<Item<Route>>;

export type Handler<Route extends RouteContract> = (
  input: Input<Route>,
) => Output<Route> | Promise<Output<Route>>;

/** A contract with the code that serves it. */
export interface Implementation {
  contract: RouteContract;
  handler: (input: Input<RouteContract>) => unknown;
}

/** Ties a handler to its contract; the compiler checks input and output against it. */
export function implement<Route extends RouteContract>(
  contract: Route,
  handler: Handler<Route>,
): Implementation {
  return { contract, handler: handler as unknown as Implementation['handler'] };
}
