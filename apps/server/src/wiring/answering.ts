import { buffer } from 'node:stream/consumers';
import { planSearch } from '@aizoomdoc/documents';
import { ModelError } from '@aizoomdoc/models';
import { createAi, createOpenLine, createTraces, createUsage } from '#modules/ai';
import { type AssistantDeps, createAssistant, createToolbox } from '#modules/assistant';
import { createRunArchive, type Examined, type Images } from '#modules/chats';
import type { AnswerWork, Views } from '#modules/documents';
import type { Keys } from '#modules/settings';
import type { Config } from '#platform/config.ts';

type AssistantPlatform = Pick<AssistantDeps, 'db' | 'clock' | 'log' | 'metrics' | 'wakeups'> & {
  config: Pick<Config, 'services'>;
  /** Loopback model that answers everybody without a key; `null` normally. */
  scriptedModelUrl: string | null;
};

type People = Pick<AssistantDeps, 'prompts' | 'settings' | 'system'> & { keys: Keys };

export interface AnsweringParts extends Pick<AssistantDeps, 'execution' | 'attachments' | 'roleOf'> {
  people: People;
  papers: Pick<AssistantDeps, 'blocks' | 'texts' | 'missingFiles' | 'textComparisons'> & {
    views: Views;
    answerWork: AnswerWork;
  };
  images: Images;
  examined: Examined;
}

/** What answers questions: models, tools, the assistant over them. */
export function wireAnswering(platform: AssistantPlatform, parts: AnsweringParts) {
  const { people, papers, images, examined } = parts;
  const lines = wireModels(platform, people, { images, answerWork: papers.answerWork });
  const ai = createAi({ ...platform, ...lines, system: people.system, modelsFor: people.settings.modelsFor });
  const usage = createUsage({ ...platform, system: people.system });
  const { texts, views } = papers;
  const toolbox = createToolbox({ clock: platform.clock, texts, views, images, examined });
  return {
    ai,
    usage,
    traces: createTraces({ db: platform.db, ...lines }),
    runArchive: createRunArchive({ db: platform.db }),
    assistant: createAssistant({ ...platform, ...people, ...papers, ...parts, ai, usage, toolbox }),
  };
}

/** Vendors with the keys of people, and the pictures that they are shown. */
function wireModels(
  { config, scriptedModelUrl }: AssistantPlatform,
  { keys, system }: People,
  { images, answerWork }: { images: Images; answerWork: AnswerWork },
) {
  const { GEMINI_BASE_URL, OPENAI_BASE_URL, ANTHROPIC_BASE_URL } = config.services;
  const open = createOpenLine({
    system,
    readKey: keys.read,
    sharedGeminiKey: scriptedModelUrl === null ? null : 'test-scripted',
    baseUrls: {
      gemini: scriptedModelUrl ?? GEMINI_BASE_URL,
      openai: OPENAI_BASE_URL,
      anthropic: ANTHROPIC_BASE_URL,
    },
    extract: (question, blocks) => answerWork.extract(question, blocks).catch(tookTooLong),
    planSearch,
  });
  async function readPicture(userId: string, id: string): Promise<Uint8Array> {
    const { stream } = await images.read({ userId, role: 'user', sessionId: id }, id);
    return stream instanceof Uint8Array ? stream : buffer(stream);
  }
  return { open, readPicture };
}

function tookTooLong(cause: unknown): never {
  throw new ModelError('timeout', 'quotes were not found in time', { cause });
}
