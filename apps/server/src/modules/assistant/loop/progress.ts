import type { PromptMessage } from '#modules/ai';
import type { RunRow } from '#modules/chats';
import type { Steps } from '#platform/jobs/jobs.ts';
import type { RunError } from '../model-errors.ts';
import type { Plan } from '../plan/plan.ts';
import { newToolSession, type ToolSession } from '../tools/toolbox-types.ts';
import { nothingSpent, type Spent } from './budget.ts';
import { goodConduct, type ToolConduct } from './tool-judge.ts';

/** What the finished steps have come to; made of their stored results alone, so a replay comes to the same. */
export interface Progress {
  messages: PromptMessage[];
  /** The answer as readers have it. */
  text: string;
  /** Seq of the last event. */
  lastSeq: number;
  /** Steps so far; names them. */
  steps: number;
  spent: Spent;
  session: ToolSession;
  conduct: ToolConduct;
  /** Tokens of the last prompt. */
  promptTokens: number;
  /** Names of the pictures that the model at work has before it. */
  shown: string[];
  /** A limit ended the looking around. */
  isCutShort: boolean;
  /** The person's limit of the day is reached. */
  isDaySpent: boolean;
  /** The model ran out of words in the middle of its answer. */
  isTruncated: boolean;
}

export interface Turn {
  run: RunRow;
  plan: Plan;
  steps: Steps;
  signal: AbortSignal;
  progress: Progress;
}

export interface Ending {
  status: 'done' | 'failed' | 'stopped';
  error: RunError | null;
}

export function newProgress(): Progress {
  return {
    messages: [],
    text: '',
    lastSeq: 0,
    steps: 0,
    spent: { ...nothingSpent },
    session: newToolSession(),
    conduct: { ...goodConduct },
    promptTokens: 0,
    shown: [],
    isCutShort: false,
    isDaySpent: false,
    isTruncated: false,
  };
}

/** Runs a durable step under a name of its own. */
export function nextStep<T>({ steps, progress }: Turn, kind: string, step: () => Promise<T>): Promise<T> {
  progress.steps += 1;
  return steps.run(`${kind} ${progress.steps}`, step);
}
