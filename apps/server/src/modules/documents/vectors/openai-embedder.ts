import type { Embedder } from '@aizoomdoc/documents';
import { z } from 'zod';
import type { EmbeddingsConfig } from '#platform/config.ts';

/** `refused`: these texts, or anything from us, whatever is tried again; `unavailable`: perhaps later. */
export type EmbeddingFailure = 'refused' | 'bad_key' | 'rate_limited' | 'unavailable' | 'broken_answer';

export class EmbeddingError extends Error {
  override readonly name = 'EmbeddingError';
  readonly code: EmbeddingFailure;
  /** As the service asked for. */
  readonly retryAfterMs: number | null;

  constructor(code: EmbeddingFailure, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

const Answer = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()) })),
});

const timeoutMs = 30_000;
/** Of an answer: a number takes some 22 signs. */
const bytesOfNumber = 40;
const bytesOfFrame = 64 * 1024;

/**
 * Speaks `POST /embeddings` as OpenAI defined it. Never tries again: that is for the caller, who knows how long it may wait.
 * @throws EmbeddingError
 */
export function createOpenAiEmbedder({ baseUrl, apiKey, model, dimensions }: EmbeddingsConfig): Embedder {
  async function ask(texts: readonly string[], signal: AbortSignal): Promise<Response> {
    const response = await fetch(`${baseUrl}/embeddings`, {
      method: 'POST',
      redirect: 'error',
      headers: {
        'content-type': 'application/json',
        ...(apiKey !== null && { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({ model, input: texts, encoding_format: 'float' }),
      signal,
    });
    if (response.ok) return response;
    await response.body?.cancel();
    throw failureOf(response);
  }

  return {
    async embed(texts, { signal }) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      try {
        const response = await ask(texts, limit);
        const json = await readBounded(response, bytesOfFrame + texts.length * dimensions * bytesOfNumber);
        return vectorsOf(json, texts.length, dimensions);
      } catch (error) {
        if (signal.aborted || error instanceof EmbeddingError) throw error;
        throw new EmbeddingError('unavailable', error instanceof Error ? error.message : String(error));
      }
    },
  };
}

function failureOf({ status, headers }: Response): EmbeddingError {
  const message = `The service of embeddings answered ${status}`;
  if (status === 429) return new EmbeddingError('rate_limited', message, waitOf(headers.get('retry-after')));
  if (status === 401 || status === 403) return new EmbeddingError('bad_key', message);
  if (status === 400 || status === 413 || status === 422) return new EmbeddingError('refused', message);
  return new EmbeddingError('unavailable', message, waitOf(headers.get('retry-after')));
}

/** Milliseconds of `retry-after`, in seconds or as a date. */
function waitOf(header: string | null): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

async function readBounded(response: Response, maxBytes: number): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw new EmbeddingError('broken_answer', 'The answer is too long');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new EmbeddingError('broken_answer', 'The answer is no JSON');
  }
}

function vectorsOf(json: unknown, count: number, dimensions: number): Float32Array[] {
  const answer = Answer.safeParse(json);
  if (!answer.success) throw new EmbeddingError('broken_answer', 'The answer holds no vectors');
  const byIndex = new Map(answer.data.data.map(({ index, embedding }) => [index, embedding]));
  return Array.from({ length: count }, (_, index) => {
    const embedding = byIndex.get(index);
    if (embedding?.length !== dimensions)
      throw new EmbeddingError(
        'broken_answer',
        `Vectors of ${embedding?.length ?? 'no'} numbers; EMBEDDINGS_DIMENSIONS is ${dimensions}`,
      );
    return Float32Array.from(embedding);
  });
}
