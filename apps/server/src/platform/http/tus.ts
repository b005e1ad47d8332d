import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '#platform/ids.ts';
import { toProblem } from './errors.ts';
import { malformed, Problem, tokenMissing, tooLarge } from './problem.ts';
import type { Actor } from './route.ts';
import { bearer, type ServeOptions } from './serve.ts';
import { cleanName } from './uploads.ts';

/** How far an upload has come. */
export interface ResumableUpload {
  id: string;
  name: string;
  /** Bytes that are kept. */
  offset: number;
  size: number;
  expiresAt: Date;
  /** The file that it became, once whole. */
  fileId: string | null;
}

/** What the protocol needs of whoever keeps the bytes; another user's upload is not there. */
export interface ResumableUploads {
  create(actor: Actor, upload: { name: string; size: number }): Promise<ResumableUpload>;
  find(actor: Actor, id: string): Promise<ResumableUpload>;
  /** Keeps what comes, also when it breaks off. */
  append(actor: Actor, id: string, part: { offset: number; body: Readable }): Promise<ResumableUpload>;
  remove(actor: Actor, id: string): Promise<void>;
}

export interface TusOptions extends Pick<ServeOptions, 'authenticate' | 'audit' | 'maxFileBytes'> {
  uploads: ResumableUploads;
}

const version = '1.0.0';
const address = '/api/uploads';
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const bodyType = 'application/offset+octet-stream';

/**
 * Resumable uploads by the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload) with creation, expiration and termination. A
 * finished upload names its file in `X-File-Id`.
 */
export async function registerTus(app: FastifyInstance, options: TusOptions): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // The body is read where it is kept.
    scope.addContentTypeParser(bodyType, (_request, payload, done) => done(null, payload));
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('tus-resumable', version);
    });
    const verbs = createVerbs(options);
    const answer = (verb: Verb) => async (request: FastifyRequest, reply: FastifyReply) =>
      serveVerb(verb, { request, reply, options });
    scope.options(address, async (_request, reply) => describe(reply, options.maxFileBytes));
    scope.post(address, answer(verbs.POST));
    const one = `${address}/:id`;
    scope.options(one, async (_request, reply) => describe(reply, options.maxFileBytes));
    scope.head(one, answer(verbs.HEAD));
    scope.patch(one, answer(verbs.PATCH));
    scope.delete(one, answer(verbs.DELETE));
    // For clients whose network lets only GET and POST through.
    scope.post(one, async (request, reply) => {
      const name = String(request.headers['x-http-method-override']).toUpperCase();
      if (name === 'POST' || !Object.hasOwn(verbs, name))
        throw malformed('Укажите X-HTTP-Method-Override: PATCH.');
      return answer(verbs[name as VerbName])(request, reply);
    });
  });
}

interface Asked {
  actor: Actor;
  request: FastifyRequest;
  reply: FastifyReply;
}

interface Verb {
  /** How the audit log calls it; `null` = not worth a line. */
  action: string | null;
  /** @returns id of what it was done to */
  perform(asked: Asked): Promise<string>;
}

type VerbName = 'POST' | 'HEAD' | 'PATCH' | 'DELETE';

async function serveVerb(
  verb: Verb,
  { request, reply, options }: { request: FastifyRequest; reply: FastifyReply; options: TusOptions },
): Promise<FastifyReply> {
  const params = request.params as { id?: string };
  const note = { action: verb.action ?? 'uploads.read', address: request.ip, requestId: request.id };
  let actor: Actor | null = null;
  try {
    const token = bearer(request);
    if (token === null) throw tokenMissing();
    actor = await options.authenticate(token);
    if (request.headers['tus-resumable'] !== version) throw otherVersion(reply);
    if (params.id !== undefined && !uuid.test(params.id)) params.id = newId();
    const targetId = await verb.perform({ actor, request, reply });
    if (verb.action !== null)
      await options.audit({ ...note, actorId: actor.userId, outcome: 'ok', targetId });
  } catch (error) {
    const { code } = toProblem(error);
    const targetId = params.id ?? null;
    await options.audit({ ...note, actorId: actor?.userId ?? null, outcome: code, targetId }).catch(() => {});
    throw error;
  }
  return reply.send();
}

function createVerbs({ uploads, maxFileBytes }: TusOptions): Record<VerbName, Verb> {
  const idOf = (request: FastifyRequest) => (request.params as { id: string }).id;
  return {
    POST: {
      action: 'uploads.create',
      async perform({ actor, request, reply }) {
        const size = count(request, 'upload-length');
        const upload = await uploads.create(actor, { name: nameIn(request), size });
        reply.code(201).header('location', `${address}/${upload.id}`);
        tell(reply, upload);
        return upload.id;
      },
    },
    HEAD: {
      action: null,
      async perform({ actor, request, reply }) {
        const upload = await uploads.find(actor, idOf(request));
        reply.code(200).header('upload-length', upload.size);
        tell(reply, upload);
        return upload.id;
      },
    },
    PATCH: {
      action: 'uploads.append',
      async perform({ actor, request, reply }) {
        if (request.headers['content-type'] !== bodyType)
          throw new Problem(415, 'unsupported_media_type', `Content-Type части файла — ${bodyType}.`);
        if (Number(request.headers['content-length'] ?? 0) > maxFileBytes)
          throw tooLarge('Часть больше самого большого файла.');
        const part = { offset: count(request, 'upload-offset'), body: request.body as Readable };
        const upload = await uploads.append(actor, idOf(request), part);
        reply.code(204);
        tell(reply, upload);
        return upload.id;
      },
    },
    DELETE: {
      action: 'uploads.delete',
      async perform({ actor, request, reply }) {
        await uploads.remove(actor, idOf(request));
        reply.code(204);
        return idOf(request);
      },
    },
  };
}

function tell(reply: FastifyReply, upload: ResumableUpload): void {
  reply.header('upload-offset', upload.offset).header('upload-expires', upload.expiresAt.toUTCString());
  if (upload.fileId !== null) reply.header('x-file-id', upload.fileId);
}

function describe(reply: FastifyReply, maxFileBytes: number): FastifyReply {
  return reply
    .code(204)
    .header('tus-version', version)
    .header('tus-extension', 'creation,expiration,termination')
    .header('tus-max-size', maxFileBytes)
    .send();
}

function otherVersion(reply: FastifyReply): Problem {
  reply.header('tus-version', version);
  return new Problem(412, 'tus_version', `Нужен заголовок Tus-Resumable: ${version}.`);
}

function count(request: FastifyRequest, header: string): number {
  const text = String(request.headers[header] ?? '');
  if (!/^\d{1,15}$/.test(text)) throw malformed(`Нужен заголовок ${header}: целое число байтов.`);
  return Number(text);
}

/** «filename» of `Upload-Metadata`: pairs of a key and Base64. */
function nameIn(request: FastifyRequest): string {
  const metadata = String(request.headers['upload-metadata'] ?? '');
  const value = /(?:^|,)\s*filename\s+([^\s,]+)/.exec(metadata)?.[1] ?? '';
  const name = cleanName(Buffer.from(value, 'base64').toString('utf8'));
  return name.split(/[\\/]/).at(-1) || 'file';
}
