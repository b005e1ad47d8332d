import { isMutating, type RouteContract } from '@aizoomdoc/contracts';
import type { LooseOptions } from './call-types.ts';

export interface PreparedRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | FormData | null;
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

function encodeBody({ body, files }: LooseOptions): string | FormData | null {
  if (files !== undefined) {
    const form = new FormData();
    for (const { name, data } of files) form.append('file', data, name);
    return form;
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
  const present = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null);
  if (present.length === 0) return '';
  return `?${new URLSearchParams(present.map(([name, value]): [string, string] => [name, String(value)]))}`;
}

/** 128 random bits; `crypto.randomUUID` is missing in pages served over plain http. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
