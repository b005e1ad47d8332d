import { createGrowingArray } from './growing-array.ts';
import { type IndexedDocument, indexedDocument } from './indexed-document.ts';
import type { PackedDocument } from './packed-document.ts';
import { textLengthOf } from './packed-record.ts';
import { createPostings, type Postings } from './postings.ts';
import { createScratch, type Scratch } from './scratch.ts';
import { addPostings, internTerms } from './take-in.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/**
 * The indexed blocks by slot, with their postings. A document is written in steps and seen only when it is shown; a removed one is no
 * longer seen, and its slots and terms stay until the table is rebuilt.
 */
export interface BlockTable {
  readonly vocabulary: Vocabulary;
  readonly postings: Postings;
  /** For the search that goes on. */
  readonly scratch: Scratch;
  /** Slots in use, those of removed and unfinished documents included. */
  readonly slots: number;
  /** Of the documents shown. */
  readonly live: number;
  /** Mean length of a live text in terms, at least 1. */
  readonly meanLength: number;
  /** By slot: the length of the text in terms. */
  readonly textLengths: Uint32Array;
  /** By slot: 1 where its document is shown. */
  readonly isLive: Uint8Array;
  /** Documents shown, by id. */
  readonly documents: ReadonlyMap<string, IndexedDocument>;
  /** In how many live blocks a term stands. */
  frequency(term: number): number;
  /** The document whose slot this is; the slot must be a live one. */
  documentAt(slot: number): IndexedDocument;
  /** Writes a document into new slots, unseen yet. Yields where it may be interrupted; one document at a time. */
  write(
    place: Pick<IndexedDocument, 'id' | 'version'>,
    packed: PackedDocument,
  ): Generator<void, IndexedDocument>;
  /** Shows a written document in place of the one before it. */
  show(document: IndexedDocument): void;
  hide(documentId: string): void;
  /** Whether more than half of the slots or of the terms belong to removed documents. */
  readonly isWasteful: boolean;
}

/** Below this a table is not worth rebuilding. */
const SMALL = 1024;

export const createBlockTable = (): BlockTable => {
  const vocabulary = createVocabulary();
  const postings = createPostings();
  const textLengths = createGrowingArray();
  const frequencies = createGrowingArray();
  const documents = new Map<string, IndexedDocument>();
  const byBase: IndexedDocument[] = [];
  let isLive = new Uint8Array(1024);
  const total = { live: 0, length: 0, terms: 0 };

  const weigh = ({ base, terms, blockCounts, blocks, textLength }: IndexedDocument, sign: 1 | -1): void => {
    isLive.fill(sign === 1 ? 1 : 0, base, base + blocks.length);
    total.live += sign * blocks.length;
    total.length += sign * textLength;
    for (let at = 0; at < terms.length; at++) {
      const term = terms[at] ?? 0;
      while (frequencies.length <= term) frequencies.push(0);
      const before = frequencies.values[term] ?? 0;
      const after = before + sign * (blockCounts[at] ?? 0);
      frequencies.values[term] = after;
      total.terms += Number(after > 0) - Number(before > 0);
    }
  };

  const hide = (documentId: string): void => {
    const document = documents.get(documentId);
    if (document === undefined) return;
    documents.delete(documentId);
    byBase.splice(byBase.indexOf(document), 1);
    weigh(document, -1);
  };

  return {
    vocabulary,
    postings,
    scratch: createScratch(),
    documents,
    get slots() {
      return textLengths.length;
    },
    get live() {
      return total.live;
    },
    get meanLength() {
      return Math.max(1, total.length / Math.max(1, total.live));
    },
    get isLive() {
      return isLive;
    },
    get textLengths() {
      return textLengths.values;
    },
    frequency: (term) => (term < frequencies.length ? (frequencies.values[term] ?? 0) : 0),
    documentAt: (slot) => byBase[lastFrom(byBase, slot)] as IndexedDocument,
    *write(place, packed) {
      const base = textLengths.length;
      for (let at = 0; at < packed.blocks.length; at++) textLengths.push(textLengthOf(packed.record(at)));
      const terms = yield* internTerms(packed, vocabulary);
      const blockCounts = yield* addPostings(packed, terms, { postings, base });
      return indexedDocument({ ...place, base, packed, terms, blockCounts });
    },
    show(document) {
      hide(document.id);
      if (isLive.length < textLengths.length) {
        const larger = new Uint8Array(textLengths.length * 2);
        larger.set(isLive);
        isLive = larger;
      }
      documents.set(document.id, document);
      byBase.splice(lastFrom(byBase, document.base) + 1, 0, document);
      weigh(document, 1);
    },
    hide,
    get isWasteful() {
      const slots = textLengths.length > SMALL + 2 * total.live;
      return slots || vocabulary.size > SMALL + 2 * total.terms;
    },
  };
};

/** Index of the last document that begins at or before `slot`, -1 for none. */
const lastFrom = (documents: readonly IndexedDocument[], slot: number): number => {
  let low = 0;
  let high = documents.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((documents[middle]?.base ?? 0) <= slot) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};
