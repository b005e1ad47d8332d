import type { LanguageModel } from '../wire/specification.ts';

export interface SdkModelOptions {
  model: string;
  baseUrl: string;
  apiKey: string | null;
  fetch: typeof globalThis.fetch;
}

/** The wire layer: the SDK's model of chat completions, loaded at the first call. */
export async function openSdkModel(options: SdkModelOptions): Promise<LanguageModel> {
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  return createOpenAICompatible({
    name: 'compatible',
    baseURL: options.baseUrl,
    ...(options.apiKey && { apiKey: options.apiKey }),
    fetch: options.fetch,
    includeUsage: true,
  })(options.model);
}
