import type { LanguageModel } from '../wire/specification.ts';

export interface SdkModelOptions {
  model: string;
  baseUrl: string;
  apiKey: string;
  fetch: typeof globalThis.fetch;
}

/** The wire layer: the SDK's model of the Responses API, loaded at the first call. */
export async function openSdkModel(options: SdkModelOptions): Promise<LanguageModel> {
  const { createOpenAI } = await import('@ai-sdk/openai');
  return createOpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseUrl,
    fetch: options.fetch,
  }).responses(options.model);
}
