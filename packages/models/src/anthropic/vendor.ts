import type { Mark } from '../wire/layout.ts';
import type { StreamPart } from '../wire/specification.ts';
import { commonFinishError, type Vendor } from '../wire/step.ts';
import { toModelError } from './errors.ts';

/** What is Claude's own in a stream: signed and redacted thoughts. */
export const anthropic: Vendor = {
  name: 'anthropic',
  record(part, recorder) {
    switch (part.type) {
      case 'text-delta':
        recorder.text(part.delta);
        break;
      case 'reasoning-start':
        recorder.thought(part.id, '', markOf(part));
        break;
      case 'reasoning-delta':
        recorder.thought(part.id, part.delta, markOf(part));
        break;
      case 'tool-call':
        recorder.call(part.toolCallId);
    }
  },
  finishError: (part) => commonFinishError('Claude', part),
  toModelError,
};

function markOf({
  providerMetadata,
}: Extract<StreamPart, { type: 'reasoning-start' | 'reasoning-delta' }>): Mark | undefined {
  const { signature, redactedData } = providerMetadata?.anthropic ?? {};
  if (typeof signature === 'string') return { signature };
  return typeof redactedData === 'string' ? { redactedData } : undefined;
}
