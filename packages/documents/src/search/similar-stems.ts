import { createGroups } from './groups.ts';

/** Finds stems in spite of typing errors and slips of recognition, and near relations. */
export interface SimilarStems {
  add(stem: string, id: number): void;
  /** Ids of the stems like this one; itself among them. */
  find(stem: string): number[];
}

const PIECE_LENGTH = 3;
/** Of Dice's coefficient, twice the common pieces over all pieces: above this, words are near relations… */
const RELATED = 0.5;
/** …and from this on they may be the same word with a slip, and are compared letter by letter. */
const COMPARED = 0.4;
/** Shorter stems bear one slip, longer ones two. */
const TWO_SLIPS_FROM = 8;

export const createSimilarStems = (): SimilarStems => {
  const byPiece = createGroups<string>();
  /** Filed stems, with their ids and how many pieces each has. */
  const stems: string[] = [];
  const ids: number[] = [];
  const pieceCounts: number[] = [];
  let common = new Uint8Array(1024);

  /** How like `pieces` each filed stem is, those below {@link COMPARED} left out. */
  const candidates = (pieces: ReadonlySet<string>): { at: number; similarity: number }[] => {
    if (common.length < stems.length) common = new Uint8Array(stems.length * 2);
    const touched: number[] = [];
    for (const piece of pieces)
      byPiece.visit(piece, (at) => {
        if (common[at] === 0) touched.push(at);
        common[at] = (common[at] ?? 0) + 1;
      });
    const similar = touched.map((at) => {
      const similarity = (2 * (common[at] ?? 0)) / (pieces.size + (pieceCounts[at] ?? 0));
      common[at] = 0;
      return { at, similarity };
    });
    return similar.filter(({ similarity }) => similarity >= COMPARED);
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
      return candidates(piecesOf(stem))
        .filter(({ at, similarity }) => similarity > RELATED || isWithin(stem, stems[at] ?? '', slips))
        .map(({ at }) => ids[at] ?? 0);
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

/** Whether so many slips — a letter changed, left out, put in, or two swapped — turn one word into the other. */
const isWithin = (a: string, b: string, slips: number): boolean => {
  if (Math.abs(a.length - b.length) > slips) return false;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      line.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (line[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (before[column - 2] ?? 0) + 1 : slips + 1,
        ),
      );
    }
    if (Math.min(...line) > slips) return false;
    [before, above] = [above, line];
  }
  return (above[b.length] ?? 0) <= slips;
};
