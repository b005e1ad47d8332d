import { randomUUID } from 'node:crypto';
import type { ModelProvider } from '../provider.ts';
import { providerBaseUrl } from '../wire/base-url.ts';
import { headerSafeKey } from '../wire/key.ts';
import { type LineSettings, lineOptions } from '../wire/line.ts';
import { type OpenCall, streamStep } from '../wire/step.ts';
import { createGeminiCaches } from './caches.ts';
import { createGeminiFiles } from './files.ts';
import { toGeminiCall } from './prompt.ts';
import { openSdkModel } from './sdk.ts';
import { google } from './vendor.ts';

export interface GeminiProviderOptions extends LineSettings {
  /** Default Google's own address; an address without a path gets `/v1beta`. https, or http on loopback. */
  baseUrl?: string | undefined;
  /** Ids of tool calls that Gemini left unnamed; default random. */
  newId?: (() => string) | undefined;
  /** Milliseconds that an uploaded file may stay in processing; default 60 000. */
  fileReadyTimeoutMs?: number | undefined;
  /** Bytes of one piece of an upload, a multiple of 262 144; default 4 MiB. */
  uploadChunkBytes?: number | undefined;
}

/**
 * Google's Gemini over its public protocol, with the caller's key on every call.
 *
 * @throws {ModelConfigError} when the address is not https and not on loopback.
 * @example
 * const gemini = createGeminiProvider({ baseUrl: 'http://127.0.0.1:4000' });
 * for await (const event of gemini.stream(request, { apiKey, signal })) console.log(event);
 */
export function createGeminiProvider(options: GeminiProviderOptions = {}): ModelProvider {
  const baseUrl = providerBaseUrl(options.baseUrl ?? 'https://generativelanguage.googleapis.com', {
    defaultPath: '/v1beta',
  });
  const line = lineOptions(options);
  const newId = options.newId ?? randomUUID;
  return {
    id: 'gemini',
    stream(request, { apiKey, signal }) {
      const open: OpenCall = async ({ fetch, signal }) => ({
        model: await openSdkModel({
          model: request.model,
          baseUrl,
          apiKey: headerSafeKey(apiKey),
          fetch,
          newId,
        }),
        call: toGeminiCall(request, signal),
      });
      return streamStep(google, open, { line, signal });
    },
    files: createGeminiFiles({
      baseUrl,
      line,
      readyTimeoutMs: options.fileReadyTimeoutMs ?? 60_000,
      chunkBytes: options.uploadChunkBytes ?? 4 * 1024 * 1024,
    }),
    caches: createGeminiCaches({ baseUrl, line }),
  };
}
