import type { BlockRecord } from './block-reader.ts';
import type { BlockFacts, PackedDocument } from './packed-document.ts';
import { textLengthOf, unpackRecord } from './packed-record.ts';
import { unpackText } from './packed-text.ts';

/** One version of one document; its blocks stand in the table's slots from `base` on. In all methods `at` counts from 0. */
export interface IndexedDocument {
  readonly id: string;
  readonly version: number;
  readonly base: number;
  readonly packed: PackedDocument;
  readonly blocks: readonly BlockFacts[];
  /** Every term of the document, by its number in the document… */
  readonly terms: Uint32Array;
  /** …and in how many of its blocks it stands. */
  readonly blockCounts: Uint32Array;
  /** The sum of the lengths of the texts, in terms. */
  readonly textLength: number;
  text(at: number): string;
  /** Reads the terms of a block into `into`. */
  record(at: number, into: BlockRecord): BlockRecord;
  /** The block that shows the same region; `undefined` where there is none. */
  twin(at: number): number | undefined;
}

type Place = Pick<IndexedDocument, 'id' | 'version' | 'base' | 'packed' | 'terms' | 'blockCounts'>;

export const indexedDocument = (place: Place): IndexedDocument => {
  const { packed, terms } = place;
  const { blocks } = packed;
  const twins = findTwins(blocks);
  return {
    ...place,
    blocks,
    textLength: blocks.reduce((sum, _, at) => sum + textLengthOf(packed.record(at)), 0),
    text: (at) => unpackText(packed.text(at)),
    record: (at, into) => unpackRecord(packed.record(at), terms, into),
    twin: (at) => twins.get(at),
  };
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
