export {
  type AnthropicProviderOptions,
  createAnthropicProvider,
} from './anthropic/anthropic-provider.ts';
export type {
  CatalogModel,
  CatalogProvider,
  ModelPrice,
  ModelProfile,
  TokenPrice,
} from './catalog/model.ts';
export { costOf, defaultModels, findModel, modelCatalog, priceOn } from './catalog.ts';
export {
  type CompatibleProviderOptions,
  createCompatibleProvider,
} from './compatible/compatible-provider.ts';
export type {
  Extract,
  ExtractBlock,
  Extraction,
  ExtractQuote,
  PlanSearch,
  SearchPlan,
} from './extractive/extraction.ts';
export {
  createExtractiveProvider,
  type ExtractiveProviderOptions,
} from './extractive/extractive-provider.ts';
export { createGeminiProvider, type GeminiProviderOptions } from './gemini/gemini-provider.ts';
export { createOpenAiProvider, type OpenAiProviderOptions } from './openai/openai-provider.ts';
export * from './provider.ts';
export { estimateTokens, imageTokens } from './tokens.ts';
