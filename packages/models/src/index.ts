export {
  type CatalogModel,
  defaultGeminiModels,
  geminiCatalog,
  type ModelPrice,
  type ModelProfile,
} from './catalog.ts';
export { createGeminiProvider, type GeminiProviderOptions } from './gemini/gemini-provider.ts';
export * from './provider.ts';
