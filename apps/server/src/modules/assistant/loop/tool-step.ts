import type { ToolCall, ToolResult } from '@aizoomdoc/models';
import type { DayUsage, PromptPart } from '#modules/ai';
import { openRunWriter } from '#modules/chats';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { ShownPicture, Toolbox, ToolContext, ToolSession } from '../tools/toolbox-types.ts';
import { leftOf } from './budget.ts';
import type { Turn } from './progress.ts';

export interface ToolStepDeps {
  db: Database;
  clock: Clock;
  toolbox: Toolbox;
  usage: DayUsage;
}

/** What a turn of tools left behind. */
export interface ToolsUsed {
  results: ToolResult[];
  pictures: ShownPicture[];
  session: ToolSession;
  /** Other runs of the person count as well: whether the limit of the day is reached by now. */
  isDaySpent: boolean;
  ms: number;
  lastSeq: number;
}

/** Calls of one turn that are executed; a model that asks for more has lost its way. */
const mostCalls = 12;

/** Does what the model asked for, in order, telling the reader. */
export async function useTools(
  turn: Turn,
  { calls, model, phase }: { calls: readonly ToolCall[]; model: string; phase: 'search' | 'tool_execution' },
  { db, clock, toolbox, usage }: ToolStepDeps,
): Promise<ToolsUsed> {
  const { run, progress } = turn;
  const begun = clock.now().getTime();
  const { lastSeq: fromSeq, text: textBefore } = progress;
  const writer = await openRunWriter({ db, run, model, fromSeq, textBefore, replaces: false });
  await writer.emit('phase_started', { phase, description: 'Ищу в документах' });
  const used: Pick<ToolsUsed, 'results' | 'pictures' | 'session'> = {
    results: [],
    pictures: [],
    session: progress.session,
  };
  for (const [at, call] of calls.entries()) {
    if (at >= mostCalls) {
      used.results.push({ id: call.id, name: call.name, output: tooMany, isError: true });
      continue;
    }
    await writer.emit('tool_call', {
      tool: call.name,
      parameters: shown(call.arguments),
      reason: toolbox.describe(call),
    });
    const outcome = await toolbox.execute(call, used.session, contextOf(turn, used.pictures));
    for (const { event, data } of outcome.events) await writer.emit(event, data);
    used.results.push(outcome.result);
    used.pictures.push(...outcome.pictures);
    used.session = outcome.session;
  }
  const isDaySpent = await usage.isOverspent(run.user_id);
  return {
    ...used,
    isDaySpent,
    ms: Math.max(0, clock.now().getTime() - begun),
    lastSeq: await writer.close(),
  };
}

/** UTF-16 units of arguments that a reader is shown. */
const longestShown = 8000;

function shown(given: Record<string, unknown>): Record<string, unknown> {
  return JSON.stringify(given).length > longestShown ? {} : given;
}

const tooMany = JSON.stringify({ error: `За один ход выполняется не больше ${mostCalls} вызовов.` });

export function contextOf(
  { run, plan, progress, signal }: Turn,
  shownNow: readonly ShownPicture[],
): ToolContext {
  const left = leftOf(plan.budget, progress.spent);
  return {
    actor: plan.actor,
    chatId: run.chat_id,
    runId: run.id,
    messageId: run.user_message_id,
    scope: plan.scope,
    budget: {
      pictures: left.pictures - shownNow.length,
      pixels: left.pixels - pixelsOf(shownNow),
    },
    maxSide: plan.maxSide,
    signal,
  };
}

export function pixelsOf(pictures: readonly Pick<ShownPicture, 'width' | 'height'>[]): number {
  return pictures.reduce((sum, { width, height }) => sum + width * height, 0);
}

/** A picture as a part of a prompt. */
export function partOf({ id, name, label, sha256, size_bytes }: ShownPicture): PromptPart {
  return { type: 'picture', picture: { id, name, label, sha256, size_bytes } };
}
