import { openRunWriter } from '#modules/chats';
import { type CloseDeps, closeAnswer } from './finish/close-answer.ts';
import { compareAnswer } from './finish/compare-answer.ts';
import type { Unexamined } from './finish/not-examined.ts';
import { type AnswerDeps, answer } from './loop/answer.ts';
import { collect, collectorBudget, openingMessages } from './loop/collect.ts';
import { type Ending, nextStep, type Turn } from './loop/progress.ts';
import { partOf } from './loop/tool-step.ts';
import type { Stage } from './loop/turns.ts';
import { type RegionDeps, showRegions } from './plan/show-regions.ts';
import { type SummariseDeps, summarise } from './plan/summarise.ts';

export type AnswerRunDeps = AnswerDeps & CloseDeps & RegionDeps & SummariseDeps;

/** How the run ended, and what was not looked at. */
interface Answered {
  ending: Ending;
  places: Unexamined[];
}

/**
 * From the plan to the last word: the places that the person drew, the conversation in short, the evidence when another
 * model collects it, the answer, and what the server adds to it.
 */
export async function answerRun(turn: Turn, deps: AnswerRunDeps): Promise<Answered> {
  const { plan, progress } = turn;
  if (plan.refusal !== null) return { ending: { status: 'failed', error: plan.refusal }, places: [] };
  await prepare(turn, deps);
  const isKeyless = plan.choice.provider === 'extractive';
  if (isKeyless && plan.isComparison) return { ending: await tellChanges(turn, deps), places: [] };
  const ended = plan.collector === null ? null : await collect(turn, collecting(turn), deps);
  if (plan.collector === null) {
    const pictures = progress.session.pictures;
    progress.messages = openingMessages(plan, pictures.map(partOf));
    progress.shown = pictures.map(({ name }) => name);
  }
  const ending = ended ?? (await answer(turn, answering(turn), deps));
  const isWhole = ending.status === 'done' && !isKeyless;
  return { ending, places: isWhole ? await closeAnswer(turn, deps) : [] };
}

async function prepare(turn: Turn, deps: AnswerRunDeps): Promise<void> {
  const { run, plan, progress, signal } = turn;
  if (plan.regions.length > 0) {
    const shown = await nextStep(turn, 'regions', () => showRegions(turn, deps));
    progress.session = shown.session;
    progress.lastSeq = shown.lastSeq;
  }
  if (plan.history.toSummarise.length > 0) {
    plan.history.summary = await nextStep(turn, 'summary', () => summarise({ run, plan, signal }, deps));
  }
}

function collecting({ plan }: Turn): Stage {
  const choice = plan.collector ?? plan.choice;
  return {
    stage: 'collect',
    choice,
    system: plan.collectorSystem,
    tools: 'collect',
    budget: collectorBudget(plan.budget),
    phase: { phase: 'flash_stage', description: `Собирает материал ${choice.model}` },
  };
}

function answering({ plan }: Turn): Stage {
  const { choice } = plan;
  const isKeyless = choice.provider === 'extractive';
  const phase = plan.collector === null ? 'llm' : 'pro_stage';
  return {
    stage: 'answer',
    choice,
    system: plan.system,
    tools: isKeyless ? 'keyless' : plan.isComparison ? 'compare' : 'answer',
    budget: plan.budget,
    phase: isKeyless ? null : { phase, description: `Отвечает ${choice.model}` },
  };
}

/** A comparison without a model is the engine's own. */
async function tellChanges(turn: Turn, { db }: AnswerRunDeps): Promise<Ending> {
  const { run, plan, progress } = turn;
  const { lastSeq: fromSeq } = progress;
  const text = compareAnswer(plan);
  progress.lastSeq = await nextStep(turn, 'changes', async () => {
    const writer = await openRunWriter({ db, run, model: plan.choice.model, fromSeq, textBefore: '' });
    writer.token(text);
    return writer.close();
  });
  progress.text = text;
  return { status: 'done', error: null };
}
