import type { IndexedBlock } from '../search-types.ts';
import { type BlockRecord, isHeadingEntry, termOfEntry } from './block-record.ts';
import { createGrowingArray } from './growing-array.ts';
import { createPostings, type FieldCounts, type Postings } from './postings.ts';

/** The indexed blocks by slot, with their postings. A removed block leaves its slot empty until the table is compacted. */
export interface BlockTable {
  /** Slots in use, the empty ones included. */
  readonly slots: number;
  readonly live: number;
  /** Mean number of terms in the text of a live block. */
  readonly averageLength: number;
  readonly postings: Pick<Postings, 'visit'>;
  /** Returns the slot. */
  add(block: IndexedBlock | null, record: BlockRecord): number;
  remove(slot: number): void;
  /** `null` for an empty slot. */
  blockAt(slot: number): IndexedBlock | null;
  recordAt(slot: number): BlockRecord;
  textLengthAt(slot: number): number;
}

export const createBlockTable = (): BlockTable => {
  const blocks: (IndexedBlock | null)[] = [];
  const starts = createGrowingArray();
  const textLengths = createGrowingArray();
  const entries = createGrowingArray(1024);
  const places = createGrowingArray(1024);
  const postings = createPostings();
  let live = 0;
  let totalLength = 0;

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
    get averageLength() {
      return live === 0 ? 1 : Math.max(1, totalLength / live);
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
      totalLength += record.textLength;
      return slot;
    },
    remove(slot) {
      if (!blocks[slot]) return;
      blocks[slot] = null;
      live -= 1;
      totalLength -= textLengths.values[slot] ?? 0;
    },
    blockAt: (slot) => blocks[slot] ?? null,
    recordAt,
    textLengthAt: (slot) => textLengths.values[slot] ?? 0,
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
