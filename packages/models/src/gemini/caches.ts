import { z } from 'zod';
import { type CachePrefix, ModelError, type ProviderCaches } from '../provider.ts';
import type { LineOptions } from '../wire/line.ts';
import { orMissing } from './files.ts';
import { toGeminiCall } from './prompt.ts';
import { withRest } from './rest.ts';
import { openSdkModel } from './sdk.ts';

const cacheSchema = z.object({
  name: z.string().regex(/^cachedContents\/[\w-]+$/),
  expireTime: z.string(),
  usageMetadata: z.object({ totalTokenCount: z.number().nullish() }).nullish(),
});

/** Of a body of `generateContent`, what a cached prefix may hold. */
const prefixSchema = z.object({
  contents: z.array(z.unknown()).optional(),
  systemInstruction: z.unknown().optional(),
  tools: z.unknown().optional(),
  toolConfig: z.unknown().optional(),
});

/** Gemini's context caching, paid by tokens and hours; a prefix belongs to its model and its key. */
export function createGeminiCaches({
  baseUrl,
  line,
}: {
  baseUrl: string;
  line: LineOptions;
}): ProviderCaches {
  return {
    create: (prefix, call) =>
      withRest(line, call, async (send, signal) => {
        const { body } = await send({
          url: `${baseUrl}/cachedContents`,
          method: 'POST',
          body: JSON.stringify({
            ...(await toPrefix(prefix, signal)),
            model: `models/${prefix.model}`,
            ttl: `${Math.ceil(prefix.ttlMs / 1000)}s`,
          }),
          answer: cacheSchema,
        });
        return {
          name: body.name,
          expiresAt: new Date(body.expireTime),
          tokens: body.usageMetadata?.totalTokenCount ?? 0,
        };
      }),
    remove: (name, call) =>
      withRest(line, call, async (send) => {
        await send({ url: `${baseUrl}/${cacheName(name)}`, method: 'DELETE', answer: z.unknown() });
      }).catch(orMissing<void>(undefined)),
  };
}

/**
 * The prefix as the very requests that use it would say it: the SDK translates a call, and its `fetch` keeps the body
 * instead of sending it.
 */
async function toPrefix(prefix: CachePrefix, signal: AbortSignal): Promise<z.infer<typeof prefixSchema>> {
  let body: unknown;
  const model = await openSdkModel({
    model: prefix.model,
    baseUrl: 'http://localhost',
    apiKey: 'unused',
    fetch: async (_, init) => {
      body = JSON.parse(String(init?.body));
      return new Response('{}', { headers: { 'content-type': 'application/json' } });
    },
    newId: () => '',
  });
  try {
    await model.doGenerate(toGeminiCall({ ...prefix, settings: {} }, signal));
  } catch (error) {
    // Nobody answers here: only a body that never came is a failure.
    if (body === undefined) throw error;
  }
  return prefixSchema.parse(body);
}

/** A name enters a path, so it must be one. */
function cacheName(name: string): string {
  if (!/^cachedContents\/[\w-]+$/.test(name)) {
    throw new ModelError('invalid_request', 'this is no name of a cached prefix');
  }
  return name;
}
