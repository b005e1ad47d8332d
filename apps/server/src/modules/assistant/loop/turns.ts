import { estimateTokens, type ToolDefinition } from '@aizoomdoc/models';
import type { CallStage, ModelChoice, PromptMessage, PromptPart } from '#modules/ai';
import { pictureName } from '../picture-links.ts';
import type { ToolSet } from '../tools/toolbox-types.ts';
import { type Budget, callTimeoutMs, leftOf, tellLeft } from './budget.ts';
import { askModel, type ModelStepDeps, type ModelStepInput, type ModelStepResult } from './model-step.ts';
import { nextStep, type Progress, type Turn } from './progress.ts';
import { judgeTools, type Verdict } from './tool-judge.ts';
import { partOf, pixelsOf, type ToolStepDeps, type ToolsUsed, useTools } from './tool-step.ts';

export type TurnDeps = ModelStepDeps & ToolStepDeps;

/** Who works in a part of a run, and how. */
export interface Stage {
  stage: CallStage;
  choice: ModelChoice;
  system: string[];
  tools: ToolSet;
  /** What this part may spend, of what the run may. */
  budget: Budget;
  phase: ModelStepInput['phase'];
}

const pictureTools: ReadonlySet<string> = new Set(['request_images', 'zoom']);

export function definitionsOf({ tools, choice }: Stage, { toolbox }: TurnDeps): ToolDefinition[] {
  const definitions = toolbox.definitions(tools);
  return choice.vision ? definitions : definitions.filter(({ name }) => !pictureTools.has(name));
}

/** What the last prompt took and what one may take. */
export function promptOf({ progress }: Turn, { choice }: Stage): { tokens: number; most: number | null } {
  return { tokens: progress.promptTokens, most: choice.contextTokens };
}

/** One call of the model; what it spent and said goes into the progress. */
export async function callModel(
  turn: Turn,
  stage: Stage,
  { tools, show }: { tools: ToolDefinition[]; show: ModelStepInput['show'] },
  deps: TurnDeps,
): Promise<ModelStepResult> {
  const { run, plan, progress, signal } = turn;
  const { lastSeq: fromSeq, text: textBefore, messages, spent } = progress;
  const said = await nextStep(turn, 'model', () =>
    askModel(
      {
        ...{ run, plan, messages, tools, show, fromSeq, textBefore, signal },
        ...{ stage: stage.stage, choice: stage.choice, system: stage.system, phase: stage.phase },
        pictureUrl: (target) => pictureUrl(progress, target),
        callsLeft: leftOf(stage.budget, spent).modelCalls,
        timeoutMs: callTimeoutMs(stage.budget, spent),
      },
      deps,
    ),
  );
  // Some servers count nothing.
  const inputTokens = said.usage.inputTokens || estimateTokens(JSON.stringify(messages));
  progress.lastSeq = said.lastSeq;
  progress.spent = {
    ...spent,
    modelCalls: spent.modelCalls + 1,
    inputTokens: spent.inputTokens + inputTokens,
    costUsd: spent.costUsd + said.costUsd,
    ms: spent.ms + said.ms,
  };
  progress.promptTokens = inputTokens;
  progress.isTruncated = said.finish === 'length' && said.toolCalls.length === 0;
  if (show === 'answer') progress.text += said.text;
  if (show === 'rewrite' && said.toolCalls.length === 0 && said.text.trim() !== '') progress.text = said.text;
  return said;
}

/** Stable address of a picture that the model was shown. */
function pictureUrl({ session }: Progress, target: string): string | null {
  const name = pictureName(target);
  const picture = session.pictures.find(
    ({ id, name: known }) => known === name || target === `/api/images/${id}`,
  );
  return picture === undefined ? null : `/api/images/${picture.id}`;
}

/** Does what the model asked for and adds the answers to the conversation. */
export async function callTools(
  turn: Turn,
  stage: Stage,
  said: ModelStepResult,
  deps: TurnDeps,
): Promise<Verdict> {
  const { plan, progress } = turn;
  const { raw, toolCalls, providerState } = said;
  const isKeyless = stage.choice.provider === 'extractive';
  const phase = isKeyless ? 'search' : 'tool_execution';
  const bounded: Turn = { ...turn, plan: { ...plan, budget: stage.budget } };
  const used = await nextStep(turn, 'tools', () =>
    useTools(bounded, { calls: toolCalls, model: stage.choice.model, phase }, deps),
  );
  const { spent } = progress;
  progress.lastSeq = used.lastSeq;
  progress.spent = {
    ...spent,
    pictures: spent.pictures + used.pictures.length,
    pixels: spent.pixels + pixelsOf(used.pictures),
    ms: spent.ms + used.ms,
  };
  progress.session = used.session;
  progress.isDaySpent = used.isDaySpent && !isKeyless;
  const judged = judgeTools(progress.conduct, { calls: toolCalls, results: used.results });
  progress.conduct = judged.conduct;
  progress.messages = [
    ...progress.messages,
    { role: 'assistant', text: raw, toolCalls, providerState },
    { role: 'tool', results: used.results },
    ...(isKeyless ? [] : [{ role: 'user' as const, content: afterTools(turn, stage, used) }]),
  ];
  return judged.verdict;
}

/** What follows the tools' answers: the pictures, each behind its label, and what is left. */
function afterTools({ progress }: Turn, { budget, choice }: Stage, used: ToolsUsed): PromptPart[] {
  const missed = unseenPictures(progress, used);
  const pictures = [...missed, ...used.pictures];
  progress.shown = [...progress.shown, ...pictures.map(({ name }) => name)];
  const left = tellLeft(leftOf(budget, progress.spent), { withPictures: choice.vision });
  return [...pictures.map(partOf), { type: 'text', text: `Осталось: ${left}.` }];
}

/** Pictures that the tools call shown already, to another model of this run: this one has not seen them. */
function unseenPictures({ session, shown }: Progress, { results, pictures }: ToolsUsed) {
  const told = results.map(({ output }) => output).filter((output) => output.includes('already_'));
  const names = new Set(told.flatMap((output) => output.match(/\bP\d+\b/g) ?? []));
  return session.pictures.filter(
    (picture) => names.has(picture.name) && !shown.includes(picture.name) && !pictures.includes(picture),
  );
}

/** Adds words of the orchestrator to the end of the conversation. */
export function tell(progress: Progress, text: string): void {
  const last = progress.messages.at(-1);
  const part: PromptPart = { type: 'text', text };
  const message: PromptMessage =
    last?.role === 'user'
      ? { role: 'user', content: [...last.content, part] }
      : { role: 'user', content: [part] };
  progress.messages = [
    ...(last?.role === 'user' ? progress.messages.slice(0, -1) : progress.messages),
    message,
  ];
}
