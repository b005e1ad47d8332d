import type { Ai } from '#modules/ai';
import { openRunWriter, type RunExecution, type RunRow } from '#modules/chats';
import type { Database } from '#platform/db/database.ts';
import type { Ending, Progress } from '../loop/progress.ts';
import type { Plan } from '../plan/plan.ts';
import { diffRows } from './diff-rows.ts';
import type { Unexamined } from './not-examined.ts';
import { type ProveDeps, prove } from './prove.ts';

export interface FinishDeps extends ProveDeps {
  db: Database;
  ai: Ai;
  execution: RunExecution;
}

export interface RunEnd {
  run: RunRow;
  /** `null` when the run failed before it. */
  plan: Plan | null;
  ending: Ending;
  progress: Progress;
  places: Unexamined[];
}

/** The end of a run: the evidence of the answer, its check, what it cost. */
export async function finishRun(
  { run, plan, ending, progress, places }: RunEnd,
  deps: FinishDeps,
): Promise<void> {
  const { db, ai, execution, texts } = deps;
  const { session } = progress;
  const model = plan?.choice.model ?? '';
  if (ending.status === 'done') {
    const writer = await openRunWriter({
      db,
      run,
      model,
      fromSeq: progress.lastSeq,
      textBefore: progress.text,
    });
    await writer.emit('phase_started', { phase: 'verification', description: 'Сверяю ответ с документами' });
    await writer.close();
  }
  const { cost_usd, ...spent } = await ai.spent(run.id);
  await execution.finish(run, {
    ...ending,
    model,
    usage: { ...spent, pictures: session.pictures.length },
    cost_usd,
    prompts: plan?.prompts ?? null,
    diff: plan === null ? [] : await diffRows(plan, session, texts),
    not_examined: places,
    prove: async (content) =>
      plan === null
        ? { citations: [], checks: null }
        : prove(content, { plan, pictures: session.pictures }, deps),
  });
}
