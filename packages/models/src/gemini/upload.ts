import { z } from 'zod';
import { type FileUpload, ModelError } from '../provider.ts';
import type { SendRest } from './rest.ts';

export interface UploadOptions {
  send: SendRest;
  /** Where an upload begins. */
  startUrl: string;
  file: FileUpload;
  /** Google takes multiples of 262 144 bytes, the last piece apart. */
  chunkBytes: number;
}

/**
 * Google's resumable upload, one piece after the other.
 *
 * @returns the answer to the last piece.
 */
export async function uploadChunks({ send, startUrl, file, chunkBytes }: UploadOptions): Promise<unknown> {
  const started = await send({
    url: startUrl,
    method: 'POST',
    headers: {
      'x-goog-upload-protocol': 'resumable',
      'x-goog-upload-command': 'start',
      'x-goog-upload-header-content-length': String(file.size),
      'x-goog-upload-header-content-type': file.mediaType,
    },
    body: JSON.stringify({ file: { displayName: file.displayName } }),
    answer: z.unknown(),
  });
  const url = sessionUrl(started.headers.get('x-goog-upload-url'), startUrl);
  let offset = 0;
  let answer: unknown;
  for await (const { bytes, isLast } of inChunks(file, chunkBytes)) {
    const sent = await send({
      url,
      method: 'POST',
      headers: {
        'x-goog-upload-command': isLast ? 'upload, finalize' : 'upload',
        'x-goog-upload-offset': String(offset),
        'content-type': 'application/octet-stream',
      },
      body: bytes,
      answer: z.unknown(),
    });
    offset += bytes.length;
    answer = sent.body;
  }
  return answer;
}

/** Behind a proxy Google still names its own host: the session is in the query, and the key goes only where it went. */
function sessionUrl(given: string | null, startUrl: string): string {
  const url = URL.parse(given ?? '');
  if (!url) throw new ModelError('broken_stream', 'Gemini began no upload');
  return url.origin === new URL(startUrl).origin ? url.href : startUrl + url.search;
}

async function* inChunks(
  { bytes, size }: FileUpload,
  chunkBytes: number,
): AsyncGenerator<{ bytes: Uint8Array<ArrayBuffer>; isLast: boolean }> {
  const chunk = new Uint8Array(Math.min(chunkBytes, size));
  let filled = 0;
  let sent = 0;
  for await (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) {
    if (sent + filled + piece.length > size) throw wrongSize();
    for (let from = 0; from < piece.length; ) {
      const part = piece.subarray(from, from + chunk.length - filled);
      chunk.set(part, filled);
      filled += part.length;
      from += part.length;
      // The last piece waits for the end of the source: it finalizes.
      if (filled === chunk.length && sent + filled < size) {
        yield { bytes: chunk, isLast: false };
        sent += filled;
        filled = 0;
      }
    }
  }
  if (sent + filled !== size || size === 0) throw wrongSize();
  yield { bytes: chunk.subarray(0, filled), isLast: true };
}

function wrongSize(): ModelError {
  return new ModelError('invalid_request', 'the file is not as long as it was said to be');
}
