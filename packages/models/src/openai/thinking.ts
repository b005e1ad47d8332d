import type { SdkCall } from '../wire/specification.ts';
import { thinkingLevel } from '../wire/thinking-level.ts';

/**
 * How a model is asked to think: OpenAI takes levels. The SDK leaves the setting out for models that do not think.
 *
 * @param budget tokens; 0 asks for as little as the model can, `undefined` or a negative number leaves it to the model.
 */
export function thinkingEffort(model: string, budget: number | undefined): SdkCall['reasoning'] {
  if (budget === undefined || budget < 0) return undefined;
  return budget === 0 ? leastEffort(model) : thinkingLevel(budget);
}

/** What «none» is called by models that cannot do without. */
function leastEffort(model: string): SdkCall['reasoning'] {
  if (/^o\d|-pro(-|$)|^gpt-6(-astra|\.\d+-(sol|astra))/.test(model)) return 'low';
  return /^gpt-5(-|$)/.test(model) ? 'minimal' : 'none';
}
