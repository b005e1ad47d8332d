import { begun, openRunWriter, type RunRow, runStopChannel, Superseded } from '#modules/chats';
import { isDatabaseDown } from '#platform/db/errors.ts';
import { type DurableWork, type Steps, Suspended } from '#platform/jobs/jobs.ts';
import type { Wakeups } from '#platform/wakeups.ts';
import { type AnswerRunDeps, answerRun } from './answer-run.ts';
import { type FinishDeps, finishRun } from './finish/finish-run.ts';
import type { Unexamined } from './finish/not-examined.ts';
import { handover } from './loop/model-step.ts';
import { type Ending, newProgress, type Turn } from './loop/progress.ts';
import { explainModelError } from './model-errors.ts';
import { makePlan, type Plan, type PlanDeps } from './plan/plan.ts';

export type AssistantDeps = PlanDeps & AnswerRunDeps & FinishDeps & { wakeups: Wakeups };

const stoppedByUser = new Error('stopped by the user');

/** Answers runs: plan, then model and tools in turns, then the end, each a durable step. */
export function createAssistant(deps: AssistantDeps) {
  const { execution, log } = deps;
  /** Runs being executed here, by id. */
  const active = new Map<string, AbortController>();
  deps.wakeups.subscribe(runStopChannel, (runId) => {
    if (runId !== null) active.get(runId)?.abort(stoppedByUser);
    else void stopMissed().catch((error: unknown) => log.warn({ err: error }, 'stops were not looked up'));
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
      await deps.ai
        .endRun(run)
        .catch((error: unknown) => log.info({ err: error, runId }, 'cached prompt was left to expire'));
    } catch (error) {
      throw suspendIfLeft(error, controller.signal);
    } finally {
      if (active.get(runId) === controller) {
        active.delete(runId);
        deps.ai.leaveRun(runId);
      }
    }
  };

  async function execute(run: RunRow, steps: Steps, signal: AbortSignal): Promise<void> {
    const progress = newProgress();
    let plan: Plan | null = null;
    let ending: Ending;
    let places: Unexamined[] = [];
    try {
      const begin = await steps.run('plan', () => beginRun(run, deps, signal));
      plan = begin.plan;
      progress.lastSeq = begin.lastSeq;
      progress.session.read = [...plan.read];
      const turn: Turn = { run, plan, steps, signal, progress };
      ({ ending, places } = await answerRun(turn, deps));
    } catch (error) {
      if (suspendIfLeft(error, signal) instanceof Suspended) throw error;
      if (signal.aborted) ending = { status: 'stopped', error: null };
      else {
        log.error({ err: error, runId: run.id }, 'run failed');
        ending = { status: 'failed', error: explainModelError(error, 'extractive') };
      }
    }
    const end = { run, plan, ending, progress, places };
    await steps.run('finish', () => finishRun(end, deps));
    deps.metrics.runs.inc({ status: ending.status, model: plan?.choice.model ?? 'none' });
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

async function beginRun(
  run: RunRow,
  deps: AssistantDeps,
  signal: AbortSignal,
): Promise<{ plan: Plan; lastSeq: number }> {
  const plan = await makePlan(run, deps, signal);
  const { model } = plan.choice;
  const writer = await openRunWriter({ db: deps.db, run, model, fromSeq: 0, textBefore: '' });
  await writer.emit(begun.event, begun.data);
  for (const warning of plan.warnings) await writer.emit('warning', warning);
  return { plan, lastSeq: await writer.close() };
}
