import type { ModelUsage, ToolCall } from '@aizoomdoc/models';
import type { Ai, PromptMessage } from '#modules/ai';
import { openRunWriter, type RunRow, type RunWriter, Superseded } from '#modules/chats';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { isDatabaseDown } from '#platform/db/errors.ts';
import type { Logger } from '#platform/log.ts';
import type { Metrics } from '#platform/metrics.ts';
import { explainModelError, type RunError, retryDelay } from './model-errors.ts';
import type { Plan } from './plan.ts';
import { toolDefinitions } from './tools.ts';

/** What a call of the model left behind; stored, so it is not asked again. */
export interface ModelStepResult {
  text: string;
  toolCalls: ToolCall[];
  providerState: unknown;
  usage: ModelUsage;
  /** `null` when the model answered. */
  error: RunError | null;
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
  messages: PromptMessage[];
  fromSeq: number;
  textBefore: string;
  /** No more tools: the model must answer with what it has. */
  isLast: boolean;
  signal: AbortSignal;
}

/** The process is going down: the step is left as it is, for whoever takes the run over. */
export const handover = new Error('handed over to another process');

/** Asks the model once (and again after a passing failure), streaming what it says into the run. */
export async function askModel(input: ModelStepInput, deps: ModelStepDeps): Promise<ModelStepResult> {
  const { run, plan, fromSeq, textBefore, signal } = input;
  const { model } = plan.choice;
  const writer = await openRunWriter({ db: deps.db, run, model, fromSeq, textBefore });
  if (plan.choice.provider !== 'extractive') {
    await writer.emit('phase_started', { phase: 'llm', description: `Отвечает ${model}` });
  }
  for (let attempt = 1; ; attempt += 1) {
    const said: Said = { text: '', toolCalls: [], providerState: undefined, usage: noUsage };
    const done = (extra: Pick<ModelStepResult, 'error' | 'stopped' | 'lastSeq'>) => ({ ...said, ...extra });
    const timer = deps.metrics.modelSeconds.startTimer({ model });
    try {
      await listen(input, deps, { writer, said });
      timer({ outcome: 'ok' });
      writer.complete();
      return done({ error: null, stopped: false, lastSeq: await writer.close() });
    } catch (error) {
      if (error instanceof Superseded || signal.reason === handover || isDatabaseDown(error)) throw error;
      timer({ outcome: 'failed' });
      if (signal.aborted) return done({ error: null, stopped: true, lastSeq: await writer.close() });
      const wait = retryDelay(error, attempt);
      deps.log.warn({ err: error, runId: run.id, model, attempt, retry: wait !== null }, 'model call failed');
      if (wait === null)
        return done({ error: explainModelError(error), stopped: false, lastSeq: await writer.close() });
      await writer.emit('warning', {
        code: 'model_retry',
        message: 'Связь с моделью прервалась, спрашиваю ещё раз.',
      });
      await deps.clock.sleep(wait, signal).catch(() => {});
      writer.restart();
    }
  }
}

interface Said {
  text: string;
  toolCalls: ToolCall[];
  providerState: unknown;
  usage: ModelUsage;
}

const noUsage: ModelUsage = { inputTokens: 0, outputTokens: 0, thinkingTokens: 0, cachedTokens: 0 };

async function listen(
  { run, plan, messages, isLast, signal }: ModelStepInput,
  { ai }: ModelStepDeps,
  { writer, said }: { writer: RunWriter; said: Said },
): Promise<void> {
  const prompt = {
    system: plan.system,
    messages,
    tools: isLast ? [] : toolDefinitions,
    settings: {
      temperature: plan.temperature ?? undefined,
      topP: plan.topP ?? undefined,
      thinkingBudget: plan.thinkingBudget ?? undefined,
    },
  };
  const ask = { run, stage: 'answer' as const, choice: plan.choice, prompt, callsLeft: 1, signal };
  const answered = await ai.ask(ask, (event) => {
    if (event.type === 'text') {
      said.text += event.text;
      writer.token(event.text);
    } else if (event.type === 'thinking') writer.thinking(event.text);
  });
  said.toolCalls = answered.said.toolCalls;
  said.usage = answered.said.usage;
  said.providerState = answered.providerState;
}
