import { ModelError, type ModelEvent, type ModelRequest } from '@aizoomdoc/models';
import type { SystemSettingsService } from '#modules/settings';
import type { Logger } from '#platform/log.ts';
import type { Ask, Line } from './ask.ts';
import type { PrefixCaching } from './prefix-caching.ts';
import { type Prompt, type PromptPicture, wireSize } from './prompt.ts';
import type { PictureDelivery } from './provider-files.ts';
import { renderMessages } from './render-prompt.ts';
import type { RunMemory } from './run-memory.ts';

export interface SendingDeps {
  log: Logger;
  system: Pick<SystemSettingsService, 'get'>;
  delivery: PictureDelivery;
  caching: PrefixCaching;
}

export interface Sending {
  ask: Ask;
  line: Line;
  memory: RunMemory;
  hear(event: ModelEvent): void;
}

/** Sends prompts: pictures as the vendor keeps them, a cached beginning by its name. */
export function createSending({ log, system, delivery, caching }: SendingDeps) {
  async function sendOnce({ ask, line, memory, hear }: Sending): Promise<number> {
    const { prompt, choice } = ask;
    const rendered = await renderMessages(prompt.messages, delivery.deliverTo(line.receiver));
    const { context_cache } = await system.get();
    const prefix = await caching.use(memory, { ask, line, rendered, settings: context_cache });
    const request: ModelRequest = {
      ...prompt,
      model: choice.model,
      messages: rendered.messages.slice(prefix.messages),
      ...(prefix.name !== null && { cachedContent: prefix.name }),
    };
    line.options.signal.throwIfAborted();
    for await (const event of line.provider.stream(request, line.options)) hear(event);
    const head = prefix.name === null ? wireSize([prompt.system, prompt.tools]) : 0;
    const body = rendered.sizes.slice(prefix.messages).reduce((sum, size) => sum + size, 0);
    return rendered.uploadedBytes + prefix.bytesSent + head + body;
  }

  /**
   * A file or a prefix that the vendor lost is brought there again, once.
   * @returns bytes that went out
   */
  return async (sending: Sending): Promise<number> => {
    try {
      return await sendOnce(sending);
    } catch (error) {
      if (!(error instanceof ModelError) || error.code !== 'missing_reference') throw error;
      const { ask, line, memory } = sending;
      log.warn({ err: error, runId: ask.run.id }, 'vendor lost a file, it is uploaded anew');
      await delivery.forget(line.receiver, picturesOf(ask.prompt));
      memory.cache = null;
      return sendOnce(sending);
    }
  };
}

function picturesOf({ messages }: Prompt): PromptPicture[] {
  return messages.flatMap((message) =>
    message.role === 'user'
      ? message.content.flatMap((part) => (part.type === 'picture' ? [part.picture] : []))
      : [],
  );
}
