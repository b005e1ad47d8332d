import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { invalidArgument, NOT_FOUND } from './gemini-answers.ts';
import { type HttpRequest, type JsonAnswer, jsonBody } from './vendor-server.ts';

/** A whole file, as it was sent. */
export interface Upload {
  owner: string;
  displayName: string;
  mediaType: string;
  bytes: number;
  /** Pieces that it came in. */
  pieces: number;
}

const startSchema = z.object({ file: z.looseObject({ displayName: z.string().optional() }).optional() });

/** Google's resumable uploads on loopback; its own checks of pieces and offsets. */
export function createGeminiUploads(keep: (upload: Upload, origin: string) => JsonAnswer) {
  const sessions = new Map<string, Upload & { size: number }>();

  function start(request: HttpRequest, owner: string): JsonAnswer {
    const { headers, url } = request;
    const id = randomUUID();
    sessions.set(id, {
      owner,
      size: Number(headers['x-goog-upload-header-content-length']),
      mediaType: String(headers['x-goog-upload-header-content-type']),
      displayName: startSchema.safeParse(jsonBody(request)).data?.file?.displayName ?? '',
      bytes: 0,
      pieces: 0,
    });
    const address = `http://${headers.host}${url.pathname}?upload_id=${id}&upload_protocol=resumable`;
    return {
      status: 200,
      headers: { 'x-goog-upload-url': address, 'x-goog-upload-status': 'active' },
      body: '',
    };
  }

  function receive({ headers, url, bytes }: HttpRequest, owner: string): JsonAnswer {
    const id = url.searchParams.get('upload_id') ?? '';
    const session = sessions.get(id);
    if (!session || session.owner !== owner) return NOT_FOUND;
    if (Number(headers['x-goog-upload-offset']) !== session.bytes) {
      return invalidArgument(`Upload offset does not match: received ${session.bytes} bytes.`);
    }
    session.bytes += bytes.length;
    session.pieces += 1;
    const isLast = String(headers['x-goog-upload-command']).includes('finalize');
    if (!isLast && bytes.length % 262_144 !== 0) {
      return invalidArgument('Upload chunks must be a multiple of the chunk granularity: 262144 bytes.');
    }
    if (!isLast) return { status: 200, headers: { 'x-goog-upload-status': 'active' }, body: '' };
    sessions.delete(id);
    if (session.bytes !== session.size) return invalidArgument('Upload has the wrong size.');
    return keep(session, `http://${headers.host}`);
  }

  return {
    /** `null` for a request of something else. */
    serve(request: HttpRequest, owner: string): JsonAnswer | null {
      if (request.url.pathname !== '/upload/v1beta/files' || request.method !== 'POST') return null;
      return request.url.searchParams.has('upload_id') ? receive(request, owner) : start(request, owner);
    },
  };
}
