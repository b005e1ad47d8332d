import type { KnownModel } from '@aizoomdoc/contracts';
import { modelCatalog } from '@aizoomdoc/models';
import type { z } from 'zod';

/** The models of the program's own catalogue; an administrator may name others. */
export function knownModels(): z.input<typeof KnownModel>[] {
  return modelCatalog.map(({ provider, id, contextTokens, vision, price }) => ({
    provider,
    model: id,
    context_tokens: contextTokens,
    vision,
    price: price && { input: price.input, output: price.output, cached_input: price.cachedInput },
  }));
}
