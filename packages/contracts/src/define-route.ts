import { z } from 'zod';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call: anybody, any signed-in user, an administrator, or (`signed`) a signed-in user and anybody whose address
 * carries a valid signature, e.g. an `<img>` or a IIIF viewer.
 */
export type Access = 'public' | 'user' | 'admin' | 'signed';

/**
 * What a successful answer is on the wire:
 * `json` one object; `list` a bare array whose next page is in the `Link` header;
 * `events` Server-Sent Events; `bytes` a file; `text` plain text; `redirect` an address in `Location`.
 */
export type ResponseKind = 'json' | 'list' | 'events' | 'bytes' | 'text' | 'redirect';

export interface Success<Body extends z.ZodType = z.ZodType, Kind extends ResponseKind = ResponseKind> {
  status: number;
  kind: Kind;
  /** Shape of the JSON body (of one item when `kind` is `list`, of one event when `events`). */
  body: Body;
  description: string;
}

export interface RouteContract<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
  Kind extends ResponseKind = ResponseKind,
  Who extends Access = Access,
  Form extends z.ZodType = z.ZodType,
> {
  /** Stable operation id: `<tag>.<verb>`. */
  id: string;
  method: HttpMethod;
  /** OpenAPI path with `{params}`. */
  path: string;
  tag: string;
  summary: string;
  access: Who;
  params: Params;
  query: Query;
  /** JSON body; `z.undefined()` when the route takes none. */
  body: Body;
  /** Takes `multipart/form-data` with files instead of a JSON body. */
  multipart: boolean;
  /** Text fields of the multipart form beside its files; `z.undefined()` when there are none. */
  form: Form;
  success: Success<Answer, Kind>;
  /** Other statuses that carry the same JSON shape, e.g. 503 of a health check. */
  alsoStatuses: readonly number[];
  /** Error codes this route may answer with, beside those every route may. */
  errors: readonly string[];
}

const nothing = z.undefined();

type Optional = 'params' | 'query' | 'body' | 'multipart' | 'form' | 'alsoStatuses' | 'errors';

type Definition<Route extends RouteContract> = Omit<Route, Optional> & Partial<Pick<Route, Optional>>;

/**
 * Declares a route once; the server implements it, clients call it, OpenAPI is printed from it.
 * Left-out `params`, `query`, `body` and `form` mean that the route takes none.
 */
export function defineRoute<
  Kind extends ResponseKind,
  Who extends Access,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodUndefined,
  F extends z.ZodType = z.ZodUndefined,
>(definition: Definition<RouteContract<P, Q, B, A, Kind, Who, F>>): RouteContract<P, Q, B, A, Kind, Who, F> {
  return {
    params: nothing as unknown as P,
    query: nothing as unknown as Q,
    body: nothing as unknown as B,
    multipart: false,
    form: nothing as unknown as F,
    alsoStatuses: [],
    errors: [],
    ...definition,
  };
}

/** `true` for methods that change something: they take `Idempotency-Key` and are audited. */
export function isMutating(route: Pick<RouteContract, 'method'>): boolean {
  return route.method !== 'GET';
}
