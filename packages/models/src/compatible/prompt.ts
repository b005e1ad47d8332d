import type { ModelRequest } from '../provider.ts';
import { toSdkCall } from '../wire/prompt.ts';
import type { SdkCall } from '../wire/specification.ts';
import { thinkingLevel } from '../wire/thinking-level.ts';

/** A request in the SDK's terms; pictures go whole, whatever resolution was asked for. */
export function toCompatibleCall(
  request: ModelRequest,
  signal: AbortSignal,
  { takesEffort }: { takesEffort: boolean },
): SdkCall {
  const budget = request.settings.thinkingBudget;
  const asksEffort = takesEffort && budget !== undefined && budget >= 0;
  return {
    ...toSdkCall(request, signal, { vendor: 'compatible' }),
    ...(asksEffort && { reasoning: budget === 0 ? 'none' : thinkingLevel(budget) }),
  };
}
