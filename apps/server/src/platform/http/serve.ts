import { isMutating, type RouteContract } from '@aizoomdoc/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Incoming } from '#platform/incoming.ts';
import { type AuditNote, auditNote } from './audit-note.ts';
import { toProblem, validationFailed } from './errors.ts';

import { type Idempotency, sha256 } from './idempotency.ts';
import { malformed, Problem, tokenMissing, unsupportedMediaType } from './problem.ts';
import {
  type Actor,
  type FileBody,
  type Implementation,
  type Input,
  type Page,
  Reply,
  type StreamEvent,
} from './route.ts';
import { sendEvents } from './sse.ts';
import type { Turnstile } from './turnstile.ts';
import { dropUploads, noUploads, readUploads, type Uploads } from './uploads.ts';

export interface ServeOptions {
  authenticate(accessToken: string): Promise<Actor>;
  audit(note: AuditNote): Promise<void>;
  idempotency: Idempotency;
  maxFileBytes: number;
  incoming: Incoming;
  /** How many forms are received at once. */
  uploads: Turnstile;
  /** Compare every answer with its contract (development, tests). */
  checkAnswers: boolean;
  /** Address from outside, without a slash at the end; `null`: the one that the request came to. */
  publicBaseUrl: string | null;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
  onStream(delta: 1 | -1): void;
}

/** Makes the Fastify handler of one route: who, what, once, then the use case, then the answer. */
export function serve({ contract, handler }: Implementation, options: ServeOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    let actor: Actor | null = null;
    // What is done is done: a note that cannot be kept must not make the client do it again.
    const note = (outcome: string, output?: unknown) =>
      options
        .audit(auditNote({ contract, request, actor, outcome, output }))
        .catch((error: unknown) => request.log.error({ err: error, outcome }, 'audit note lost'));
    try {
      actor = await identify(contract, request, options);
      authorise(contract, actor);
      const answer = async (uploads: Uploads): Promise<unknown> => {
        const input = readInput({ contract, request, reply, actor, options, uploads });
        const perform = async (): Promise<Outgoing> => {
          const output = await handler(input);
          if (isMutating(contract)) await note('ok', output);
          return { contract, request, reply, output, options };
        };
        const key = idempotencyKey(contract, request);
        if (key === null) return send(await perform());
        const scope = [actor?.userId ?? '', contract.id, JSON.stringify(request.params), key];
        const first = await options.idempotency.run({ scope, fingerprint: fingerprint(input) }, async () => {
          const { status, body } = present(await perform());
          return { status, answer: JSON.stringify(body) };
        });
        return reply.code(first.status).type('application/json; charset=utf-8').send(first.answer);
      };
      return await withUploads({ contract, request, options }, answer);
    } catch (error) {
      const { status, code } = toProblem(error);
      if (isMutating(contract) || deniedStatuses.has(status)) await note(code);
      throw error;
    }
  };
}

const deniedStatuses = new Set([401, 403, 404]);

/** Files of a form are there while `work` lasts. */
async function withUploads<T>(
  { contract, request, options }: Pick<Asked, 'contract' | 'request' | 'options'>,
  work: (uploads: Uploads) => Promise<T>,
): Promise<T> {
  if (!contract.multipart) return work(noUploads);
  const uploads = await options.uploads.pass(() => readUploads(request, options));
  try {
    return await work(uploads);
  } finally {
    await dropUploads(uploads, options.incoming);
  }
}

async function identify(
  contract: RouteContract,
  request: FastifyRequest,
  options: ServeOptions,
): Promise<Actor | null> {
  const token = bearer(request);
  if (contract.access === 'public') return null;
  if (contract.access === 'signed' && token === null) return null;
  if (token === null) throw tokenMissing();
  return options.authenticate(token);
}

function authorise(contract: RouteContract, actor: Actor | null): void {
  if (contract.access === 'admin' && actor?.role !== 'admin') {
    throw new Problem(403, 'forbidden', 'Это может только администратор.');
  }
}

export function bearer(request: FastifyRequest): string | null {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

function header(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

interface Asked {
  contract: RouteContract;
  request: FastifyRequest;
  reply: FastifyReply;
  actor: Actor | null;
  options: ServeOptions;
  uploads: Uploads;
}

function readInput({ contract, request, reply, actor, options, uploads }: Asked): Input<RouteContract> {
  if (/%00/.test(request.url)) throw malformed('В адресе есть недопустимый символ (NUL). Уберите его.');
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort(new Error('client went away')));
  if (!contract.multipart && request.isMultipart())
    throw unsupportedMediaType('Этот адрес принимает application/json, а не форму с файлами.');
  const hasQuery = contract.query.type !== 'undefined';
  const hasBody = !contract.multipart && contract.body.type !== 'undefined';
  return {
    params: contract.params.type === 'undefined' ? undefined : check(contract.params, request.params, 'path'),
    query: hasQuery ? check(contract.query, givenOnly(plainNames(request.query)), 'query') : undefined,
    body: hasBody ? check(contract.body, request.body ?? undefined, 'body') : undefined,
    form:
      contract.form.type === 'undefined'
        ? undefined
        : check(contract.form, givenOnly(uploads.fields), 'form'),
    files: uploads.files,
    actor: actor as Actor,
    context: {
      address: request.ip,
      requestId: request.id,
      signal: AbortSignal.any([gone.signal, options.stopping]),
      cookies: request.cookies,
      lastEventId: header(request, 'last-event-id'),
      ifNoneMatch: header(request, 'if-none-match'),
      accept: header(request, 'accept'),
      origin: options.publicBaseUrl ?? `${request.protocol}://${request.host}`,
      accessToken: bearer(request),
    },
  };
}

/** Many clients write the name of a list as `name[]`; both spellings of one list are one. */
function plainNames(query: unknown): Record<string, unknown> {
  const plain = new Map<string, unknown>();
  for (const [key, value] of Object.entries(query ?? {})) {
    const name = key.replace(/\[\d*\]$/, '');
    const isPlain = name === key && !plain.has(name);
    plain.set(name, isPlain ? value : [plain.get(name) ?? [], value].flat());
  }
  return Object.fromEntries(plain);
}

/** Without empty values: many clients send a parameter that they do not mean as `name=`. */
function givenOnly(query: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query ?? {}).filter(([, value]) => value !== ''));
}

function check(schema: z.ZodType, value: unknown, place: string): unknown {
  const result = schema.safeParse(value);
  if (!result.success) throw validationFailed(result.error, place);
  return result.data;
}

function idempotencyKey(contract: RouteContract, request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !isMutating(contract) || contract.tag === 'auth') return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw malformed('Idempotency-Key — от 1 до 200 знаков ASCII без пробелов.');
  return key;
}

function fingerprint({ body, query, form, files }: Input<RouteContract>): string {
  return sha256(JSON.stringify([body, query, form, files.map((file) => [file.name, file.sha256])]));
}

interface Outgoing {
  contract: RouteContract;
  request: FastifyRequest;
  reply: FastifyReply;
  output: unknown;
  options: ServeOptions;
}

async function send(outgoing: Outgoing): Promise<unknown> {
  const { contract, reply, output, options } = outgoing;
  switch (contract.success.kind) {
    case 'events':
      return sendStream(reply, output as AsyncIterable<StreamEvent> | null, options);
    case 'bytes':
      return sendFile(reply, output as FileBody | Reply<FileBody | null>);
    case 'text':
      return sendText(outgoing);
    default: {
      const { status, body, headers } = present(outgoing);
      return reply.code(status).headers(headers).send(body);
    }
  }
}

function sendText({ contract, reply, output }: Outgoing): unknown {
  const { body, status, headers } = output instanceof Reply ? output : new Reply(output);
  return reply
    .code(status ?? contract.success.status)
    .type('text/plain; version=0.0.4; charset=utf-8')
    .headers(headers)
    .send(body);
}

async function sendStream(
  reply: FastifyReply,
  events: AsyncIterable<StreamEvent> | null,
  options: ServeOptions,
): Promise<unknown> {
  if (events === null) return reply.code(204).send();
  reply.hijack();
  options.onStream(1);
  try {
    await sendEvents(reply.raw, events);
  } catch (error) {
    reply.log.warn({ err: error }, 'event stream broke off');
    reply.raw.destroy();
  } finally {
    options.onStream(-1);
  }
  return reply;
}

function sendFile(reply: FastifyReply, output: FileBody | Reply<FileBody | null>): unknown {
  const { body: file, status, headers } = output instanceof Reply ? output : new Reply(output);
  if (status !== undefined) reply.code(status);
  if (file === null) return reply.headers(headers).send();
  // RFC 8187 allows fewer characters than encodeURIComponent leaves.
  const name = encodeURIComponent(file.name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return reply
    .type(file.mimeType)
    .header('content-length', file.size)
    .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    .header('cache-control', 'private, no-store')
    .headers(headers)
    .send(file.stream);
}

function present(outgoing: Outgoing) {
  const { contract, output, options } = outgoing;
  if (contract.success.kind === 'list') return presentList(outgoing);
  const reply = output instanceof Reply ? output : new Reply(output);
  const status = reply.status ?? contract.success.status;
  if (options.checkAnswers) assertAnswer(contract, reply.body, status);
  return { status, body: reply.body, headers: reply.headers };
}

function presentList({ contract, request, output, options }: Outgoing) {
  const page = Array.isArray(output) ? { items: output, next: null } : (output as Page<unknown>);
  if (options.checkAnswers)
    for (const item of page.items) assertAnswer(contract, item, contract.success.status);
  const headers = page.next === null ? {} : { link: nextLink(request.originalUrl, page.next) };
  return { status: contract.success.status, body: page.items, headers };
}

/** The same address with the cursor of the next page. */
function nextLink(originalUrl: string, cursor: string): string {
  const url = new URL(originalUrl, 'http://localhost');
  url.searchParams.set('cursor', cursor);
  return `<${url.pathname}${url.search}>; rel="next"`;
}

/** An answer that its contract does not describe (a missing, wrong or undeclared field) is our bug. */
function assertAnswer(contract: RouteContract, body: unknown, status: number): void {
  if (status !== contract.success.status && !contract.alsoStatuses.includes(status)) {
    throw new Error(`${contract.id}: status ${status} is not in the contract`);
  }
  const result = contract.success.body.safeParse(body);
  if (!result.success)
    throw new Error(`${contract.id}: answer does not fit the contract: ${result.error.message}`);
  if (countFields(result.data) !== countFields(body)) {
    throw new Error(`${contract.id}: answer has fields that the contract does not name`);
  }
}

function countFields(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const entries = Object.values(value).filter((entry) => entry !== undefined);
  return entries.reduce<number>((sum, entry) => sum + 1 + countFields(entry), 0);
}
