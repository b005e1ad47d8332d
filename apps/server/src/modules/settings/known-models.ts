import type { KnownModel } from '@aizoomdoc/contracts';
import { modelCatalog, priceOn } from '@aizoomdoc/models';
import type { z } from 'zod';

/** The models of the program's own catalogue with their prices of a day; an administrator may name others. */
export function knownModels(on: Date): z.input<typeof KnownModel>[] {
  return modelCatalog.map(({ provider, id, contextTokens, vision, price: listed }) => {
    const price = priceOn(listed, on);
    return {
      provider,
      model: id,
      context_tokens: contextTokens,
      vision,
      price: price && { input: price.input, output: price.output, cached_input: price.cachedInput },
    };
  });
}
