import type { ModelMessage } from '../provider.ts';
import type { SdkCall, VendorOptions } from '../wire/specification.ts';
import { thinkingLevel } from '../wire/thinking-level.ts';

type Thinking = Pick<SdkCall, 'reasoning'> & { thinking?: VendorOptions };

/** Anthropic's own least. */
const LEAST_BUDGET = 1024;

/**
 * How a model is asked to think. Claude 3.7 to 4.5 take a budget in tokens and do not think unasked; from 4.6 on a model
 * finds its own measure within a level. Older models refuse the whole setting.
 *
 * @param budget tokens; 0 asks for as little as the model can, `undefined` or a negative number leaves it to the model.
 */
export function thinkingOptions(
  model: string,
  budget: number | undefined,
  messages: readonly ModelMessage[],
): Thinking {
  const style = thinkingStyle(model);
  if (style === 'none') return {};
  if (budget === 0) return { reasoning: 'none' };
  const isFree = budget === undefined || budget < 0;
  if (style === 'adaptive') {
    // Models think unasked, but say nothing of it.
    return isFree
      ? { thinking: { type: 'adaptive', display: 'summarized' } }
      : { reasoning: thinkingLevel(budget) };
  }
  // A budget wants every step of the turn to begin with its thoughts; a step of another vendor has none.
  if (isFree || lacksThoughts(messages)) return {};
  return { thinking: { type: 'enabled', budgetTokens: Math.max(LEAST_BUDGET, budget) } };
}

function thinkingStyle(model: string): 'none' | 'budget' | 'adaptive' {
  if (/claude-(instant|v?2|3-(opus|sonnet|haiku|5))/.test(model)) return 'none';
  return /claude-(3-7|(opus|sonnet|haiku)-4-([0-5](?!\d)|\d{8}))/.test(model) ? 'budget' : 'adaptive';
}

function lacksThoughts(messages: readonly ModelMessage[]): boolean {
  const last = messages.findLast((message) => message.role === 'assistant');
  return Boolean(last && last.toolCalls.length > 0 && !last.providerState);
}
