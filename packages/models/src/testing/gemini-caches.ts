import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Conversation } from './conversation.ts';
import { errorAnswer, invalidArgument, NOT_FOUND } from './gemini-answers.ts';
import { ownerOf } from './gemini-files.ts';
import { type GeminiBody, geminiBodySchema, toConversation } from './gemini-request.ts';
import { type HttpRequest, type JsonAnswer, jsonBody } from './vendor-server.ts';

export interface GeminiCachesOptions {
  /** Least size of a prefix in tokens (four characters of its JSON); default 1. */
  minCacheTokens?: number;
  /** Milliseconds of the epoch; default the real clock. */
  now?: () => number;
}

/** A prefix that the loopback Gemini keeps. */
export interface StoredPrefix {
  name: string;
  model: string;
  tokens: number;
  /** Milliseconds of the epoch. */
  expiresAt: number;
}

const cacheSchema = z.intersection(
  geminiBodySchema,
  z.object({ model: z.string(), ttl: z.string().regex(/^[\d.]+s$/) }),
);

/** Google's cached contents on loopback: what belongs to a model and a key, and expires. */
export function createGeminiCaches(options: GeminiCachesOptions) {
  const now = options.now ?? Date.now;
  const stored = new Map<string, StoredPrefix & { owner: string; prefix: GeminiBody }>();

  function find(name: string, key: string) {
    const found = stored.get(name);
    return found && found.owner === ownerOf(key) && found.expiresAt > now() ? found : null;
  }

  function create(request: HttpRequest, key: string): JsonAnswer {
    const { data } = cacheSchema.safeParse(jsonBody(request));
    if (!data) return invalidArgument('Invalid JSON payload received.');
    const { model, ttl, ...prefix } = data;
    const tokens = Math.ceil(request.bytes.length / 4);
    const least = options.minCacheTokens ?? 1;
    if (tokens < least) {
      return invalidArgument(
        `Cached content is too small. total_token_count=${tokens}, min_total_token_count=${least}`,
      );
    }
    const name = `cachedContents/${randomUUID().replaceAll('-', '').slice(0, 12)}`;
    const expiresAt = now() + Number.parseFloat(ttl) * 1000;
    stored.set(name, { name, model, tokens, expiresAt, owner: ownerOf(key), prefix });
    const expireTime = new Date(expiresAt).toISOString();
    return {
      status: 200,
      body: JSON.stringify({ name, model, expireTime, usageMetadata: { totalTokenCount: tokens } }),
    };
  }

  return {
    /** Prefixes that are kept now, of all keys. */
    list: (): StoredPrefix[] =>
      [...stored.values()].map(({ name, model, tokens, expiresAt }) => ({ name, model, tokens, expiresAt })),

    /** `null` for a request of something else. */
    serve(request: HttpRequest, key: string): JsonAnswer | null {
      const { method, url } = request;
      if (url.pathname === '/v1beta/cachedContents' && method === 'POST') return create(request, key);
      const name = /^\/v1beta\/(cachedContents\/[\w-]+)$/.exec(url.pathname)?.[1];
      if (!name) return null;
      if (!find(name, key)) return noSuchCache();
      if (method !== 'DELETE') return NOT_FOUND;
      stored.delete(name);
      return { status: 200, body: '{}' };
    },

    /** Why a request cannot use the prefix that it names; `null` when it can, or names none. */
    faultOf(body: GeminiBody, model: string, key: string): JsonAnswer | null {
      if (!body.cachedContent) return null;
      const found = find(body.cachedContent, key);
      if (!found) return noSuchCache();
      if (body.systemInstruction || body.tools?.length || body.toolConfig) {
        return invalidArgument(
          'CachedContent can not be used with GenerateContent request setting system_instruction, tools or tool_config.',
        );
      }
      return found.model === `models/${model}`
        ? null
        : invalidArgument(
            `Model used by GenerateContent request (models/${model}) and CachedContent has to be the same.`,
          );
    },

    /** The whole conversation of a request that begins with a prefix. */
    conversationOf(body: GeminiBody): Conversation {
      const own = toConversation(body);
      const prefix = stored.get(body.cachedContent ?? '')?.prefix;
      if (!prefix) return own;
      const begun = toConversation(prefix);
      return {
        ...own,
        system: begun.system,
        toolNames: begun.toolNames,
        messages: [...begun.messages, ...own.messages],
      };
    },
  };
}

function noSuchCache(): JsonAnswer {
  return errorAnswer(403, 'PERMISSION_DENIED', 'CachedContent not found (or permission denied)');
}
