import type { ModelRef } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import { isSameModel } from './check-system.ts';
import type { SystemSections } from './system-defaults.ts';

export type Ref = z.output<typeof ModelRef>;

/** A model for a purpose; not ready = its vendor's key is missing, and no other allowed model can stand in. */
export interface ChosenModel extends Ref {
  ready: boolean;
}

/** Models of one user, by purpose. */
export type ChosenModels = Record<keyof Omit<SystemSections['models'], 'allowed'>, ChosenModel>;

/**
 * Takes the administrator's model for each purpose where the user has its vendor's key. Where not, the first allowed
 * model stands in that is ready: who has only a key of OpenAI is answered by OpenAI.
 */
export function chooseModels(
  { allowed, ...named }: SystemSections['models'],
  isReady: (model: Ref) => boolean,
): ChosenModels {
  const choose = (model: Ref): ChosenModel => {
    if (isReady(model)) return { ...model, ready: true };
    const standIn = allowed.find((other) => !isSameModel(model, other) && isReady(other));
    return standIn === undefined ? { ...model, ready: false } : { ...standIn, ready: true };
  };
  const { simple, complex_collector, complex_answerer, summary } = named;
  return {
    simple: choose(simple),
    complex_collector: choose(complex_collector),
    complex_answerer: choose(complex_answerer),
    summary: choose(summary),
  };
}
