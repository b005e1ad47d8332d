import { begun, openRunWriter, type RunRow, runStopChannel, Superseded } from '#modules/chats';
import { isDatabaseDown } from '#platform/db/errors.ts';
import { type DurableWork, type Steps, Suspended } from '#platform/jobs/jobs.ts';
import type { Wakeups } from '#platform/wakeups.ts';
import { findCitations } from './citations.ts';
import { type ConversationDeps, converse, type Ending, newProgress, type Progress } from './conversation.ts';
import { explainModelError } from './model-errors.ts';
import { handover } from './model-step.ts';
import { makePlan, type Plan, type PlanDeps } from './plan.ts';

export type AssistantDeps = PlanDeps & ConversationDeps & { wakeups: Wakeups };

const stoppedByUser = new Error('stopped by the user');

/** Answers runs: plan, then model and tools in turns, then the end, each a durable step. */
export function createAssistant(deps: AssistantDeps) {
  const { execution } = deps;
  /** Runs being executed here, by id. */
  const active = new Map<string, AbortController>();
  deps.wakeups.subscribe(runStopChannel, (runId) => {
    if (runId !== null) active.get(runId)?.abort(stoppedByUser);
    else
      void stopMissed().catch((error: unknown) => deps.log.warn({ err: error }, 'stops were not looked up'));
  });

  /** After a gap in the wake-ups: looks whether a stop was asked for meanwhile. */
  async function stopMissed(): Promise<void> {
    for (const [runId, controller] of active) {
      if (await execution.isStopRequested(runId)) controller.abort(stoppedByUser);
    }
  }

  const answer: DurableWork = async (runId, steps) => {
    const controller = new AbortController();
    try {
      const run = await execution.claim(runId);
      if (run === null) return;
      active.set(runId, controller);
      if (run.stop_requested_at !== null) controller.abort(stoppedByUser);
      await execute(run, leaveable(steps, controller.signal), controller.signal);
    } catch (error) {
      throw suspendIfLeft(error, controller.signal);
    } finally {
      if (active.get(runId) === controller) active.delete(runId);
    }
  };

  async function execute(run: RunRow, steps: Steps, signal: AbortSignal): Promise<void> {
    const progress = newProgress();
    let plan: Plan | null = null;
    let ending: Ending;
    try {
      const begin = await steps.run('plan', () => beginRun(run, deps));
      plan = begin.plan;
      progress.messages = [...plan.messages];
      progress.lastSeq = begin.lastSeq;
      ending = await converse({ run, plan, steps, signal, progress }, deps);
    } catch (error) {
      if (suspendIfLeft(error, signal) instanceof Suspended) throw error;
      deps.log.error({ err: error, runId: run.id }, 'run failed');
      ending = { status: 'failed', error: explainModelError(error) };
    }
    const end = { run, plan, ending, progress };
    await steps.run('finish', () => finish(end));
    deps.metrics.runs.inc({ status: ending.status, model: plan?.choice.model ?? 'none' });
  }

  function finish({ run, plan, ending, progress }: RunEnd): Promise<void> {
    const { usage, calls } = progress;
    return execution.finish(run, {
      ...ending,
      model: plan?.choice.model ?? '',
      usage: {
        input_tokens: usage.inputTokens,
        output_tokens: usage.outputTokens,
        thinking_tokens: usage.thinkingTokens,
        cached_tokens: usage.cachedTokens,
        model_calls: calls,
      },
      cost_usd: null,
      prompts: null,
      diff: [],
      not_examined: [],
      prove: async (content) => ({
        citations: plan === null ? [] : await findCitations(content, { ...plan, blocks: deps.blocks }),
        checks: null,
      }),
    });
  }

  return {
    answer,
    /** Leaves running answers where they are, for another process (or the next start) to go on. */
    handOver(): void {
      for (const controller of active.values()) controller.abort(handover);
    },
    get activeCount() {
      return active.size;
    },
  };
}

interface RunEnd {
  run: RunRow;
  plan: Plan | null;
  ending: Ending;
  progress: Progress;
}

/** A run that is to be gone on with later or elsewhere, rather than ended as failed, is suspended. */
function suspendIfLeft(error: unknown, signal: AbortSignal): unknown {
  const isLeft = error instanceof Superseded || signal.reason === handover || isDatabaseDown(error);
  return isLeft && !(error instanceof Suspended) ? new Suspended('the run is left', { cause: error }) : error;
}

function leaveable(steps: Steps, signal: AbortSignal): Steps {
  return {
    run: (name, step) =>
      steps.run(name, () =>
        step().catch((error: unknown) => {
          throw suspendIfLeft(error, signal);
        }),
      ),
  };
}

async function beginRun(run: RunRow, deps: AssistantDeps): Promise<{ plan: Plan; lastSeq: number }> {
  const plan = await makePlan(run, deps);
  const { model } = plan.choice;
  const writer = await openRunWriter({ db: deps.db, run, model, fromSeq: 0, textBefore: '' });
  await writer.emit(begun.event, begun.data);
  if (plan.scope.length === 0) {
    const message = 'Документов пока нет: загрузите их в разделе «Документы».';
    await writer.emit('warning', { code: 'no_documents', message });
  }
  return { plan, lastSeq: await writer.close() };
}
