import type { ModelMessage, ModelUsage, ToolCall, ToolResult } from '@aizoomdoc/models';
import { begun, openRunWriter, type RunRow, runStopChannel, Superseded } from '#modules/chats';
import type { DurableWork, Steps } from '#platform/jobs/jobs.ts';
import type { Wakeups } from '#platform/wakeups.ts';
import { findCitations } from './citations.ts';
import { explainModelError, type RunError } from './model-errors.ts';
import { askModel, handover, type ModelStepDeps } from './model-step.ts';
import { makePlan, type Plan, type PlanDeps } from './plan.ts';
import { describeCall, executeCall } from './tools.ts';

export type AssistantDeps = PlanDeps & ModelStepDeps & { wakeups: Wakeups };

/** Calls of the model in one run; the last one gets no tools and must answer. */
const maxModelCalls = 10;

interface Progress {
  messages: ModelMessage[];
  /** Text of the finished steps. */
  text: string;
  lastSeq: number;
  calls: number;
  usage: ModelUsage;
}

interface Ending {
  status: 'done' | 'failed' | 'stopped';
  error: RunError | null;
}

/** Answers runs: plan, then model and tools in turns, each a durable step. */
export function createAssistant(deps: AssistantDeps) {
  /** Runs being executed here, by id. */
  const active = new Map<string, AbortController>();
  deps.wakeups.subscribe(runStopChannel, (runId) => {
    if (runId !== null) active.get(runId)?.abort(new Error('stopped by the user'));
    else void stopMissed();
  });

  /** After a gap in the wake-ups: looks whether a stop was asked for meanwhile. */
  async function stopMissed(): Promise<void> {
    for (const [runId, controller] of active) {
      if (await deps.runs.isStopRequested(runId)) controller.abort(new Error('stopped by the user'));
    }
  }

  const answer: DurableWork = async (runId, steps) => {
    const run = await deps.runs.claim(runId);
    if (run === null) return;
    const controller = new AbortController();
    active.get(runId)?.abort(handover);
    active.set(runId, controller);
    if (run.stop_requested_at !== null) controller.abort(new Error('stopped by the user'));
    try {
      await execute(run, steps, controller.signal);
    } catch (error) {
      // Left unfinished on purpose: whoever executes the run now, or takes it over, goes on from the last step.
      if (error instanceof Superseded || controller.signal.reason === handover) return await forever();
      throw error;
    } finally {
      if (active.get(runId) === controller) active.delete(runId);
    }
  };

  async function execute(run: RunRow, steps: Steps, signal: AbortSignal): Promise<void> {
    let plan: Plan | null = null;
    let ending: Ending;
    const progress: Progress = { messages: [], text: '', lastSeq: 0, calls: 0, usage: noUsage };
    try {
      const planned = await steps.run('plan', () => begin(run, deps));
      plan = planned.plan;
      progress.messages = [...plan.messages];
      progress.lastSeq = planned.lastSeq;
      ending = await converse({ run, plan, steps, signal, progress });
    } catch (error) {
      if (error instanceof Superseded || signal.reason === handover) throw error;
      deps.log.error({ err: error, runId: run.id }, 'run failed');
      ending = { status: 'failed', error: explainModelError(error) };
    }
    const finished = plan;
    await steps.run('finish', () => finish({ run, plan: finished, ending, progress }));
    deps.metrics.runs.inc({ status: ending.status, model: plan?.choice.model ?? 'none' });
  }

  async function converse(turn: Turn): Promise<Ending> {
    const { run, plan, steps, signal, progress } = turn;
    while (true) {
      if (signal.aborted) return { status: 'stopped', error: null };
      progress.calls += 1;
      const isLast = progress.calls === maxModelCalls;
      const { lastSeq: fromSeq, text: textBefore, messages } = progress;
      const said = await steps.run(`model ${progress.calls}`, () =>
        askModel({ run, plan, messages, fromSeq, textBefore, isLast, signal }, deps),
      );
      progress.lastSeq = said.lastSeq;
      progress.text += said.text;
      progress.usage = addUsage(progress.usage, said.usage);
      if (said.error !== null) return { status: 'failed', error: said.error };
      if (said.stopped) return { status: 'stopped', error: null };
      if (said.toolCalls.length === 0) return { status: 'done', error: null };
      const { results, lastSeq } = await steps.run(`tools ${progress.calls}`, () =>
        useTools(turn, said.toolCalls),
      );
      progress.lastSeq = lastSeq;
      const { text, toolCalls, providerState } = said;
      progress.messages = [
        ...messages,
        { role: 'assistant', text, toolCalls, providerState },
        { role: 'tool', results },
      ];
    }
  }

  async function useTools({ run, plan, progress }: Turn, calls: ToolCall[]) {
    const { model, provider } = plan.choice;
    const writer = await openRunWriter({
      db: deps.db,
      run,
      model,
      fromSeq: progress.lastSeq,
      textBefore: progress.text,
    });
    const phase = provider === 'extractive' ? 'search' : 'tool_execution';
    await writer.emit('phase_started', { phase, description: 'Ищу в документах' });
    const results: ToolResult[] = [];
    for (const call of calls) {
      await writer.emit('tool_call', {
        tool: call.name,
        parameters: call.arguments,
        reason: describeCall(call),
      });
      results.push(
        await executeCall(call, { documents: deps.documents, actor: plan.actor, scope: plan.scope }),
      );
    }
    return { results, lastSeq: await writer.abandon() };
  }

  async function finish(end: {
    run: RunRow;
    plan: Plan | null;
    ending: Ending;
    progress: Progress;
  }): Promise<void> {
    const { run, plan, ending, progress } = end;
    await deps.runs.finish(run, {
      ...ending,
      model: plan?.choice.model ?? '',
      usage: {
        input_tokens: progress.usage.inputTokens,
        output_tokens: progress.usage.outputTokens,
        thinking_tokens: progress.usage.thinkingTokens,
        cached_tokens: progress.usage.cachedTokens,
        model_calls: progress.calls,
      },
      cite: async (content) =>
        plan === null
          ? []
          : findCitations(content, { documents: deps.documents, actor: plan.actor, scope: plan.scope }),
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

export type Assistant = ReturnType<typeof createAssistant>;

interface Turn {
  run: RunRow;
  plan: Plan;
  steps: Steps;
  signal: AbortSignal;
  progress: Progress;
}

async function begin(run: RunRow, deps: AssistantDeps): Promise<{ plan: Plan; lastSeq: number }> {
  const plan = await makePlan(run, deps);
  const writer = await openRunWriter({
    db: deps.db,
    run,
    model: plan.choice.model,
    fromSeq: 0,
    textBefore: '',
  });
  await writer.emit('phase_started', begun.data as { phase: 'processing'; description: string });
  if (plan.scope.length === 0) {
    await writer.emit('warning', {
      code: 'no_documents',
      message: 'Документов пока нет: загрузите их в разделе «Документы».',
    });
  }
  return { plan, lastSeq: await writer.abandon() };
}

const noUsage: ModelUsage = { inputTokens: 0, outputTokens: 0, thinkingTokens: 0, cachedTokens: 0 };

function addUsage(a: ModelUsage, b: ModelUsage): ModelUsage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    thinkingTokens: a.thinkingTokens + b.thinkingTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
  };
}

/** Keeps durable work open without an outcome; the process that goes on with the run gives it one. */
function forever(): Promise<never> {
  return new Promise(() => {});
}
