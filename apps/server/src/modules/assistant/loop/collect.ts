import type { PromptMessage, PromptPart } from '#modules/ai';
import type { VersionTexts } from '#modules/documents';
import { historyMessages } from '../plan/history.ts';
import { openPlanned } from '../plan/open-planned.ts';
import { readKeyOf, writeBlock } from '../plan/opening-text.ts';
import type { Plan } from '../plan/plan.ts';
import { interrupted } from './answer.ts';
import { type Budget, exhaustedBy } from './budget.ts';
import type { ModelStepResult } from './model-step.ts';
import { stopRepeating } from './orders.ts';
import { type Ending, nextStep, type Turn } from './progress.ts';
import { goodConduct } from './tool-judge.ts';
import { partOf } from './tool-step.ts';
import { callModel, callTools, definitionsOf, promptOf, type Stage, type TurnDeps, tell } from './turns.ts';

export type CollectDeps = TurnDeps & { texts: VersionTexts };

/** What the collector may spend of the run's budget; the rest is the answer's. */
const share = 0.6;
/** Blocks that are handed over when the collector named none. */
const mostBlocks = 60;
/** UTF-16 units of all blocks that are handed over. */
const mostText = 240_000;

export function collectorBudget(budget: Budget): Budget {
  const part = (value: number) => Math.max(1, Math.floor(value * share));
  return {
    max_model_calls: part(budget.max_model_calls),
    max_pictures: Math.floor(budget.max_pictures * share),
    max_pixels: Math.floor(budget.max_pixels * share),
    max_input_tokens: part(budget.max_input_tokens),
    max_cost_usd: budget.max_cost_usd === null ? null : budget.max_cost_usd * share,
    max_seconds: part(budget.max_seconds),
  };
}

/**
 * Lets the quick model gather the evidence, until it hands it over or its share is spent. A failure other than of the
 * key only means that the answering model begins with less.
 * @returns the end of the run, or `null` to answer
 */
export async function collect(turn: Turn, stage: Stage, deps: CollectDeps): Promise<Ending | null> {
  const { plan, progress } = turn;
  progress.messages = openingMessages(plan, progress.session.pictures.map(partOf));
  const notes = await gather(turn, stage, deps);
  if (typeof notes !== 'string') return notes;
  await handOver(turn, notes, deps);
  return null;
}

/** @returns what the collector said at the end, or the end of the run */
async function gather(turn: Turn, stage: Stage, deps: CollectDeps): Promise<Ending | string> {
  const { progress, signal } = turn;
  while (progress.session.evidence === null && !isSpent(turn, stage)) {
    if (signal.aborted) return interrupted(signal);
    const said = await callModel(turn, stage, { tools: definitionsOf(stage, deps), show: 'notes' }, deps);
    const end = endOf(said, signal);
    if (end !== null) return end;
    const verdict = await callTools(turn, stage, said, deps);
    if (verdict.do === 'withdraw') return '';
    if (verdict.do === 'warn') tell(progress, stopRepeating);
  }
  return '';
}

/** What a call without tools ends; `null` when it asks for tools. */
function endOf(said: ModelStepResult, signal: AbortSignal): Ending | string | null {
  if (said.stopped) return interrupted(signal);
  if (said.error !== null && hopeless.has(said.error.code)) return { status: 'failed', error: said.error };
  if (said.error !== null || said.isMalformed || said.isTimedOut) return '';
  return said.toolCalls.length === 0 ? said.raw : null;
}

/** The last call of its share is not kept for an answer: it may end with evidence as well. */
function isSpent(turn: Turn, stage: Stage): boolean {
  const { budget } = stage;
  const whole = { ...budget, max_model_calls: budget.max_model_calls + 1 };
  return turn.progress.isDaySpent || exhaustedBy(whole, turn.progress.spent, promptOf(turn, stage)) !== null;
}

const hopeless: ReadonlySet<string> = new Set(['bad_key', 'quota']);

/** The conversation, the question and its context. */
export function openingMessages(plan: Plan, pictures: readonly PromptPart[]): PromptMessage[] {
  const { question, context, history } = plan;
  const texts = [question, context.catalogue, context.opening, context.comparison].filter(
    (text) => text !== '',
  );
  return [
    ...historyMessages(history.recent, history.summary),
    {
      role: 'user',
      content: [...texts.map((text): PromptPart => ({ type: 'text', text })), ...pictures],
    },
  ];
}

/** The answering model begins with the chosen blocks and pictures, and with what the collector noted. */
async function handOver(turn: Turn, said: string, deps: CollectDeps): Promise<void> {
  const { plan, progress } = turn;
  const { session } = progress;
  const { evidence } = session;
  const given = await nextStep(turn, 'evidence', () => readEvidence(turn, deps));
  const names = new Set(evidence?.picture_names ?? []);
  const chosen = names.size > 0 ? session.pictures.filter(({ name }) => names.has(name)) : session.pictures;
  const drawn = session.pictures.slice(0, plan.regions.length);
  const pictures = [...new Set([...drawn, ...chosen])];
  const notes = evidence?.notes || said;
  const { question, context, history } = plan;
  const texts = [
    question,
    context.catalogue,
    given.text === '' ? context.opening : `# Отобранные блоки\n\n${given.text}`,
    context.comparison,
    notes.trim() === '' ? '' : `# Заметки того, кто собирал материал (проверь их)\n\n${notes.trim()}`,
  ].filter((text) => text !== '');
  progress.messages = [
    ...historyMessages(history.recent, history.summary),
    {
      role: 'user',
      content: [...texts.map((text): PromptPart => ({ type: 'text', text })), ...pictures.map(partOf)],
    },
  ];
  progress.shown = pictures.map(({ name }) => name);
  progress.session = { ...session, read: given.text === '' ? plan.read : given.read, done: [] };
  progress.conduct = { ...goodConduct };
  progress.promptTokens = 0;
}

async function readEvidence(
  { plan, progress }: Turn,
  { texts }: CollectDeps,
): Promise<{ text: string; read: string[] }> {
  const { evidence, read } = progress.session;
  const versions = await openPlanned(plan, texts);
  const named = (evidence?.block_ids ?? []).map((id) => {
    const [, number, code] = /^\[?(?:[DД](\d{1,4}):)?([^\]]+)\]?$/iu.exec(id.trim()) ?? [];
    return { number: number === undefined ? null : Number(number), code: code ?? id };
  });
  const looked = read.slice(-mostBlocks).map((key) => key.split(' '));
  const codes = named.length > 0 ? named.map(({ code }) => code) : looked.map(([, , code = '']) => code);
  const blocks = await texts.blocks(versions, [...new Set(codes)]);
  const pieces: string[] = [];
  const given: string[] = [];
  let left = mostText;
  for (const block of blocks) {
    const version = versions.find(
      (one) => one.document_id === block.document_id && one.number === block.version,
    );
    const isMeant = named.every(
      ({ code, number }) => code !== block.block_id || number === null || number === version?.scoped.number,
    );
    if (version === undefined || !isMeant) continue;
    const place = `стр.\u00a0${block.page}${block.sheet === null ? '' : `, лист ${block.sheet}`}`;
    const piece = `${place}\n${writeBlock(version, block, { isAlone: plan.scope.length === 1 })}`;
    left -= piece.length;
    if (left < 0) break;
    pieces.push(piece);
    given.push(readKeyOf(block));
  }
  return { text: pieces.join('\n\n'), read: given };
}
