import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ModelError, type ProviderFiles, type VendorFileState } from '../provider.ts';
import type { LineOptions } from '../wire/line.ts';
import { type SendRest, withRest } from './rest.ts';
import { uploadChunks } from './upload.ts';

export interface GeminiFilesOptions {
  /** With its path, e.g. `https://generativelanguage.googleapis.com/v1beta`. */
  baseUrl: string;
  line: LineOptions;
  /** Milliseconds that a file may stay in processing. */
  readyTimeoutMs: number;
  chunkBytes: number;
}

const fileSchema = z.object({
  name: z.string().regex(/^files\/[\w-]+$/),
  uri: z.url(),
  state: z.string().nullish(),
  expirationTime: z.string().nullish(),
});
const uploadedSchema = z.object({ file: fileSchema });

const FIRST_POLL_MS = 250;
const LONGEST_POLL_MS = 4000;

/** Gemini's Files API: free, 20 GB a project, each file for 48 hours and for the key that brought it. */
export function createGeminiFiles({
  baseUrl,
  line,
  readyTimeoutMs,
  chunkBytes,
}: GeminiFilesOptions): ProviderFiles {
  const read = async (send: SendRest, name: string) => {
    const { body } = await send({ url: `${baseUrl}/${fileName(name)}`, method: 'GET', answer: fileSchema });
    return toState(body);
  };

  return {
    upload: (file, call) =>
      withRest(line, call, async (send, signal) => {
        const uploaded = await uploadChunks({ send, startUrl: uploadUrl(baseUrl), file, chunkBytes });
        const { file: stored } = uploadedSchema.parse(uploaded);
        return waitUntilReady(toState(stored), {
          read: () => read(send, stored.name),
          timeoutMs: readyTimeoutMs,
          signal,
        });
      }),
    state: (name, call) =>
      withRest(line, call, (send) => read(send, name)).catch(orMissing<VendorFileState | null>(null)),
    remove: (name, call) =>
      withRest(line, call, async (send) => {
        await send({ url: `${baseUrl}/${fileName(name)}`, method: 'DELETE', answer: z.unknown() });
      }).catch(orMissing<void>(undefined)),
  };
}

/** For `catch`: what a call comes to when the vendor has no such thing. */
export function orMissing<Result>(result: Result): (error: unknown) => Result {
  return (error) => {
    if (error instanceof ModelError && error.code === 'missing_reference') return result;
    throw error;
  };
}

/** Uploads have a path of their own: `…/upload/v1beta/files`. */
function uploadUrl(baseUrl: string): string {
  return `${baseUrl.replace(/\/([^/]+)$/, '/upload/$1')}/files`;
}

/** A name enters a path, so it must be one. */
function fileName(name: string): string {
  if (!/^files\/[\w-]+$/.test(name)) throw new ModelError('invalid_request', 'this is no name of a file');
  return name;
}

function toState({ name, uri, state, expirationTime }: z.infer<typeof fileSchema>): VendorFileState {
  const expires = Date.parse(expirationTime ?? '');
  return {
    name,
    uri,
    expiresAt: Number.isNaN(expires) ? null : new Date(expires),
    state: STATES[state ?? ''] ?? 'processing',
  };
}

const STATES: Record<string, VendorFileState['state']> = { ACTIVE: 'ready', FAILED: 'failed' };

async function waitUntilReady(
  uploaded: VendorFileState,
  { read, timeoutMs, signal }: { read(): Promise<VendorFileState>; timeoutMs: number; signal: AbortSignal },
): Promise<Pick<VendorFileState, 'uri' | 'name' | 'expiresAt'>> {
  const deadline = performance.now() + timeoutMs;
  let file = uploaded;
  for (let wait = FIRST_POLL_MS; file.state === 'processing'; wait = Math.min(wait * 2, LONGEST_POLL_MS)) {
    if (performance.now() + wait > deadline) {
      throw new ModelError('timeout', `Gemini did not process the file within ${timeoutMs} ms`);
    }
    await sleep(wait, undefined, { signal });
    file = await read();
  }
  if (file.state === 'failed') throw new ModelError('invalid_request', 'Gemini could not process the file');
  const { uri, name, expiresAt } = file;
  return { uri, name, expiresAt };
}
