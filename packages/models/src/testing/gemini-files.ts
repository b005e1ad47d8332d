import { createHash, randomUUID } from 'node:crypto';
import { errorAnswer } from './gemini-answers.ts';
import { createGeminiUploads, type Upload } from './gemini-uploads.ts';
import type { HttpRequest, JsonAnswer } from './vendor-server.ts';

/** A file that the loopback Gemini was given. */
export interface UploadedFile {
  name: string;
  uri: string;
  displayName: string;
  mediaType: string;
  bytes: number;
  /** Pieces that it came in. */
  pieces: number;
  state: 'PROCESSING' | 'ACTIVE' | 'FAILED';
  /** Milliseconds of the epoch. */
  expiresAt: number;
}

/** What becomes of an upload, after its last byte. */
export type UploadFate =
  | { kind: 'ready' }
  /** Ready after it was asked for so many times. */
  | { kind: 'processing'; polls: number }
  | { kind: 'failed' }
  | { kind: 'refused'; status: number; message: string };

export interface GeminiFilesOptions {
  /** Default: every file is ready at once. */
  onUpload?: (file: Pick<UploadedFile, 'displayName' | 'mediaType' | 'bytes'>) => UploadFate;
  /** Milliseconds that a file is kept; default 48 hours, as Google says. */
  fileLifetimeMs?: number;
  /** Milliseconds of the epoch; default the real clock. */
  now?: () => number;
}

interface Stored {
  file: UploadedFile;
  owner: string;
  pollsLeft: number;
}

/** Google's Files API on loopback: resumable upload, state, removal, expiry, files of a key. */
export function createGeminiFiles(options: GeminiFilesOptions) {
  const now = options.now ?? Date.now;
  const lifetimeMs = options.fileLifetimeMs ?? 48 * 3_600_000;
  const stored = new Map<string, Stored>();

  function find(name: string, key: string): Stored | null {
    const found = stored.get(name);
    return found && found.owner === ownerOf(key) && found.file.expiresAt > now() ? found : null;
  }

  function keep({ owner, displayName, mediaType, bytes, pieces }: Upload, origin: string): JsonAnswer {
    const fate = options.onUpload?.({ displayName, mediaType, bytes }) ?? { kind: 'ready' };
    if (fate.kind === 'refused') return errorAnswer(fate.status, 'INVALID_ARGUMENT', fate.message);
    const name = `files/${randomUUID().replaceAll('-', '').slice(0, 12)}`;
    const state = ({ ready: 'ACTIVE', processing: 'PROCESSING', failed: 'FAILED' } as const)[fate.kind];
    const expiresAt = now() + lifetimeMs;
    const file = {
      name,
      uri: `${origin}/v1beta/${name}`,
      displayName,
      mediaType,
      bytes,
      pieces,
      state,
      expiresAt,
    };
    stored.set(name, { file, owner, pollsLeft: fate.kind === 'processing' ? fate.polls : 0 });
    return {
      status: 200,
      headers: { 'x-goog-upload-status': 'final' },
      body: JSON.stringify({ file: wireFile(file) }),
    };
  }

  const uploads = createGeminiUploads(keep);

  function read(found: Stored): JsonAnswer {
    if (found.file.state === 'PROCESSING') {
      found.pollsLeft -= 1;
      if (found.pollsLeft <= 0) found.file.state = 'ACTIVE';
    }
    return { status: 200, body: JSON.stringify(wireFile(found.file)) };
  }

  return {
    /** Files that are kept now, of all keys. */
    list: (): UploadedFile[] => [...stored.values()].map(({ file }) => ({ ...file })),

    /** `null` for a request of something else. */
    serve(request: HttpRequest, key: string): JsonAnswer | null {
      const { method, url } = request;
      const uploaded = uploads.serve(request, ownerOf(key));
      if (uploaded) return uploaded;
      const name = /^\/v1beta\/(files\/[\w-]+)$/.exec(url.pathname)?.[1];
      if (!name) return null;
      const found = find(name, key);
      if (!found) return noSuchFile(name);
      if (method !== 'DELETE') return read(found);
      stored.delete(name);
      return { status: 200, body: '{}' };
    },

    /** Why a request cannot use a file; `null` when it can. */
    faultOf(uri: string, key: string): JsonAnswer | null {
      const name = uri.split('/').slice(-2).join('/');
      const found = find(name, key);
      if (!found) return noSuchFile(name);
      if (found.file.state === 'ACTIVE') return null;
      return errorAnswer(
        400,
        'FAILED_PRECONDITION',
        `The File ${name} is not in an ACTIVE state and usage is not allowed.`,
      );
    },
  };
}

function noSuchFile(name: string): JsonAnswer {
  const id = name.replace('files/', '');
  return errorAnswer(
    403,
    'PERMISSION_DENIED',
    `You do not have permission to access the File ${id} or it may not exist.`,
  );
}

/** Keys themselves are never kept. */
export function ownerOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function wireFile({ name, uri, displayName, mediaType, bytes, state, expiresAt }: UploadedFile) {
  return {
    name,
    uri,
    displayName,
    mimeType: mediaType,
    sizeBytes: String(bytes),
    state,
    expirationTime: new Date(expiresAt).toISOString(),
    ...(state === 'FAILED' && { error: { code: 400, message: 'The file could not be processed.' } }),
  };
}
