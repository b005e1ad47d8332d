import type { SystemSettings } from '@aizoomdoc/contracts';
import { type CachedPrefix, findModel, priceOn } from '@aizoomdoc/models';
import type { z } from 'zod';
import type { Logger } from '#platform/log.ts';
import type { Ask, Line } from './ask.ts';
import { isCachingWorth } from './cache-rule.ts';
import { wireSize } from './prompt.ts';
import type { RenderedPrompt } from './render-prompt.ts';
import { type LastCall, type RunCache, type RunMemory, sharedPrefix } from './run-memory.ts';

interface CachingUse {
  ask: Ask;
  line: Line;
  rendered: RenderedPrompt;
  settings: z.output<typeof SystemSettings>['context_cache'];
}

/** What of a request is the vendor's already. */
export interface UsedPrefix {
  /** `null`: nothing, the request goes whole. */
  name: string | null;
  /** First messages that the prefix holds. */
  messages: number;
  /** Bytes that went out just now to make the prefix. */
  bytesSent: number;
}

const nothing: UsedPrefix = { name: null, messages: 0, bytesSent: 0 };
const createTimeoutMs = 30_000;

/** Keeps the growing beginning of a run's prompts at the vendor, where that costs less than sending it anew. */
export function createPrefixCaching({ log }: { log: Logger }) {
  async function make(last: LastCall, use: CachingUse): Promise<CachedPrefix | null> {
    const { ask, line, rendered, settings } = use;
    const signal = AbortSignal.any([ask.signal, AbortSignal.timeout(createTimeoutMs)]);
    const { system, tools } = ask.prompt;
    const messages = rendered.messages.slice(0, last.prompt.messages.length);
    const ttlMs = settings.ttl_seconds * 1000;
    try {
      const prefix = { model: ask.choice.model, system, tools, messages, ttlMs };
      return (await line.provider.caches?.create(prefix, { ...line.options, signal })) ?? null;
    } catch (error) {
      ask.signal.throwIfAborted();
      log.info({ err: error, runId: ask.run.id }, 'prompt is not cached, it is sent whole');
      return null;
    }
  }

  async function remove(cache: RunCache, line: Line): Promise<void> {
    await line.provider.caches
      ?.remove(cache.prefix.name, line.options)
      .catch((error: unknown) => log.info({ err: error }, 'cached prompt was not removed, it expires'));
  }

  /** A prefix is made of what the call before this one sent, so that only what came since goes out. */
  async function renew(memory: RunMemory, use: CachingUse): Promise<number> {
    const { ask, line, rendered } = use;
    const last = memory.lastCall;
    if (last === null || !isWorthIt(last, memory.cache, use)) return 0;
    const prefix = await make(last, use);
    if (prefix === null) return 0;
    const before = memory.cache;
    memory.cache = { prefix, choice: ask.choice, prompt: last.prompt };
    if (before !== null) void remove(before, line);
    const sizes = rendered.sizes.slice(0, last.prompt.messages.length);
    return wireSize([ask.prompt.system, ask.prompt.tools]) + sizes.reduce((sum, size) => sum + size, 0);
  }

  return {
    remove,

    /** The prefix that this request may begin with, made now when it pays. */
    async use(memory: RunMemory, use: CachingUse): Promise<UsedPrefix> {
      const bytesSent = await renew(memory, use);
      const { cache } = memory;
      const { choice, prompt } = use.ask;
      if (cache === null || cache.choice.model !== choice.model) return { ...nothing, bytesSent };
      if (cache.prefix.expiresAt.getTime() < Date.now() + leastLifeMs) return { ...nothing, bytesSent };
      const messages = sharedPrefix(cache.prompt, prompt);
      if (messages === 0 || messages >= prompt.messages.length) return { ...nothing, bytesSent };
      return { name: cache.prefix.name, messages, bytesSent };
    },
  };
}

export type PrefixCaching = ReturnType<typeof createPrefixCaching>;

function isWorthIt(last: LastCall, cache: RunCache | null, { ask, line, settings }: CachingUse): boolean {
  if (!settings.enabled || line.provider.caches === undefined) return false;
  if (last.choice.model !== ask.choice.model || sharedPrefix(last.prompt, ask.prompt) === 0) return false;
  return isCachingWorth({
    prefixTokens: last.usage.inputTokens,
    minTokens: settings.min_tokens + (cache?.prefix.tokens ?? 0),
    callsLeft: ask.callsLeft,
    price: priceOn(findModel(ask.choice.provider, ask.choice.model)?.price ?? null, new Date()),
    // What this run's own prefix gave is no cache of the vendor's making.
    lastCall: cache === null ? last.usage : { ...last.usage, cachedTokens: 0 },
  });
}

/** A prefix that expires while the call is on its way would fail it. */
const leastLifeMs = 10_000;
