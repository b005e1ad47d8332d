import type { BlockRecord } from './block-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { createGrowingArray, type GrowingArray } from './growing-array.ts';
import { packCounts } from './postings.ts';

/** Counts the terms of one document a block at a time, without an object a term. */
export interface TermCounter {
  countBlock(record: BlockRecord): void;
  /**
   * Writes, term after term, in how many blocks each stands, and then those blocks: as the distance from the one before and the counts
   * as a posting has them. Yields where it may be interrupted.
   */
  write(terms: number, writer: ByteWriter): Generator<void, void>;
}

/** Postings handled without a pause. */
const PIECE = 32_768;

export const createTermCounter = (): TermCounter => {
  /** By term; zero between blocks. */
  let inText = new Uint32Array(1024);
  let inHeading = new Uint32Array(1024);
  let ofBlock: number[] = [];
  /** Parallel lists: every term of every block, in the order of the blocks, with its counts. */
  const terms = createGrowingArray();
  const blocks = createGrowingArray();
  const counts = createGrowingArray();
  let block = 0;

  const makeRoom = (most: number): void => {
    if (most < inText.length) return;
    const grow = (values: Uint32Array): Uint32Array<ArrayBuffer> => {
      const larger = new Uint32Array(most * 2);
      larger.set(values);
      return larger;
    };
    [inText, inHeading] = [grow(inText), grow(inHeading)];
  };

  const count = ({ terms, placed }: BlockRecord): void => {
    for (let at = 0; at < terms.length; at++) {
      const term = terms[at] ?? 0;
      makeRoom(term);
      if (inText[term] === 0 && inHeading[term] === 0) ofBlock.push(term);
      const field = at < placed ? inText : inHeading;
      field[term] = (field[term] ?? 0) + 1;
    }
  };

  return {
    countBlock(record) {
      count(record);
      for (const term of ofBlock) {
        terms.push(term);
        blocks.push(block);
        counts.push(packCounts(inText[term] ?? 0, inHeading[term] ?? 0));
        inText[term] = 0;
        inHeading[term] = 0;
      }
      ofBlock = [];
      block += 1;
    },
    *write(size, writer) {
      const holders = new Uint32Array(size);
      for (let at = 0; at < terms.length; at++) {
        const term = terms.values[at] ?? 0;
        holders[term] = (holders[term] ?? 0) + 1;
      }
      const order = yield* sortByTerm(terms, holders);
      let from = 0;
      for (const [term, count] of holders.entries()) {
        writer.varint(count);
        let before = 0;
        for (const place of order.subarray(from, from + count)) {
          const here = blocks.values[place] ?? 0;
          writer.varint(here - before);
          writer.byte(counts.values[place] ?? 0);
          before = here;
        }
        from += count;
        if (term % 1024 === 0) yield;
      }
    },
  };
};

/** Places in the lists, by term; places of one term in their order. */
function* sortByTerm(terms: GrowingArray, holders: Uint32Array): Generator<void, Uint32Array> {
  const next = new Uint32Array(holders.length);
  for (let term = 1; term < holders.length; term++)
    next[term] = (next[term - 1] ?? 0) + (holders[term - 1] ?? 0);
  const order = new Uint32Array(terms.length);
  for (let at = 0; at < terms.length; at++) {
    const term = terms.values[at] ?? 0;
    const place = next[term] ?? 0;
    order[place] = at;
    next[term] = place + 1;
    if (at % PIECE === 0) yield;
  }
  return order;
}
