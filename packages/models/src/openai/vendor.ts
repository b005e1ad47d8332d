import type { Mark } from '../wire/layout.ts';
import { openAiErrors } from '../wire/openai-errors.ts';
import type { StreamPart } from '../wire/specification.ts';
import { commonFinishError, type Vendor } from '../wire/step.ts';

/** What is OpenAI's own in a stream: reasoning items with their ciphertext, and phases of its messages. */
export const openAi: Vendor = {
  name: 'openai',
  record(part, recorder) {
    switch (part.type) {
      case 'text-start': {
        const phase = part.providerMetadata?.openai?.phase;
        if (typeof phase === 'string') recorder.startText({ phase });
        break;
      }
      case 'text-delta':
        recorder.text(part.delta);
        break;
      case 'reasoning-start':
        recorder.thought(part.id, '');
        break;
      case 'reasoning-delta':
        recorder.thought(part.id, part.delta);
        break;
      case 'reasoning-end':
        recorder.thought(part.id, '', markOf(part));
        break;
      case 'tool-call':
        recorder.call(part.toolCallId);
    }
  },
  finishError: (part) => commonFinishError('OpenAI', part),
  toModelError: openAiErrors('OpenAI'),
};

/**
 * An item of several summaries has its ciphertext at the end of the last one; the others say only whose they are. An
 * item without ciphertext cannot come back: OpenAI did not keep it.
 */
function markOf({ providerMetadata }: Extract<StreamPart, { type: 'reasoning-end' }>): Mark | undefined {
  const { itemId, reasoningEncryptedContent } = providerMetadata?.openai ?? {};
  if (typeof itemId !== 'string') return undefined;
  if (reasoningEncryptedContent === undefined) return { itemId };
  if (typeof reasoningEncryptedContent !== 'string' || !reasoningEncryptedContent) return undefined;
  return { itemId, reasoningEncryptedContent };
}
