import { buffer } from 'node:stream/consumers';
import { extract, planSearch } from '@aizoomdoc/documents';
import { type Ai, createAi, createUsage } from '#modules/ai';
import { type AssistantDeps, createAssistant, createToolbox } from '#modules/assistant';
import type { Attachments, Examined, Images, RunExecution } from '#modules/chats';
import type { Papers, People, Platform } from './modules.ts';

export interface AnsweringParts {
  people: People;
  papers: Papers;
  images: Images;
  examined: Examined;
  execution: RunExecution;
  attachments: Attachments;
  roleOf: AssistantDeps['roleOf'];
}

/** What answers questions: models, tools, the assistant over them. */
export function wireAnswering(platform: Platform, parts: AnsweringParts) {
  const { people, papers, images, examined } = parts;
  const ai = wireAi(platform, people, images);
  const usage = createUsage({ ...platform, system: people.system });
  const { texts, views } = papers;
  const toolbox = createToolbox({ clock: platform.clock, texts, views, images, examined });
  const assistant = createAssistant({ ...platform, ...people, ...papers, ...parts, ai, usage, toolbox });
  return { ai, usage, assistant };
}

/** Models, with what they need of people and pictures. */
function wireAi(platform: Platform, { keys, settings, system }: People, images: Images): Ai {
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
