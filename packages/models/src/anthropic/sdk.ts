import type { LanguageModel } from '../wire/specification.ts';

export interface SdkModelOptions {
  model: string;
  baseUrl: string;
  apiKey: string;
  fetch: typeof globalThis.fetch;
}

/** The wire layer: the SDK's Claude model, loaded at the first call. */
export async function openSdkModel(options: SdkModelOptions): Promise<LanguageModel> {
  const { createAnthropic } = await import('@ai-sdk/anthropic');
  return createAnthropic({
    apiKey: options.apiKey,
    baseURL: options.baseUrl,
    fetch: options.fetch,
  })(options.model);
}
