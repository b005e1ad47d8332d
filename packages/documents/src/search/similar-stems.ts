import { createGroups } from './groups.ts';

/** Stems by the pieces they are made of: finds a stem in spite of a typing error, and its near relations. */
export interface SimilarStems {
  add(stem: string, id: number): void;
  /** Ids of the stems that share enough pieces with this one; itself among them. */
  find(stem: string): number[];
}

const PIECE_LENGTH = 3;
/** Of Dice's coefficient: twice the common pieces over all pieces. */
const LEAST_SIMILARITY = 0.4;

export const createSimilarStems = (): SimilarStems => {
  const byPiece = createGroups<string>();
  const pieceCounts: number[] = [];
  return {
    add(stem, id) {
      const pieces = piecesOf(stem);
      pieceCounts[id] = pieces.size;
      for (const piece of pieces) byPiece.add(piece, id);
    },
    find(stem) {
      const pieces = piecesOf(stem);
      const common = new Map<number, number>();
      for (const piece of pieces) byPiece.visit(piece, (id) => common.set(id, (common.get(id) ?? 0) + 1));
      const isSimilar = ([id, shared]: [number, number]) =>
        2 * shared >= LEAST_SIMILARITY * (pieces.size + (pieceCounts[id] ?? 0));
      return [...common].filter(isSimilar).map(([id]) => id);
    },
  };
};

/** The first letters weigh more: the beginning of a word gives a piece of its own. */
const piecesOf = (stem: string): Set<string> => {
  const marked = `^${stem}`;
  const pieces = new Set<string>();
  for (let at = 0; at + PIECE_LENGTH <= marked.length; at++) pieces.add(marked.slice(at, at + PIECE_LENGTH));
  return pieces;
};
