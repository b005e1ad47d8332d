import type { CachedPrefix } from '@aizoomdoc/models';
import type { CallStage } from './call-store.ts';
import type { ModelChoice } from './choice.ts';
import type { Prompt, PromptMessage } from './prompt.ts';

/** What the last call of a stage was, so that the next one is recorded and cached as what it adds. */
export interface LastCall {
  n: number;
  stage: CallStage;
  choice: ModelChoice;
  prompt: Prompt;
  usage: { inputTokens: number; cachedTokens: number };
}

/** A prefix at the vendor that this run's calls begin with. */
export interface RunCache {
  prefix: CachedPrefix;
  choice: ModelChoice;
  /** The prompt whose messages it holds. */
  prompt: Prompt;
}

/** What a process remembers of a run while it executes it; a process that takes the run over begins without. */
export interface RunMemory {
  lastCall: LastCall | null;
  cache: RunCache | null;
}

/** How many of the first messages of a prompt are those of an earlier one, in full; 0 when it is no continuation. */
export function sharedPrefix(earlier: Prompt, prompt: Prompt): number {
  if (!isSame(earlier.system, prompt.system) || !isSame(earlier.tools, prompt.tools)) return 0;
  const { messages } = earlier;
  const isContinued = messages.every((message: PromptMessage, at) => message === prompt.messages[at]);
  return isContinued ? messages.length : 0;
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
