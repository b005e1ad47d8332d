import { openAiErrors } from '../wire/openai-errors.ts';
import { commonFinishError, type Vendor } from '../wire/step.ts';

const NAME = 'the compatible server';

/**
 * What a server of this protocol may want back: its thoughts of the steps between a question and the answer, and the
 * signatures that Gemini's own compatible endpoint puts on calls.
 */
export const compatible: Vendor = {
  name: 'compatible',
  onlyWithCalls: true,
  record(part, recorder) {
    switch (part.type) {
      case 'text-delta':
        recorder.text(part.delta);
        break;
      case 'reasoning-delta':
        recorder.thought(part.id, part.delta, {});
        break;
      case 'tool-call': {
        const thoughtSignature = part.providerMetadata?.compatible?.thoughtSignature;
        recorder.call(
          part.toolCallId,
          typeof thoughtSignature === 'string' ? { thoughtSignature } : undefined,
        );
      }
    }
  },
  finishError: (part) => commonFinishError(NAME, part),
  toModelError: openAiErrors(NAME),
};
