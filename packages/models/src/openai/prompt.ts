import type { MediaResolution, ModelRequest } from '../provider.ts';
import { toSdkCall } from '../wire/prompt.ts';
import type { SdkCall } from '../wire/specification.ts';
import { thinkingEffort } from './thinking.ts';

/** A request in the SDK's terms. */
export function toOpenAiCall(
  request: ModelRequest,
  signal: AbortSignal,
  { thinkingSummaries }: { thinkingSummaries: boolean },
): SdkCall {
  const { model, settings } = request;
  const reasoning = thinkingEffort(model, settings.thinkingBudget);
  const detail = settings.mediaResolution && imageDetail(model, settings.mediaResolution);
  return {
    ...toSdkCall(request, signal, {
      vendor: 'openai',
      picture: detail ? { imageDetail: detail } : undefined,
    }),
    ...(reasoning && { reasoning }),
    providerOptions: {
      openai: {
        // Reasoning then comes back encrypted and is sent with the next step: OpenAI keeps nothing.
        store: false,
        reasoningSummary: thinkingSummaries && reasoning !== 'none' ? 'auto' : null,
      },
    },
  };
}

/** From GPT-5.4 on there is `original`, which does not scale drawings down. */
function imageDetail(model: string, resolution: MediaResolution): 'low' | 'high' | 'original' {
  if (resolution === 'low') return 'low';
  const [, major = '0', minor = '0'] = /^gpt-(\d+)(?:\.(\d+))?/.exec(model) ?? [];
  const knowsOriginal = Number(major) > 5 || (major === '5' && Number(minor) >= 4);
  return resolution === 'high' && knowsOriginal ? 'original' : 'high';
}
