import type { IndexedBlock } from '../search-types.ts';
import type { BlockRecord } from './block-reader.ts';
import { createByteWriter } from './byte-writer.ts';
import { packRecord, unpackRecord } from './packed-record.ts';
import { unpackText } from './packed-text.ts';

/** What the index keeps of a block beside its text and its terms. */
export type BlockFacts = Pick<IndexedBlock, 'code' | 'page' | 'sheet' | 'kind' | 'linkedCode'>;

/** One version of one document, packed; its blocks stand in the table's slots from `base` on. In all methods `at` counts from 0. */
export interface IndexedDocument extends DocumentTotals {
  readonly id: string;
  readonly version: number;
  readonly base: number;
  readonly blocks: readonly BlockFacts[];
  /** See `packText`. */
  packedText(at: number): Uint8Array;
  text(at: number): string;
  /** Reads the terms of a block into `into`. */
  record(at: number, into: BlockRecord): BlockRecord;
  /** The block that shows the same region; `undefined` where there is none. */
  twin(at: number): number | undefined;
}

export interface DocumentTotals {
  /** The sum of the lengths of the texts, in terms. */
  readonly textLength: number;
  /** Every term of the document… */
  readonly terms: Uint32Array;
  /** …and in how many of its blocks it stands. */
  readonly blockCounts: Uint32Array;
}

export interface DocumentWriter {
  /** `text` is packed. */
  add(block: BlockFacts, text: Uint8Array, record: BlockRecord): void;
  finish(totals: DocumentTotals): IndexedDocument;
}

/** Blocks packed together: so few that copying them is quick. */
const LEAF = 256;

/** Byte strings one behind another, and where each begins. */
interface Leaf {
  bytes: Uint8Array;
  starts: Uint32Array;
}

export const writeDocument = (place: Pick<IndexedDocument, 'id' | 'version' | 'base'>): DocumentWriter => {
  const blocks: BlockFacts[] = [];
  const texts = createLeaves();
  const records = createLeaves();
  return {
    add(block, text, record) {
      blocks.push(block);
      for (const byte of text) texts.writer.byte(byte);
      texts.close();
      packRecord(record, records.writer);
      records.close();
    },
    finish(totals) {
      return assemble({ ...place, ...totals, blocks }, texts.finish(), records.finish());
    },
  };
};

const assemble = (
  facts: Omit<IndexedDocument, 'packedText' | 'text' | 'record' | 'twin'>,
  textAt: (at: number) => Uint8Array,
  recordAt: (at: number) => Uint8Array,
): IndexedDocument => {
  const twins = findTwins(facts.blocks);
  return {
    ...facts,
    packedText: textAt,
    text: (at) => unpackText(textAt(at)),
    record: (at, into) => unpackRecord(recordAt(at), into),
    twin: (at) => twins.get(at),
  };
};

const createLeaves = () => {
  const writer = createByteWriter();
  const leaves: Leaf[] = [];
  let starts: number[] = [0];
  const closeLeaf = (): void => {
    leaves.push({ starts: Uint32Array.from(starts), bytes: writer.take() });
    starts = [0];
  };
  return {
    writer,
    /** Ends a byte string. */
    close() {
      starts.push(writer.length);
      if (starts.length > LEAF) closeLeaf();
    },
    /** @returns the byte strings by number */
    finish() {
      closeLeaf();
      return readLeaves(leaves);
    },
  };
};

/** A function of its own, lest it keep the writer's room in memory. */
const readLeaves =
  (leaves: readonly Leaf[]) =>
  (at: number): Uint8Array => {
    const { bytes, starts } = leaves[Math.floor(at / LEAF)] as Leaf;
    return bytes.subarray(starts[at % LEAF], starts[(at % LEAF) + 1]);
  };

/** Links are taken both ways: of a pair often only one side names the other. */
const findTwins = (blocks: readonly BlockFacts[]): ReadonlyMap<number, number> => {
  const twins = new Map<number, number>();
  const linked = blocks.flatMap(({ linkedCode }, at) => (linkedCode ? [{ linkedCode, at }] : []));
  if (linked.length === 0) return twins;
  const places = new Map(blocks.map(({ code }, at) => [code, at]));
  for (const { linkedCode, at } of linked) {
    const twin = places.get(linkedCode);
    if (twin === undefined || twin === at) continue;
    twins.set(at, twin);
    if (!twins.has(twin)) twins.set(twin, at);
  }
  return twins;
};
