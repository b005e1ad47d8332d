/** Turns texts into vectors of one length, by meaning: nearer vectors, nearer texts. The port of a second opinion; nobody need have one. */
export interface Embedder {
  /** A vector a text, in the order of the texts. */
  embed(texts: readonly string[], options: { signal: AbortSignal }): Promise<Float32Array[]>;
}

/** A block by name. */
export interface BlockRef {
  documentId: string;
  code: string;
}

/** Vectors of blocks in memory, a document at a time, searched one by one. */
export interface VectorIndex {
  /** Replaces what was held of the document. @throws RangeError where the vectors are not all of one length */
  put(documentId: string, blocks: readonly { code: string; vector: Float32Array }[]): void;
  remove(documentId: string): void;
  /** The blocks whose vectors point most like this one, best first; of `documentIds`, or of every document. */
  nearest(query: Float32Array, scope: { documentIds?: readonly string[]; limit: number }): BlockRef[];
}

interface Stored {
  codes: string[];
  /** Of length 1, one behind another. */
  vectors: Float32Array;
}

export const createVectorIndex = (dimensions: number): VectorIndex => {
  const documents = new Map<string, Stored>();

  const normalised = (vector: Float32Array): Float32Array => {
    if (vector.length !== dimensions)
      throw new RangeError(`A vector of ${vector.length} numbers in an index of ${dimensions}`);
    const length = Math.hypot(...vector);
    return length === 0 ? vector : vector.map((value) => value / length);
  };

  return {
    put(documentId, blocks) {
      const vectors = new Float32Array(blocks.length * dimensions);
      for (const [at, { vector }] of blocks.entries()) vectors.set(normalised(vector), at * dimensions);
      documents.set(documentId, { codes: blocks.map(({ code }) => code), vectors });
    },
    remove(documentId) {
      documents.delete(documentId);
    },
    nearest(query, { documentIds = [...documents.keys()], limit }) {
      const asked = normalised(query);
      const found: (BlockRef & { likeness: number })[] = [];
      for (const documentId of new Set(documentIds)) {
        const { codes, vectors } = documents.get(documentId) ?? { codes: [], vectors: asked };
        for (const [at, code] of codes.entries())
          found.push({ documentId, code, likeness: dot(asked, vectors, at * dimensions) });
      }
      return found
        .sort((a, b) => b.likeness - a.likeness)
        .slice(0, limit)
        .map(({ documentId, code }) => ({ documentId, code }));
    },
  };
};

const dot = (a: Float32Array, b: Float32Array, from: number): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[from + at] ?? 0);
  return sum;
};
