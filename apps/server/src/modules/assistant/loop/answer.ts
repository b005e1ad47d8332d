import type { VersionTexts } from '#modules/documents';
import { openPlanned } from '../plan/open-planned.ts';
import { citedCodes } from '../quote.ts';
import { type Exhausted, exhaustedBy, leftOf } from './budget.ts';
import { type Demand, demandOf } from './gate.ts';
import { handover, type ModelStepResult } from './model-step.ts';
import { answerNow, lookFirst, stopRepeating, writeAgain, zoomFirst } from './orders.ts';
import { type Ending, nextStep, type Turn } from './progress.ts';
import { callModel, callTools, definitionsOf, promptOf, type Stage, type TurnDeps, tell } from './turns.ts';

export type AnswerDeps = TurnDeps & { texts: VersionTexts };

/** Why the next call is the last one, if it is. */
type Final = Exhausted | 'refused' | 'malformed' | null;

interface State {
  final: Final;
  show: 'answer' | 'rewrite';
  /** What the gate has demanded already; nothing is demanded twice. */
  demanded: Demand[];
  /** Calls whose output could not be read. */
  unreadable: number;
}

const done: Ending = { status: 'done', error: null };
const mostUnreadable = 2;

/** Asks the model and does what it asks for, in turns, until it answers, fails or is stopped. */
export async function answer(turn: Turn, stage: Stage, deps: AnswerDeps): Promise<Ending> {
  const { progress, signal } = turn;
  const state: State = { final: null, show: 'answer', demanded: [], unreadable: 0 };
  while (!signal.aborted) {
    if (state.final === null && stage.choice.provider !== 'extractive') {
      state.final =
        exhaustedBy(stage.budget, progress.spent, promptOf(turn, stage)) ??
        (progress.isDaySpent ? 'day' : null);
    }
    const { final, show } = state;
    if (final !== null) {
      progress.isCutShort ||= isLimit(final);
      tell(progress, answerNow(final));
    }
    const tools = final === null ? definitionsOf(stage, deps) : [];
    const said = await callModel(turn, stage, { tools, show }, deps);
    const ending = await goOn(said, { turn, stage, state, deps });
    if (ending !== null) return ending;
  }
  return interrupted(signal);
}

const isLimit = (final: Final): boolean => final !== 'refused' && final !== 'malformed';

/** Between two steps the process may have gone down: then nobody stopped the answer. @throws the handover */
export function interrupted(signal: AbortSignal): Ending {
  if (signal.reason === handover) throw handover;
  return { status: 'stopped', error: null };
}

interface Going {
  turn: Turn;
  stage: Stage;
  state: State;
  deps: AnswerDeps;
}

/** What comes of a call. @returns the end of the run, or `null` to ask on */
async function goOn(said: ModelStepResult, going: Going): Promise<Ending | null> {
  const { turn, stage, state, deps } = going;
  // A good answer that was only to be checked stands, whatever became of the check.
  if (said.error !== null) return state.show === 'rewrite' ? done : { status: 'failed', error: said.error };
  if (said.stopped) return interrupted(turn.signal);
  if (state.final !== null) return done;
  if (said.isTimedOut || said.isMalformed) {
    askAgain(said, going);
    return null;
  }
  if (said.toolCalls.length > 0) {
    const verdict = await callTools(turn, stage, said, deps);
    if (verdict.do === 'withdraw') state.final = verdict.reason;
    if (verdict.do === 'warn') tell(turn.progress, stopRepeating);
    return null;
  }
  const demand = await check(said, going);
  if (demand === null) return done;
  order(demand, said, going);
  return null;
}

/** Nothing came of the call: it is made once more, or the next one is the last. */
function askAgain(said: ModelStepResult, { turn, state }: Going): void {
  if (said.isTimedOut) {
    // What was written till then is cut: the whole answer takes its place.
    if (said.text.trim() !== '') state.show = 'rewrite';
    state.final = 'time';
    return;
  }
  state.unreadable += 1;
  if (state.unreadable >= mostUnreadable) state.final = 'malformed';
  else tell(turn.progress, writeAgain);
}

/** The answer stays until a better one is there. */
function order(demand: 'look' | 'zoom', said: ModelStepResult, { turn, state }: Going): void {
  const { progress } = turn;
  state.demanded.push(demand);
  state.show = 'rewrite';
  progress.messages = [
    ...progress.messages,
    { role: 'assistant', text: said.raw, toolCalls: [], providerState: said.providerState },
  ];
  tell(progress, demand === 'look' ? lookFirst : zoomFirst);
}

/** Whether the answer must be looked at first; only where there is something to look at and means to do so. */
async function check(said: ModelStepResult, { turn, stage, state, deps }: Going): Promise<Demand> {
  const { plan, progress } = turn;
  const canLook = stage.choice.vision && plan.hasPictures && stage.choice.provider !== 'extractive';
  if (!canLook || said.text.trim() === '' || leftOf(stage.budget, progress.spent).pictures === 0) return null;
  const demand = await nextStep(turn, 'gate', async () => {
    const versions = await openPlanned(plan, deps.texts);
    const cited = await deps.texts.blocks(versions, citedCodes(said.text));
    return demandOf({
      question: plan.question,
      answer: said.text,
      cited,
      pictures: progress.session.pictures,
      zoomOverShrink: plan.zoomOverShrink,
    });
  });
  return demand === null || state.demanded.includes(demand) ? null : demand;
}
