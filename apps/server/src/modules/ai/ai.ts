import { findModel, ModelError, type ModelEvent } from '@aizoomdoc/models';
import type { ChosenModels, SystemSettingsService } from '#modules/settings';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Logger } from '#platform/log.ts';
import type { Ask } from './ask.ts';
import { newSaid, type Said, storable, take } from './call-record.ts';
import { type Spent, sumCalls } from './call-store.ts';
import { extractiveChoice, type ModelChoice, type Purpose } from './choice.ts';
import type { OpenLine } from './open-line.ts';
import { createPrefixCaching } from './prefix-caching.ts';
import { wireSize } from './prompt.ts';
import { createPictureDelivery } from './provider-files.ts';
import { createRecording } from './recording.ts';
import type { RunMemory } from './run-memory.ts';
import { createSending } from './sending.ts';

export interface AiDeps {
  db: Database;
  clock: Clock;
  log: Logger;
  system: Pick<SystemSettingsService, 'get'>;
  /** Models of a user by purpose, as the installation and the user's keys have them now. */
  modelsFor(userId: string): Promise<ChosenModels>;
  open: OpenLine;
  /** PNG of a user's stored picture. */
  readPicture(userId: string, id: string): Promise<Uint8Array>;
}

/** What a call came to. */
export interface Answered {
  said: Said;
  /** Opaque, to be sent back with the answer. */
  providerState: unknown;
  costUsd: number | null;
}

/** Chooses the model of a run, asks it with the asking user's own key, and keeps what was asked and spent. */
export function createAi(deps: AiDeps) {
  const { db, clock, log, system, open } = deps;
  const delivery = createPictureDelivery(deps);
  const caching = createPrefixCaching({ log });
  const send = createSending({ log, system, delivery, caching });
  const record = createRecording(deps);
  const memories = new Map<string, RunMemory>();

  function memoryOf(runId: string): RunMemory {
    const memory = memories.get(runId) ?? { lastCall: null, cache: null };
    memories.set(runId, memory);
    return memory;
  }

  return {
    /** The model for a purpose as things are now; without a key the answerer without AI. */
    async choose(userId: string, purpose: Purpose): Promise<ModelChoice> {
      const { ready, provider, model } = (await deps.modelsFor(userId))[purpose];
      if (!ready) return extractiveChoice;
      if (provider === 'compatible') {
        const { vision, context_tokens: contextTokens } = (await system.get()).compatible;
        return { provider, model, vision, contextTokens };
      }
      const known = findModel(provider, model);
      return { provider, model, vision: known?.vision ?? true, contextTokens: known?.contextTokens ?? null };
    },

    /**
     * Asks once, streaming what the model says.
     * @throws {ModelError}, or the signal's reason; the call is recorded either way
     */
    async ask(ask: Ask, listen: (event: ModelEvent) => void): Promise<Answered> {
      const startedAt = clock.now();
      const said = newSaid();
      const memory = memoryOf(ask.run.id);
      let providerState: unknown;
      const hear = (heard: ModelEvent) => {
        const event = storable(heard);
        take(said, event);
        if (event.type === 'finish') providerState = event.providerState;
        listen(event);
      };
      const call = { ask, said, startedAt, last: memory.lastCall };
      let bytesSent: number;
      try {
        bytesSent = await send({ ask, line: await open(ask), memory, hear });
      } catch (error) {
        const size = wireSize([ask.prompt.system, ask.prompt.tools, ask.prompt.messages]);
        await record({ ...call, bytesSent: size, errorCode: codeOf(error, ask.signal) }).catch(
          (failure: unknown) => log.warn({ err: failure, runId: ask.run.id }, 'failed call was not recorded'),
        );
        throw error;
      }
      const { n, costUsd } = await record({ ...call, bytesSent, errorCode: null });
      const { stage, choice, prompt } = ask;
      memory.lastCall = { n, stage, choice, prompt, usage: said.usage };
      return { said, providerState, costUsd };
    },

    /** What all calls of a run came to so far. */
    spent: (runId: string): Promise<Spent> => sumCalls(db.executor, runId),

    /** The run is over here: what was kept for it, also at the vendor, goes. */
    async endRun(run: { id: string; user_id: string }): Promise<void> {
      const cache = memories.get(run.id)?.cache ?? null;
      memories.delete(run.id);
      if (cache === null) return;
      const signal = AbortSignal.timeout(endTimeoutMs);
      await caching.remove(cache, await open({ choice: cache.choice, run, signal }));
    },

    /** Another process goes on with the run: what is kept for it here goes. */
    leaveRun: (runId: string): boolean => memories.delete(runId),

    /** Forgets files that the vendors have dropped by now. */
    sweep: (): Promise<void> => delivery.sweep(),
  };
}

export type Ai = ReturnType<typeof createAi>;

const endTimeoutMs = 20_000;

function codeOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'stopped';
  return error instanceof ModelError ? error.code : 'internal';
}
