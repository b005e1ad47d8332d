import type { ModelMessage, ModelRequest } from '../provider.ts';
import { toFunctionTool, toSdkCall } from '../wire/prompt.ts';
import type { SdkCall } from '../wire/specification.ts';
import { thinkingOptions } from './thinking.ts';

/** A request in the SDK's terms. */
export function toAnthropicCall(request: ModelRequest, signal: AbortSignal): SdkCall {
  const { model, messages, tools, settings } = request;
  const { reasoning, thinking } = thinkingOptions(model, settings.thinkingBudget, messages);
  return {
    ...toSdkCall(request, signal, { vendor: 'anthropic' }),
    ...(tools.length === 0 && usedTools(messages)),
    ...(reasoning && { reasoning }),
    providerOptions: {
      anthropic: {
        ...(thinking && { thinking }),
        // A step that may call tools has a successor that repeats its prompt: a tenth of the price from the cache.
        ...(tools.length > 0 && { cacheControl: { type: 'ephemeral' } }),
      },
    },
  };
}

/** Claude refuses a conversation with calls of tools that the request does not declare: they are named, not offered. */
function usedTools(messages: ModelMessage[]): Pick<SdkCall, 'tools' | 'toolChoice'> {
  const names = messages.flatMap((message) =>
    message.role === 'assistant' ? message.toolCalls.map(({ name }) => name) : [],
  );
  if (names.length === 0) return {};
  return {
    tools: [...new Set(names)].map((name) =>
      toFunctionTool({ name, description: '', parameters: { type: 'object', properties: {} } }),
    ),
    toolChoice: { type: 'none' },
  };
}
