import type { LanguageModel } from '../wire/specification.ts';

export interface SdkModelOptions {
  model: string;
  baseUrl: string;
  apiKey: string;
  fetch: typeof globalThis.fetch;
  newId: () => string;
}

/**
 * The wire layer: the SDK's Gemini model, loaded at the first call because it costs memory that a bare server must not
 * pay. We call the model itself, not `streamText` of `ai`: one step without retries or tool execution needs none of
 * it, and its tee'd streams double the time per token (0.09 against 0.05 ms, measured on loopback).
 */
export async function openSdkModel(options: SdkModelOptions): Promise<LanguageModel> {
  const { createGoogle } = await import('@ai-sdk/google');
  return createGoogle({
    apiKey: options.apiKey,
    baseURL: options.baseUrl,
    fetch: options.fetch,
    generateId: options.newId,
  })(options.model);
}
