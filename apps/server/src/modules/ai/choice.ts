import type { ModelProvider as ProviderId } from '@aizoomdoc/contracts';
import type { z } from 'zod';

/** Which model answers, without its key: may be stored with the run. */
export interface ModelChoice {
  provider: z.output<typeof ProviderId>;
  model: string;
  /** Whether it sees pictures. */
  vision: boolean;
  /** Largest prompt in tokens; `null` when unknown. */
  contextTokens: number | null;
}

/** What a model is asked for. */
export type Purpose = 'simple' | 'complex_collector' | 'complex_answerer' | 'summary';

/** The answerer without AI. */
export const extractiveChoice: ModelChoice = {
  provider: 'extractive',
  model: 'extractive',
  vision: false,
  contextTokens: null,
};
