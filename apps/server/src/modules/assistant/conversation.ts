import type { ModelUsage, ToolCall, ToolResult } from '@aizoomdoc/models';
import type { PromptMessage } from '#modules/ai';
import { openRunWriter, type RunRow } from '#modules/chats';
import type { BlockSearch } from '#modules/documents';
import type { Steps } from '#platform/jobs/jobs.ts';
import type { RunError } from './model-errors.ts';
import { askModel, handover, type ModelStepDeps } from './model-step.ts';
import type { Plan } from './plan.ts';
import { describeCall, executeCall } from './tools.ts';

export type ConversationDeps = ModelStepDeps & { blocks: BlockSearch };

/** What the steps so far have come to. */
export interface Progress {
  messages: PromptMessage[];
  /** Text of the finished steps. */
  text: string;
  /** Seq of the last event of the finished steps. */
  lastSeq: number;
  /** Calls of the model. */
  calls: number;
  usage: ModelUsage;
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

/** Calls of the model in one run; the last one gets no tools and must answer. */
const maxModelCalls = 10;

export function newProgress(): Progress {
  const usage = { inputTokens: 0, outputTokens: 0, thinkingTokens: 0, cachedTokens: 0 };
  return { messages: [], text: '', lastSeq: 0, calls: 0, usage };
}

/** Asks the model and does what it asks for, in turns, until it answers, fails or is stopped. */
export async function converse(turn: Turn, deps: ConversationDeps): Promise<Ending> {
  const { run, plan, steps, signal, progress } = turn;
  while (!signal.aborted) {
    progress.calls += 1;
    const isLast = progress.calls === maxModelCalls;
    const { lastSeq: fromSeq, text: textBefore, messages } = progress;
    const said = await steps.run(`model ${progress.calls}`, () =>
      askModel({ run, plan, messages, fromSeq, textBefore, isLast, signal }, deps),
    );
    const { text, toolCalls, providerState } = said;
    progress.lastSeq = said.lastSeq;
    progress.text += text;
    progress.usage = addUsage(progress.usage, said.usage);
    if (said.error !== null) return { status: 'failed', error: said.error };
    if (said.stopped) break;
    if (toolCalls.length === 0) return { status: 'done', error: null };
    const used = await steps.run(`tools ${progress.calls}`, () => useTools(turn, toolCalls, deps));
    progress.lastSeq = used.lastSeq;
    progress.messages = [
      ...messages,
      { role: 'assistant', text, toolCalls, providerState },
      { role: 'tool', results: used.results },
    ];
  }
  // Between two steps the process went down: nobody stopped the answer.
  if (signal.reason === handover) throw handover;
  return { status: 'stopped', error: null };
}

interface ToolsUsed {
  results: ToolResult[];
  lastSeq: number;
}

async function useTools(
  { run, plan, progress }: Turn,
  calls: ToolCall[],
  deps: ConversationDeps,
): Promise<ToolsUsed> {
  const { model, provider } = plan.choice;
  const { lastSeq: fromSeq, text: textBefore } = progress;
  const writer = await openRunWriter({ db: deps.db, run, model, fromSeq, textBefore });
  const phase = provider === 'extractive' ? 'search' : 'tool_execution';
  await writer.emit('phase_started', { phase, description: 'Ищу в документах' });
  const results: ToolResult[] = [];
  for (const call of calls) {
    await writer.emit('tool_call', {
      tool: call.name,
      parameters: call.arguments,
      reason: describeCall(call),
    });
    results.push(await executeCall(call, { ...plan, blocks: deps.blocks }));
  }
  return { results, lastSeq: await writer.close() };
}

function addUsage(a: ModelUsage, b: ModelUsage): ModelUsage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    thinkingTokens: a.thinkingTokens + b.thinkingTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
  };
}
