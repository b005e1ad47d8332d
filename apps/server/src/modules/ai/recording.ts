import { costOf } from '@aizoomdoc/models';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { newId } from '#platform/ids.ts';
import type { Ask } from './ask.ts';
import { type Said, toStoredRequest, toStoredResponse } from './call-record.ts';
import { insertCall } from './call-store.ts';
import type { LastCall } from './run-memory.ts';

export interface FinishedCall {
  ask: Ask;
  said: Said;
  bytesSent: number;
  errorCode: string | null;
  startedAt: Date;
  /** The call before it that this process knows. */
  last: LastCall | null;
}

/** Keeps every call of a model. @returns its number in the run and what it cost */
export function createRecording({ db, clock }: { db: Database; clock: Clock }) {
  return async (call: FinishedCall): Promise<{ n: number; costUsd: number | null }> => {
    const { ask, said, bytesSent, errorCode, startedAt, last } = call;
    const { run, stage, choice, prompt } = ask;
    // Nobody is asked and nothing is spent: what the answerer without AI did stands in the events.
    if (choice.provider === 'extractive') return { n: 0, costUsd: 0 };
    const { usage } = said;
    const costUsd = costOf(choice, usage, startedAt);
    const n = await insertCall(db.executor, {
      id: newId(),
      run_id: run.id,
      user_id: run.user_id,
      stage,
      provider: choice.provider,
      model: choice.model,
      request: { ...toStoredRequest(prompt, last) },
      response: toStoredResponse(said),
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      thinking_tokens: usage.thinkingTokens,
      cached_tokens: usage.cachedTokens,
      bytes_sent: bytesSent,
      cost_usd: costUsd,
      error_code: errorCode,
      started_at: startedAt,
      duration_ms: Math.max(0, clock.now().getTime() - startedAt.getTime()),
    });
    return { n, costUsd };
  };
}
