import type { Embedder } from '@aizoomdoc/documents';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Logger } from '#platform/log.ts';
import { announceDocument } from '../work/work-store.ts';
import { EmbeddingError } from './openai-embedder.ts';
import {
  type BlockText,
  type ClaimedVersion,
  claimVersion,
  finishVersion,
  holdClaim,
  listUnembedded,
  storeVectors,
} from './vector-store.ts';

/** Blocks a request, and signs of each: more than most models look at. */
const batch = 32;
const longestText = 6000;
/** A process that died leaves its version to others after so long. */
const claimMs = 2 * 60_000;
const shortestWaitMs = 2_000;
const longestWaitMs = 5 * 60_000;

export interface EmbedDeps {
  db: Database;
  clock: Clock;
  log: Logger;
  embedder: Embedder;
  /** Tells vectors of one model from those of another. */
  model: string;
}

/** @returns what embeds every version that waits, a batch of blocks after another; what is embedded stays when it is interrupted */
export function createEmbedVersions(deps: EmbedDeps): (signal: AbortSignal) => Promise<void> {
  const { db, clock, log, embedder, model } = deps;
  let failures = 0;
  let notBefore = 0;

  const now = () => clock.now().getTime();

  async function embed(blocks: readonly BlockText[], signal: AbortSignal): Promise<(Float32Array | null)[]> {
    try {
      return await embedder.embed(
        blocks.map(({ text }) => text.slice(0, longestText)),
        { signal },
      );
    } catch (error) {
      if (!(error instanceof EmbeddingError) || error.code !== 'refused') throw error;
      if (blocks.length <= 1) return [null];
      const middle = blocks.length >> 1;
      return [
        ...(await embed(blocks.slice(0, middle), signal)),
        ...(await embed(blocks.slice(middle), signal)),
      ];
    }
  }

  async function embedVersion(version: ClaimedVersion, signal: AbortSignal): Promise<void> {
    const count = { blocks: 0, refused: 0 };
    for (;;) {
      const blocks = await listUnembedded(db.executor, version.id, { model, limit: batch });
      if (blocks.length === 0) break;
      const vectors = await embed(blocks, signal);
      const rows = blocks.map((block, at) => ({ ...block, vector: vectors[at] ?? null }));
      if (count.blocks === 0 && rows.every(({ vector }) => vector === null))
        throw new EmbeddingError('refused', 'The service takes none of the texts');
      await storeVectors(db.executor, version.id, { model, vectors: rows });
      await holdClaim(db.executor, version.id, new Date(now() + claimMs));
      count.blocks += rows.length;
      count.refused += rows.filter(({ vector }) => vector === null).length;
    }
    await db.transaction(async (tx) => {
      await finishVersion(tx, version, { model, now: clock.now() });
      await announceDocument(tx, version.documentId);
    });
    log.info(count, 'vectors of a document are ready');
  }

  function fallBack(error: unknown): void {
    failures += 1;
    const asked = error instanceof EmbeddingError ? error.retryAfterMs : null;
    const waitMs = asked ?? Math.min(longestWaitMs, shortestWaitMs * 2 ** Math.min(failures, 10));
    notBefore = now() + waitMs;
    const code = error instanceof EmbeddingError ? error.code : 'failed';
    log.warn({ err: error, code, failures, waitMs }, 'vectors were not made');
  }

  return async (signal) => {
    while (now() >= notBefore && !signal.aborted) {
      const until = new Date(now() + claimMs);
      const version = await claimVersion(db.executor, { model, now: clock.now(), until });
      if (version === undefined) return;
      try {
        await embedVersion(version, signal);
        failures = 0;
      } catch (error) {
        await holdClaim(db.executor, version.id, clock.now());
        if (!signal.aborted) fallBack(error);
      }
    }
  };
}
