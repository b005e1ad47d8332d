import { anthropicCatalog } from './catalog/anthropic.ts';
import { geminiCatalog } from './catalog/gemini.ts';
import type { CatalogModel, CatalogProvider, ModelPrice, ModelProfile } from './catalog/model.ts';
import { openAiCatalog } from './catalog/openai.ts';
import type { ModelUsage } from './provider.ts';

const catalogs: Record<CatalogProvider, readonly CatalogModel[]> = {
  gemini: geminiCatalog,
  openai: openAiCatalog,
  anthropic: anthropicCatalog,
};

/** Every model worth offering, by vendor; in each the default of a profile comes first. */
export const modelCatalog: readonly CatalogModel[] = Object.values(catalogs).flat();

/** The model of a profile unless an admin chose another. */
export const defaultModels: Readonly<Record<CatalogProvider, Record<ModelProfile, string>>> = {
  gemini: { simple: 'gemini-3.8-flash', complex: 'gemini-4-argon' },
  openai: { simple: 'gpt-6.1-terra', complex: 'gpt-6.1-sol' },
  anthropic: { simple: 'claude-sonnet-5-5', complex: 'claude-opus-5-5' },
};

/**
 * What is known of a model, under its own id or one that ends in a date (`gpt-6.1-sol-2026-09-29`).
 *
 * @returns `null` for a model that is not in the catalogue and for other providers.
 */
export function findModel(provider: string, id: string): CatalogModel | null {
  const undated = id.replace(/-(\d{4}-\d{2}-\d{2}|\d{8})$/, '');
  const models = modelCatalog.filter((model) => model.provider === provider);
  return models.find((model) => model.id === id) ?? models.find((model) => model.id === undated) ?? null;
}

const MILLION = 1_000_000;

/**
 * What one call cost. Prices of long prompts depend on a call's own prompt, so add up costs of calls, not their usage.
 *
 * @param on the day of the call: introductory prices end.
 * @returns US dollars; `null` when the price is not known.
 */
export function costOf(
  { provider, model }: { provider: string; model: string },
  usage: ModelUsage,
  on: Date,
): number | null {
  const price = priceOn(findModel(provider, model)?.price ?? null, on);
  if (!price) return null;
  const { input, output, cachedInput, cacheWrite } =
    price.long && usage.inputTokens > price.long.above ? price.long : price;
  const { cachedTokens, cacheWriteTokens = 0 } = usage;
  const fresh = usage.inputTokens - cachedTokens - cacheWriteTokens;
  return (
    (fresh * input +
      cachedTokens * (cachedInput ?? input) +
      cacheWriteTokens * (cacheWrite ?? input) +
      usage.outputTokens * output) /
    MILLION
  );
}

/** The price that holds on a day: introductory ones end. */
export function priceOn(price: ModelPrice | null, on: Date): ModelPrice | null {
  const day = on.toISOString().slice(0, 10);
  let at = price;
  while (at?.until && day > at.until) at = at.next;
  return at;
}
