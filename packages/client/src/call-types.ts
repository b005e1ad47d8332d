import type { RouteContract } from '@aizoomdoc/contracts';
import type { z } from 'zod';

/** A file of a multipart call; all travel in the form field `file`. */
export interface UploadedFile {
  name: string;
  data: Blob;
}

export interface CallControls {
  signal?: AbortSignal | undefined;
  /** Milliseconds until the call is given up; 30 000 by default. */
  timeout?: number | undefined;
  /** Of a mutating call; made up when absent. Repeat it to repeat the call safely. */
  idempotencyKey?: string | undefined;
  /** Replaces `fetch` in this call, e.g. to watch an upload. */
  fetch?: typeof globalThis.fetch | undefined;
}

type Part<Name extends string, Value> = [Value] extends [undefined]
  ? { [Key in Name]?: undefined }
  : undefined extends Value
    ? { [Key in Name]?: Value }
    : Record<never, never> extends Value
      ? { [Key in Name]?: Value | undefined }
      : { [Key in Name]: Value };

/** What a call of `Route` takes, told by its contract. */
export type CallOptions<Route extends RouteContract> = Part<'params', z.input<Route['params']>> &
  Part<'query', z.input<Route['query']>> &
  Part<'body', z.input<Route['body']>> &
  Part<'form', z.input<Route['form']>> & { files?: readonly UploadedFile[] | undefined } & CallControls;

/** The options may be left out where the contract needs none. */
export type CallArguments<Route extends RouteContract> =
  Record<never, never> extends CallOptions<Route>
    ? [options?: CallOptions<Route>]
    : [options: CallOptions<Route>];

export type Answer<Route extends RouteContract> = z.output<Route['success']['body']>;

/** A page of a list. */
export interface Page<Item> {
  items: Item[];
  /** Cursor of the next page for `query.cursor`; `null` on the last one. */
  next: string | null;
}

/** {@link CallOptions} after the types have done their work. */
export interface LooseOptions extends CallControls {
  params?: unknown;
  query?: unknown;
  body?: unknown;
  form?: unknown;
  files?: readonly UploadedFile[] | undefined;
  headers?: Record<string, string> | undefined;
}
