import type { ModelRef } from '@aizoomdoc/contracts';
import { findModel, type ModelProfile } from '@aizoomdoc/models';
import type { z } from 'zod';
import type { SystemSections } from './system-defaults.ts';

type Ref = z.output<typeof ModelRef>;

/** A model for a purpose; not ready = its vendor's key is missing, and no other allowed model can stand in. */
interface ChosenModel extends Ref {
  ready: boolean;
}

/** Models of one user, by purpose. */
export type ChosenModels = Record<keyof Omit<SystemSections['models'], 'allowed'>, ChosenModel>;

/**
 * Takes the administrator's model for each purpose where the user has its vendor's key. Where not, an allowed model
 * stands in that is ready, of the same strength if there is one: who has only a key of OpenAI is answered by OpenAI.
 */
export function chooseModels(
  { allowed, ...named }: SystemSections['models'],
  isReady: (model: Ref) => boolean,
): ChosenModels {
  const choose = (model: Ref, profile: ModelProfile): ChosenModel => {
    const ready = allowed.filter(isReady);
    const standIn = ready.find((one) => findModel(one.provider, one.model)?.profile === profile) ?? ready[0];
    const chosen = isReady(model) ? model : standIn;
    return chosen === undefined ? { ...model, ready: false } : { ...chosen, ready: true };
  };
  return {
    simple: choose(named.simple, 'simple'),
    complex_collector: choose(named.complex_collector, 'simple'),
    complex_answerer: choose(named.complex_answerer, 'complex'),
    summary: choose(named.summary, 'simple'),
  };
}
