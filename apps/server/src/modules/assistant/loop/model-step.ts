import {
  type FinishReason,
  ModelError,
  type ModelUsage,
  type ToolCall,
  type ToolDefinition,
} from '@aizoomdoc/models';
import type { Ai, CallStage, ModelChoice, PromptMessage } from '#modules/ai';
import { openRunWriter, type RunRow, type RunWriter, Superseded } from '#modules/chats';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { isDatabaseDown } from '#platform/db/errors.ts';
import type { Logger } from '#platform/log.ts';
import type { Metrics } from '#platform/metrics.ts';
import { explainModelError, type RunError, retryDelay } from '../model-errors.ts';
import { createPictureLinks } from '../picture-links.ts';
import type { Plan } from '../plan/plan.ts';

/** What a call of the model left behind; stored, so it is not asked again. */
export interface ModelStepResult {
  /** As readers have it: links to pictures rewritten. */
  text: string;
  /** As the model wrote it, to be sent back to it. */
  raw: string;
  toolCalls: ToolCall[];
  providerState: unknown;
  finish: FinishReason | null;
  usage: ModelUsage;
  costUsd: number;
  ms: number;
  /** `null` when the model answered. */
  error: RunError | null;
  /** What it wrote could not be read; asking again may help. */
  isMalformed: boolean;
  /** The time of the call was up. */
  isTimedOut: boolean;
  stopped: boolean;
  lastSeq: number;
}

export interface ModelStepDeps {
  db: Database;
  ai: Ai;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
}

export interface ModelStepInput {
  run: RunRow;
  plan: Plan;
  stage: CallStage;
  choice: ModelChoice;
  system: string[];
  messages: PromptMessage[];
  tools: ToolDefinition[];
  fromSeq: number;
  textBefore: string;
  /** `answer`: words go out as they come. `rewrite`: they take the place of the answer so far, once they are all there. `notes`: they are thoughts. */
  show: 'answer' | 'rewrite' | 'notes';
  phase: { phase: 'llm' | 'flash_stage' | 'pro_stage'; description: string } | null;
  pictureUrl(target: string): string | null;
  callsLeft: number;
  timeoutMs: number;
  signal: AbortSignal;
}

/** The process is going down: the step is left as it is, for whoever takes the run over. */
export const handover = new Error('handed over to another process');

const timeIsUp = new Error('the time of the call is up');

/** Asks the model once (and again after a passing failure), streaming what it says into the run. */
export async function askModel(input: ModelStepInput, deps: ModelStepDeps): Promise<ModelStepResult> {
  const { run, choice, fromSeq, show } = input;
  const { model } = choice;
  const replaces = show === 'rewrite';
  const textBefore = replaces ? '' : input.textBefore;
  const writer = await openRunWriter({ db: deps.db, run, model, fromSeq, textBefore, replaces });
  if (input.phase !== null) await writer.emit('phase_started', input.phase);
  const now = () => deps.clock.now().getTime();
  const begun = now();
  for (let attempt = 1; ; attempt += 1) {
    const said = newSaid();
    const left = begun + input.timeoutMs - now();
    const after = await attend(input, deps, { writer, said, left, attempt });
    if (after.end !== null) {
      // The run goes on behind these words: an earlier try may have said more.
      if (show === 'answer' && (after.end.isMalformed || after.end.isTimedOut)) writer.complete();
      return { ...said, ...after.end, ms: Math.max(0, now() - begun), lastSeq: await writer.close() };
    }
    await writer.emit('warning', retryWarning(after.error, after.waitMs));
    await deps.clock.sleep(after.waitMs, input.signal).catch(() => {});
    writer.restart();
  }
}

interface Attempt {
  writer: RunWriter;
  said: Said;
  /** Milliseconds that the step still has. */
  left: number;
  /** From 1. */
  attempt: number;
}

type End = Pick<ModelStepResult, 'error' | 'isMalformed' | 'isTimedOut' | 'stopped'>;
type After = { end: End } | { end: null; error: unknown; waitMs: number };

const goodEnd: End = { error: null, isMalformed: false, isTimedOut: false, stopped: false };

/** One try. @throws when the run is to be left to somebody else */
async function attend(input: ModelStepInput, deps: ModelStepDeps, at: Attempt): Promise<After> {
  const { run, choice, signal } = input;
  const { model } = choice;
  const timer = deps.metrics.modelSeconds.startTimer({ model });
  try {
    await listen(input, deps, at);
    timer({ outcome: 'ok' });
    return { end: goodEnd };
  } catch (error) {
    if (error instanceof Superseded || signal.reason === handover || isDatabaseDown(error)) throw error;
    timer({ outcome: 'failed' });
    if (signal.aborted) return { end: { ...goodEnd, stopped: true } };
    if (error === timeIsUp) return { end: { ...goodEnd, isTimedOut: true } };
    const waitMs = retryDelay(error, { attempt: at.attempt, leftMs: at.left });
    const { attempt } = at;
    deps.log.warn({ err: error, runId: run.id, model, attempt, retry: waitMs !== null }, 'model call failed');
    if (waitMs !== null) return { end: null, error, waitMs };
    const isMalformed = error instanceof ModelError && error.code === 'malformed_output';
    if (isMalformed) return { end: { ...goodEnd, isMalformed } };
    return { end: { ...goodEnd, error: explainModelError(error, choice.provider) } };
  }
}

function retryWarning(error: unknown, waitMs: number): { code: string; message: string } {
  const seconds = Math.ceil(waitMs / 1000);
  const isLimited = error instanceof ModelError && error.code === 'rate_limited';
  const message = isLimited
    ? `Модель просит подождать, спрошу ещё раз через ${seconds}\u00a0с.`
    : 'Связь с моделью прервалась, спрашиваю ещё раз.';
  return { code: isLimited ? 'rate_limited' : 'model_retry', message };
}

type Said = Pick<
  ModelStepResult,
  'text' | 'raw' | 'toolCalls' | 'providerState' | 'finish' | 'usage' | 'costUsd'
>;

const newSaid = (): Said => ({
  text: '',
  raw: '',
  toolCalls: [],
  providerState: undefined,
  finish: null,
  usage: { inputTokens: 0, outputTokens: 0, thinkingTokens: 0, cachedTokens: 0 },
  costUsd: 0,
});

async function listen(
  input: ModelStepInput,
  { ai }: ModelStepDeps,
  { writer, said, left }: Attempt,
): Promise<void> {
  const { run, plan, stage, choice, system, messages, tools, callsLeft, show } = input;
  const links = createPictureLinks(input.pictureUrl);
  const write = (text: string) => {
    if (text === '') return;
    const isApart = said.text === '' && show === 'answer' && /\S$/.test(input.textBefore);
    const written = isApart ? `\n\n${text}` : text;
    said.text += written;
    if (show === 'answer') writer.token(written);
    else if (show === 'notes') writer.thinking(written);
  };
  const time = AbortSignal.timeout(Math.max(1, left));
  const signal = AbortSignal.any([input.signal, time]);
  const prompt = { system, messages, tools, settings: plan.settings };
  try {
    const answered = await ai.ask({ run, stage, choice, prompt, callsLeft, signal }, (event) => {
      if (event.type === 'text') {
        said.raw += event.text;
        write(links.push(event.text));
      } else if (event.type === 'thinking') writer.thinking(event.text);
    });
    write(links.end());
    const { toolCalls, finish, usage } = answered.said;
    Object.assign(said, { toolCalls, finish, usage, costUsd: answered.costUsd ?? 0 });
    said.providerState = answered.providerState;
    if (show === 'rewrite' && toolCalls.length === 0 && said.text.trim() !== '') writer.token(said.text);
    if (show !== 'rewrite') writer.complete();
  } catch (error) {
    if (time.aborted && !input.signal.aborted) throw timeIsUp;
    throw error;
  }
}
