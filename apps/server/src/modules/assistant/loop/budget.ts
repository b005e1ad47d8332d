import type { RunBudget } from '@aizoomdoc/contracts';
import type { z } from 'zod';

export type Budget = z.output<typeof RunBudget>;

/** What a run has spent; grows only by finished steps, so it is the same whenever they are replayed. */
export interface Spent {
  modelCalls: number;
  pictures: number;
  pixels: number;
  inputTokens: number;
  /** Only of models whose price is known. */
  costUsd: number;
  /** Time in steps; what passed while no process executed the run does not count. */
  ms: number;
}

export const nothingSpent: Readonly<Spent> = {
  modelCalls: 0,
  pictures: 0,
  pixels: 0,
  inputTokens: 0,
  costUsd: 0,
  ms: 0,
};

/** What may still be spent; `null` = no limit. */
export interface Left {
  modelCalls: number;
  pictures: number;
  pixels: number;
  inputTokens: number;
  costUsd: number | null;
  ms: number;
}

export function leftOf(budget: Budget, spent: Spent): Left {
  const least = (value: number) => Math.max(0, value);
  return {
    modelCalls: least(budget.max_model_calls - spent.modelCalls),
    pictures: least(budget.max_pictures - spent.pictures),
    pixels: least(budget.max_pixels - spent.pixels),
    inputTokens: least(budget.max_input_tokens - spent.inputTokens),
    costUsd: budget.max_cost_usd === null ? null : least(budget.max_cost_usd - spent.costUsd),
    ms: least(budget.max_seconds * 1000 - spent.ms),
  };
}

export type Exhausted = 'model_calls' | 'input_tokens' | 'cost' | 'time' | 'day';

/** A prompt that takes more of what the model can read leaves no room for another turn. */
const fullShare = 0.75;
/** Time that an answer needs, kept back from looking around. */
const answerShare = 0.15;
const mostAnswerMs = 60_000;

/**
 * Why the next call must be the last one: the answer itself is still to be paid. Pictures alone do not end a run, texts can
 * still be read.
 * @param prompt what the last prompt took and what one may take
 */
export function exhaustedBy(
  budget: Budget,
  spent: Spent,
  { tokens, most }: { tokens: number; most: number | null },
): Exhausted | null {
  const left = leftOf(budget, spent);
  if (most !== null && tokens > most * fullShare) return 'input_tokens';
  if (left.modelCalls <= 1) return 'model_calls';
  // One more turn and then the answer: two prompts at least.
  if (spent.modelCalls > 0 && left.inputTokens < 2 * tokens) return 'input_tokens';
  const callCost = spent.modelCalls === 0 ? 0 : spent.costUsd / spent.modelCalls;
  if (left.costUsd !== null && left.costUsd <= 2 * callCost) return 'cost';
  if (left.ms <= Math.min(mostAnswerMs, budget.max_seconds * 1000 * answerShare)) return 'time';
  return null;
}

/** How long one call may take: what is left, but never less than an answer needs. */
export function callTimeoutMs(budget: Budget, spent: Spent): number {
  const whole = budget.max_seconds * 1000;
  return Math.max(leftOf(budget, spent).ms, Math.min(mostAnswerMs, whole * answerShare));
}

const number = new Intl.NumberFormat('ru');
const nbsp = '\u00a0';

function counted(count: number, forms: readonly [string, string, string]): string {
  const [one, few, many] = forms;
  const form = { one, few }[new Intl.PluralRules('ru').select(count) as 'one' | 'few'] ?? many;
  return `${number.format(count)}${nbsp}${form}`;
}

/** «6 вызовов, 14 картинок, 1 200 000 токенов, 4 мин»: for the model. */
export function tellLeft(
  { modelCalls, pictures, inputTokens, ms }: Left,
  { withPictures = true } = {},
): string {
  const seconds = Math.floor(ms / 1000);
  return [
    counted(Math.max(0, modelCalls - 1), ['вызов', 'вызова', 'вызовов']),
    ...(withPictures ? [counted(pictures, ['картинка', 'картинки', 'картинок'])] : []),
    counted(inputTokens, ['токен', 'токена', 'токенов']),
    seconds >= 120 ? `${Math.floor(seconds / 60)}${nbsp}мин` : `${seconds}${nbsp}с`,
  ].join(', ');
}
