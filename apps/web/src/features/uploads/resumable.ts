import { getMe } from '@aizoomdoc/contracts';
import i18next from 'i18next';
import { type DetailedError, Upload } from 'tus-js-client';
import { client } from '#shared/api/client.ts';
import { browserTokens } from '#shared/api/session.ts';
import { UploadRefused } from './upload-failure.ts';

const endpoint = '/api/uploads';
/** A piece a request: proxies like no endless ones. */
const chunkSize = 16 * 1024 * 1024;
const retryDelays = [0, 1_000, 3_000, 5_000, 10_000, 20_000];

export interface ResumableOptions {
  onProgress: (sent: number) => void;
  /** Pauses: what came stays with the server, and the next try goes on from there. */
  signal: AbortSignal;
}

/** Sends a file in pieces, going on from what an earlier try, or an earlier visit, has brought. @returns id of the file */
export async function sendResumably(file: File, { onProgress, signal }: ResumableOptions): Promise<string> {
  await freshSession();
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    let isStale = false;
    const upload = new Upload(file, {
      endpoint,
      chunkSize,
      retryDelays,
      metadata: { filename: file.name },
      // Remembered until the document is there: see `forgetResumable`.
      removeFingerprintOnSuccess: false,
      onProgress: (sent) => onProgress(sent),
      onBeforeRequest: async (request) => {
        if (isStale) await freshSession();
        isStale = false;
        const tokens = await browserTokens.read();
        request.setHeader('authorization', `Bearer ${tokens?.accessToken ?? ''}`);
      },
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        isStale = status === 401;
        return isStale || status === 0 || status === 409 || status >= 500;
      },
      onSuccess: ({ lastResponse }) => {
        const fileId = lastResponse.getHeader('x-file-id');
        if (fileId === undefined) reject(new UploadRefused('network', i18next.t('errors.broken')));
        else resolve(fileId);
      },
      onError: (error) => reject(refusal(error)),
    });
    signal.addEventListener('abort', () => {
      void upload.abort();
      reject(signal.reason);
    });
    void upload.findPreviousUploads().then(([previous]) => {
      if (previous !== undefined) upload.resumeFromPreviousUpload(previous);
      if (!signal.aborted) upload.start();
    });
  });
}

/** The protocol's own client knows nothing of sessions: a refused token would make it begin anew. */
async function freshSession(): Promise<void> {
  await client.call(getMe);
}

function refusal(error: Error | DetailedError): Error {
  const response = 'originalResponse' in error ? error.originalResponse : null;
  if (response === null) return new UploadRefused('network', i18next.t('errors.offline'));
  try {
    const { code, message } = JSON.parse(response.getBody()) as { code: string; message: string };
    return new UploadRefused(code, message);
  } catch {
    const message = i18next.t('errors.withCode', {
      message: i18next.t('errors.unknown'),
      code: response.getStatus(),
    });
    return new UploadRefused(`http_${response.getStatus()}`, message);
  }
}
