import type { CallOptions, ModelProvider } from '@aizoomdoc/models';
import type { CallStage } from './call-store.ts';
import type { ModelChoice } from './choice.ts';
import type { Prompt } from './prompt.ts';
import type { PictureReceiver } from './provider-files.ts';

/** One question to a model. */
export interface Ask {
  run: { id: string; user_id: string };
  stage: CallStage;
  choice: ModelChoice;
  prompt: Prompt;
  /** Calls that the run may still make, this one included. */
  callsLeft: number;
  signal: AbortSignal;
}

/** A provider with the key and the files of one user. */
export interface Line {
  provider: ModelProvider;
  options: CallOptions;
  receiver: PictureReceiver;
}
