import type { MediaResolution, ModelRequest } from '../provider.ts';
import { toSdkCall } from '../wire/prompt.ts';
import type { SdkCall } from '../wire/specification.ts';
import { thinkingOptions } from './thinking.ts';

/** A request in the SDK's terms. */
export function toGeminiCall(request: ModelRequest, signal: AbortSignal): SdkCall {
  const { cachedContent, settings } = request;
  const { mediaResolution } = settings;
  const { reasoning, thinkingConfig } = thinkingOptions(request.model, settings.thinkingBudget);
  // Gemini refuses tools and system prompts next to a cached prefix, which holds its own.
  const sent = cachedContent ? { ...request, system: [], tools: [] } : request;
  return {
    ...toSdkCall(sent, signal, { vendor: 'google', keepsReferences: true }),
    ...(reasoning && { reasoning }),
    providerOptions: {
      google: {
        ...(thinkingConfig && { thinkingConfig }),
        ...(cachedContent && { cachedContent }),
        ...(mediaResolution && { mediaResolution: RESOLUTIONS[mediaResolution] }),
      },
    },
  };
}

const RESOLUTIONS: Record<MediaResolution, string> = {
  low: 'MEDIA_RESOLUTION_LOW',
  medium: 'MEDIA_RESOLUTION_MEDIUM',
  high: 'MEDIA_RESOLUTION_HIGH',
};
