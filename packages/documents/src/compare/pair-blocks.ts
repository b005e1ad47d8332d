import type { BlockModel, Box } from '../model.ts';
import { foldText, likeness } from '../text-likeness.ts';
import { sharedSketch, sketchOf } from './sketch.ts';

export interface BlockPair {
  before: BlockModel;
  after: BlockModel;
}

/** A block with what it is compared by, made when first asked for: most blocks pair before that. */
interface Entry {
  block: BlockModel;
  readonly folded: string;
  readonly sketch: number[];
}

function entryOf(block: BlockModel): Entry {
  let folded: string | null = null;
  let sketch: number[] | null = null;
  return {
    block,
    get folded() {
      folded ??= foldText(block.text);
      return folded;
    },
    get sketch() {
      sketch ??= sketchOf(block.text);
      return sketch;
    },
  };
}

const SAME_SHEET_BONUS = 0.2;
/** On the same sheet less likeness is enough. */
const ALIKE_ON_SHEET = 0.25;
const ALIKE_ELSEWHERE = 0.5;
/** A number that so many blocks share tells them not apart. */
const MOST_SHARING = 64;
/** Blocks of one page that are compared each with each. */
const MOST_ON_PAGE = 60;
const LIKELY = 0.5;
const OVERLAP = 0.5;

/** Blocks of two versions that are the same block: by code, by equal text, by likeness, at last by their place on the sheet. */
export function pairBlocks(
  before: readonly BlockModel[],
  after: readonly BlockModel[],
  pageBefore: (page: number) => number | null,
): BlockPair[] {
  const pool = createPool(before, after);
  pool.pairByKey(({ block }) => block.code);
  const onSheet = (block: BlockModel, side: Side, text: string) => {
    const page = side === 'after' ? pageBefore(block.page) : block.page;
    return text === '' || page === null ? null : `${page} ${block.kind} ${text}`;
  };
  pool.pairByKey(({ block }, side) => onSheet(block, side, block.text));
  pool.pairByKey(({ block, folded }, side) => onSheet(block, side, folded));
  pool.pairByKey(({ block, folded }) => (folded === '' ? null : `${block.kind} ${folded}`));
  pool.pairByScore(similarPairs(pool.left(), pool.right(), pageBefore));
  pool.pairByScore(neighbourPairs(pool.left(), pool.right(), pageBefore));
  return pool.pairs;
}

type Side = 'before' | 'after';

interface Scored {
  left: Entry;
  right: Entry;
  score: number;
}

function createPool(before: readonly BlockModel[], after: readonly BlockModel[]) {
  const left = new Set(before.map(entryOf));
  const right = new Set(after.map(entryOf));
  const pairs: BlockPair[] = [];
  const pair = (one: Entry, other: Entry) => {
    if (!left.delete(one) || !right.delete(other)) return;
    pairs.push({ before: one.block, after: other.block });
  };
  return {
    pairs,
    left: () => [...left],
    right: () => [...right],
    /** Entries of equal keys pair in their order; `null` pairs with nothing. */
    pairByKey(keyOf: (entry: Entry, side: Side) => string | null) {
      const byKey = Map.groupBy(right, (one) => keyOf(one, 'after'));
      for (const one of [...left]) {
        const key = keyOf(one, 'before');
        const other = key === null ? undefined : byKey.get(key)?.shift();
        if (other !== undefined) pair(one, other);
      }
    },
    /** The likest first; each entry once. */
    pairByScore(scored: readonly Scored[]) {
      const sorted = scored.toSorted((one, other) => other.score - one.score);
      for (const { left: one, right: other } of sorted) {
        if (left.has(one) && right.has(other)) pair(one, other);
      }
    },
  };
}

type PageBefore = (page: number) => number | null;

/** Only blocks that share a rare number of their sketches are compared, so the work grows with the blocks, not with their square. */
function similarPairs(left: readonly Entry[], right: readonly Entry[], pageBefore: PageBefore): Scored[] {
  const byHash = new Map<number, Entry[]>();
  for (const entry of right) {
    for (const hash of entry.sketch) {
      const known = byHash.get(hash);
      if (known === undefined) byHash.set(hash, [entry]);
      else known.push(entry);
    }
  }
  return left.flatMap((one) => {
    const near = new Set<Entry>();
    for (const hash of one.sketch) {
      const sharing = byHash.get(hash) ?? [];
      if (sharing.length <= MOST_SHARING) for (const other of sharing) near.add(other);
    }
    return [...near].flatMap((other): Scored[] => {
      if (other.block.kind !== one.block.kind) return [];
      const score = sharedSketch(one.sketch, other.sketch);
      const isOnSheet = pageBefore(other.block.page) === one.block.page;
      if (score < (isOnSheet ? ALIKE_ON_SHEET : ALIKE_ELSEWHERE)) return [];
      return [{ left: one, right: other, score: score + (isOnSheet ? SAME_SHEET_BONUS : 0) }];
    });
  });
}

/** What is left of a sheet: short texts that are alike letter by letter, and blocks that take the same place. */
function neighbourPairs(left: readonly Entry[], right: readonly Entry[], pageBefore: PageBefore): Scored[] {
  const byPage = Map.groupBy(right, ({ block }) => pageBefore(block.page));
  return left.flatMap((one) => {
    const candidates = (byPage.get(one.block.page) ?? []).slice(0, MOST_ON_PAGE);
    return candidates.flatMap((other): Scored[] => {
      if (other.block.kind !== one.block.kind) return [];
      const alike = one.folded === '' ? 0 : likeness(one.folded.slice(0, 600), other.folded.slice(0, 600));
      const overlap = overlapOf(one.block.bbox, other.block.bbox);
      if (alike < LIKELY && overlap < OVERLAP) return [];
      return [{ left: one, right: other, score: alike + overlap }];
    });
  });
}

/** Shared area of two boxes by the area of both, 0–1. */
export function overlapOf(one: Box | null, other: Box | null): number {
  if (one === null || other === null) return 0;
  const width = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
  const height = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
  if (width <= 0 || height <= 0) return 0;
  const area = (box: Box) => (box[2] - box[0]) * (box[3] - box[1]);
  return (width * height) / (area(one) + area(other) - width * height);
}
