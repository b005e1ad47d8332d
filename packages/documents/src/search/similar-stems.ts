import { createGroups } from './groups.ts';
import { areWithin } from './slips.ts';

/** Stems by the pieces they are made of: finds a stem in spite of a typing error, and what only looks like it. */
export interface SimilarStems {
  add(stem: string, id: number): void;
  find(stem: string): AlikeStems;
}

/** Ids of stems. */
export interface AlikeStems {
  /** A typing error or a slip of recognition away; the stem itself among them. */
  same: number[];
  /** Alike in many letters: often of one root, often not. */
  related: number[];
}

const PIECE_LENGTH = 3;
/** Of Dice's coefficient: twice the common pieces over all pieces. */
const LEAST_SIMILARITY = 0.4;
/** Shorter stems bear one slip, longer ones two. */
const TWO_SLIPS_FROM = 8;

export const createSimilarStems = (): SimilarStems => {
  const byPiece = createGroups<string>();
  /** Filed stems, with their ids and how many pieces each has. */
  const stems: string[] = [];
  const ids: number[] = [];
  const pieceCounts: number[] = [];
  /** By filed stem: pieces in common with the one sought; zero between searches. */
  let common = new Uint8Array(1024);

  const findAlike = (pieces: ReadonlySet<string>): number[] => {
    if (common.length < stems.length) common = new Uint8Array(stems.length * 2);
    const touched: number[] = [];
    for (const piece of pieces)
      byPiece.visit(piece, (at) => {
        if (common[at] === 0) touched.push(at);
        common[at] = (common[at] ?? 0) + 1;
      });
    return touched.filter((at) => {
      const shared = common[at] ?? 0;
      common[at] = 0;
      return 2 * shared >= LEAST_SIMILARITY * (pieces.size + (pieceCounts[at] ?? 0));
    });
  };

  return {
    add(stem, id) {
      const pieces = piecesOf(stem);
      for (const piece of pieces) byPiece.add(piece, stems.length);
      pieceCounts.push(pieces.size);
      stems.push(stem);
      ids.push(id);
    },
    find(stem) {
      const slips = stem.length < TWO_SLIPS_FROM ? 1 : 2;
      const alike: AlikeStems = { same: [], related: [] };
      for (const at of findAlike(piecesOf(stem))) {
        const isSame = areWithin(slips, stem, stems[at] ?? '');
        alike[isSame ? 'same' : 'related'].push(ids[at] ?? 0);
      }
      return alike;
    },
  };
};

/** The beginning of a word gives a piece of its own: slips are rarer there. */
const piecesOf = (stem: string): Set<string> => {
  const marked = `^${stem}`;
  const pieces = new Set<string>();
  for (let at = 0; at + PIECE_LENGTH <= marked.length; at++) pieces.add(marked.slice(at, at + PIECE_LENGTH));
  return pieces;
};
