import { buffer } from 'node:stream/consumers';
import { extract, planSearch } from '@aizoomdoc/documents';
import { type Ai, createAi } from '#modules/ai';
import type { Images } from '#modules/chats';
import type { Keys, Settings, SystemSettingsService } from '#modules/settings';
import type { Platform } from './modules.ts';

export interface AiParts {
  keys: Keys;
  settings: Settings;
  system: SystemSettingsService;
  images: Pick<Images, 'read'>;
}

/** Models, with what they need of people and pictures. */
export function wireAi(platform: Platform, { keys, settings, system, images }: AiParts): Ai {
  const { config, scriptedModelUrl } = platform;
  const { GEMINI_BASE_URL, OPENAI_BASE_URL, ANTHROPIC_BASE_URL } = config.services;
  return createAi({
    ...platform,
    system,
    modelsFor: settings.modelsFor,
    readKey: keys.read,
    sharedGeminiKey: scriptedModelUrl === null ? null : 'test-scripted',
    baseUrls: {
      gemini: scriptedModelUrl ?? GEMINI_BASE_URL,
      openai: OPENAI_BASE_URL,
      anthropic: ANTHROPIC_BASE_URL,
    },
    extract,
    planSearch,
    async readPicture(userId, id) {
      const { stream } = await images.read({ userId, role: 'user', sessionId: id }, id);
      return stream instanceof Uint8Array ? stream : buffer(stream);
    },
  });
}
