import type { SdkCall } from '../wire/specification.ts';
import { thinkingLevel } from '../wire/thinking-level.ts';

type Thinking = Pick<SdkCall, 'reasoning'> & {
  thinkingConfig?: { thinkingBudget?: number; includeThoughts: true };
};

/**
 * How a model is asked to think. Gemini 2.5 takes a budget in tokens; from 3 on there are levels, and Gemini 4 refuses
 * a budget. Older models and Gemma refuse the whole setting.
 *
 * @param budget tokens; 0 asks for as little as the model can, `undefined` or a negative number leaves it to the model.
 */
export function thinkingOptions(model: string, budget: number | undefined): Thinking {
  const style = thinkingStyle(model);
  if (style === 'none') return {};
  // Asking for summaries of no thinking is a 400.
  if (budget === 0) return { reasoning: 'none' };
  if (budget === undefined || budget < 0) return summaries({});
  if (style === 'budget') return summaries({ thinkingBudget: budget });
  return { reasoning: thinkingLevel(budget), ...summaries({}) };
}

function thinkingStyle(model: string): 'none' | 'budget' | 'level' {
  if (!/(^|\/)gemini-/.test(model) || /gemini-(1|2\.0)/.test(model)) return 'none';
  return /gemini-2\.5/.test(model) ? 'budget' : 'level';
}

function summaries(config: { thinkingBudget?: number }): Thinking {
  return { thinkingConfig: { ...config, includeThoughts: true } };
}
