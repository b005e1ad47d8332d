import type { IndexedBlock } from '../search-types.ts';
import { type BlockRecord, isHeadingEntry, termOfEntry } from './block-record.ts';
import { createGrowingArray } from './growing-array.ts';
import { createPostings, type FieldCounts, type Postings } from './postings.ts';

/** The indexed blocks by slot, with their postings. A removed block leaves its slot empty until the table is compacted. */
export interface BlockTable {
  /** Slots in use, the empty ones included. */
  readonly slots: number;
  readonly live: number;
  readonly postings: Pick<Postings, 'read'>;
  /** Returns the slot. */
  add(block: IndexedBlock | null, record: BlockRecord): number;
  remove(slot: number): void;
  /** `null` for an empty slot. */
  blockAt(slot: number): IndexedBlock | null;
  recordAt(slot: number): BlockRecord;
  /** By slot: the length of the text against the mean of the live blocks; {@link EMPTY_SLOT} for an empty slot. */
  relativeLengths(): Float32Array;
}

export const EMPTY_SLOT = -1;

export const createBlockTable = (): BlockTable => {
  const blocks: (IndexedBlock | null)[] = [];
  const starts = createGrowingArray();
  const textLengths = createGrowingArray();
  const entries = createGrowingArray(1024);
  const places = createGrowingArray(1024);
  const postings = createPostings();
  let live = 0;
  let totalLength = 0;
  let relativeLengths: Float32Array | null = null;

  const measure = (): Float32Array => {
    const average = Math.max(1, totalLength / Math.max(1, live));
    return Float32Array.from(blocks, (block, slot) =>
      block ? (textLengths.values[slot] ?? 0) / average : EMPTY_SLOT,
    );
  };

  const recordAt = (slot: number): BlockRecord => {
    const end = slot + 1 < starts.length ? starts.values[slot + 1] : entries.length;
    return {
      entries: entries.values.subarray(starts.values[slot], end),
      places: places.values.subarray(starts.values[slot], end),
      textLength: textLengths.values[slot] ?? 0,
    };
  };

  return {
    get slots() {
      return blocks.length;
    },
    get live() {
      return live;
    },
    postings,
    add(block, record) {
      const slot = blocks.length;
      blocks.push(block);
      starts.push(entries.length);
      textLengths.push(record.textLength);
      for (const entry of record.entries) entries.push(entry);
      for (const place of record.places) places.push(place);
      for (const [term, counts] of countTerms(record)) postings.add(term, slot, counts);
      live += 1;
      relativeLengths = null;
      totalLength += record.textLength;
      return slot;
    },
    remove(slot) {
      if (!blocks[slot]) return;
      blocks[slot] = null;
      live -= 1;
      relativeLengths = null;
      totalLength -= textLengths.values[slot] ?? 0;
    },
    blockAt: (slot) => blocks[slot] ?? null,
    recordAt,
    relativeLengths() {
      relativeLengths ??= measure();
      return relativeLengths;
    },
  };
};

const countTerms = (record: BlockRecord): Map<number, FieldCounts> => {
  const counts = new Map<number, FieldCounts>();
  for (const entry of record.entries) {
    const term = termOfEntry(entry);
    const count = counts.get(term) ?? { text: 0, heading: 0 };
    count[isHeadingEntry(entry) ? 'heading' : 'text'] += 1;
    counts.set(term, count);
  }
  return counts;
};
