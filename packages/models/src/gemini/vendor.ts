import type { Mark } from '../wire/layout.ts';
import type { FinishPart, StreamPart } from '../wire/specification.ts';
import type { Vendor } from '../wire/step.ts';
import { finishError, promptBlocked, toModelError } from './errors.ts';

/** What is Gemini's own in a stream: thought signatures on any part, and its reasons to stop. */
export const google: Vendor = {
  name: 'google',
  record(part, recorder) {
    switch (part.type) {
      case 'text-delta':
        recorder.text(part.delta, signatureOf(part));
        break;
      case 'reasoning-delta':
        recorder.thought(null, part.delta, signatureOf(part));
        break;
      case 'tool-call':
        recorder.call(part.toolCallId, signatureOf(part));
    }
  },
  finishError(part) {
    const blockReason = blockReasonOf(part);
    return blockReason ? promptBlocked(blockReason) : finishError(part.finishReason.raw);
  },
  toModelError,
};

function signatureOf({
  providerMetadata,
}: Extract<StreamPart, { type: 'text-delta' | 'reasoning-delta' | 'tool-call' }>): Mark | undefined {
  const thoughtSignature = providerMetadata?.google?.thoughtSignature;
  return typeof thoughtSignature === 'string' ? { thoughtSignature } : undefined;
}

function blockReasonOf({ providerMetadata }: FinishPart): string | null {
  const feedback = providerMetadata?.google?.promptFeedback;
  const reason = isRecord(feedback) ? feedback.blockReason : null;
  return typeof reason === 'string' && !reason.endsWith('UNSPECIFIED') ? reason : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
