import { type BlockRef, createVectorIndex, type Embedder, findMarks } from '@aizoomdoc/documents';
import type { EmbeddingsConfig } from '#platform/config.ts';
import type { SearchedVersion } from '../search-pack-store.ts';
import { createEmbedVersions, type EmbedDeps } from './embed-versions.ts';
import { createOpenAiEmbedder } from './openai-embedder.ts';
import { readVectors } from './vector-store.ts';

/** Blocks near a question by meaning, beside those found by words; there are none where no service is configured. */
export interface Vectors {
  /** Blocks that mean most nearly what is asked, best first; none when the service does not answer quickly. */
  near(question: string, documentIds: readonly string[] | undefined): Promise<BlockRef[]>;
  /** Reads the vectors of versions into memory, behind what was asked for before; never fails. */
  follow(change: { versions: readonly SearchedVersion[]; gone: readonly string[] }): void;
  /** Embeds versions that wait for it; ends early when the service fails, and goes on at a later call. */
  sweep(signal: AbortSignal): Promise<void>;
}

/** How long a search waits for the vector of its question. */
const patienceMs = 800;
/** How long no question is sent after the service failed one. */
const restMs = 30_000;
const longestQuestion = 2000;
const neighbours = 50;

export function createVectors(
  deps: Pick<EmbedDeps, 'db' | 'clock' | 'log'>,
  config: EmbeddingsConfig,
): Vectors {
  const { db, clock, log } = deps;
  const embedder: Embedder = createOpenAiEmbedder(config);
  const model = `${config.model}#${config.dimensions}`;
  const index = createVectorIndex(config.dimensions);
  let queue: Promise<void> = Promise.resolve();
  let restUntil = 0;

  async function take({ id, documentId }: SearchedVersion): Promise<void> {
    const blocks: { code: string; vector: Float32Array }[] = [];
    for await (const block of readVectors(db.executor, id, model)) blocks.push(block);
    index.put(documentId, blocks);
  }

  async function vectorOf(question: string): Promise<Float32Array | undefined> {
    if (clock.now().getTime() < restUntil) return undefined;
    try {
      const signal = AbortSignal.timeout(patienceMs);
      const [vector] = await embedder.embed([question.slice(0, longestQuestion)], { signal });
      return vector;
    } catch (error) {
      restUntil = clock.now().getTime() + restMs;
      log.warn({ err: error, questions: 1 }, 'search goes by words alone for a while');
      return undefined;
    }
  }

  return {
    async near(question, documentIds) {
      // Whoever asks for a mark wants that mark and nothing like it.
      if (findMarks(question).length > 0) return [];
      const vector = await vectorOf(question);
      if (vector === undefined) return [];
      return index.nearest(vector, { ...(documentIds && { documentIds }), limit: neighbours });
    },
    follow({ versions, gone }) {
      queue = queue
        .then(async () => {
          for (const documentId of gone) index.remove(documentId);
          for (const version of versions) await take(version);
        })
        .catch((error: unknown) =>
          log.warn({ err: error, documents: versions.length }, 'vectors were not read'),
        );
    },
    sweep: createEmbedVersions({ ...deps, embedder, model }),
  };
}
