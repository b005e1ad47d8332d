import type { LanguageModel } from '../wire/specification.ts';

export interface SdkModelOptions {
  model: string;
  baseUrl: string;
  apiKey: string;
  fetch: typeof globalThis.fetch;
  api: 'responses' | 'chat';
}

/** The wire layer: the SDK's OpenAI model, loaded at the first call. */
export async function openSdkModel(options: SdkModelOptions): Promise<LanguageModel> {
  const { createOpenAI } = await import('@ai-sdk/openai');
  const provider = createOpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseUrl,
    fetch: options.fetch,
  });
  return provider[options.api](options.model);
}
