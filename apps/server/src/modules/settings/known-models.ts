import type { KnownModel } from '@aizoomdoc/contracts';
import { geminiCatalog } from '@aizoomdoc/models';
import type { z } from 'zod';

/** The models of the program's own catalogue; an administrator may name others. */
export function knownModels(): z.input<typeof KnownModel>[] {
  return geminiCatalog.map(({ id, contextTokens, price }) => ({
    provider: 'gemini',
    model: id,
    context_tokens: contextTokens,
    vision: true,
    price: price && { input: price.input, output: price.output, cached_input: price.cachedInput },
  }));
}
