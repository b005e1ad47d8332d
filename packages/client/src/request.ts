import { isMutating, type RouteContract } from '@aizoomdoc/contracts';
import type { LooseOptions } from './call-types.ts';

export interface PreparedRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | FormData | Blob | null;
}

/** Address, headers and body of a call; nothing here depends on who is signed in. */
export function prepareRequest(
  baseUrl: string,
  route: RouteContract,
  options: LooseOptions,
): PreparedRequest {
  const url = baseUrl.replace(/\/+$/, '') + fillPath(route.path, options.params) + queryString(options.query);
  const headers: Record<string, string> = { accept: acceptOf(route), ...options.headers };
  const body = encodeBody(options);
  if (typeof body === 'string') headers['content-type'] = 'application/json';
  if (takesIdempotencyKey(route)) headers['idempotency-key'] = options.idempotencyKey ?? randomKey();
  return { url, method: route.method, headers, body };
}

/** Routes of `/auth` change sessions and take no key. */
function takesIdempotencyKey(route: RouteContract): boolean {
  return isMutating(route) && route.tag !== 'auth';
}

function acceptOf(route: RouteContract): string {
  if (route.success.kind === 'events') return 'text/event-stream';
  return route.success.kind === 'bytes' ? '*/*' : 'application/json, application/problem+json';
}

function encodeBody({ body, form, files }: LooseOptions): string | FormData | null {
  if (files !== undefined) {
    const multipart = new FormData();
    for (const [name, value] of present(form)) multipart.append(name, String(value));
    for (const { name, data } of files) multipart.append('file', data, name);
    return multipart;
  }
  return body === undefined ? null : JSON.stringify(body);
}

function fillPath(path: string, params: unknown): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = (params as Record<string, unknown> | undefined)?.[name];
    if (value === undefined || value === '') throw new TypeError(`${path} needs «${name}»`);
    return encodeURIComponent(String(value));
  });
}

function queryString(query: unknown): string {
  const given = present(query);
  if (given.length === 0) return '';
  return `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`;
}

function present(fields: unknown): [string, unknown][] {
  return Object.entries(fields ?? {}).filter(([, value]) => value !== undefined && value !== null);
}

/** 128 random bits; `crypto.randomUUID` is missing in pages served over plain http. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
