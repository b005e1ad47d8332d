import type { GoogleProvider } from '@ai-sdk/google';

/** The AI SDK's language model specification, version 4: what a vendor's model of the SDK takes and gives. */
export type LanguageModel = ReturnType<GoogleProvider['languageModel']>;
export type SdkCall = Parameters<LanguageModel['doStream']>[0];
export type PromptMessage = SdkCall['prompt'][number];
export type UserPart = Extract<PromptMessage, { role: 'user' }>['content'][number];
export type AssistantContent = Extract<PromptMessage, { role: 'assistant' }>['content'];
export type AssistantPart = AssistantContent[number];
export type ProviderOptions = NonNullable<SdkCall['providerOptions']>;
/** Options of one vendor. */
export type VendorOptions = ProviderOptions[string];
type StreamResult = Awaited<ReturnType<LanguageModel['doStream']>>;
export type StreamPart = StreamResult['stream'] extends ReadableStream<infer Part> ? Part : never;
export type FinishPart = Extract<StreamPart, { type: 'finish' }>;
