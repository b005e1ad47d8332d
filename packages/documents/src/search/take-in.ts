import type { PackedDocument } from './packed-document.ts';
import type { Postings } from './postings.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Postings written without a pause. */
const PIECE = 8192;

/** The terms of a document by its own numbers. Yields where it may be interrupted. */
export function* internTerms(packed: PackedDocument, vocabulary: Vocabulary): Generator<void, Uint32Array> {
  const terms = new Uint32Array(packed.termCount);
  let number = 0;
  for (const some of packed.terms()) {
    for (const term of some) terms[number++] = vocabulary.intern(term);
    yield;
  }
  return terms;
}

/** Adds where the terms of a document stand, its blocks in slots from `base` on. @returns in how many blocks each of them does */
export function* addPostings(
  packed: PackedDocument,
  terms: Uint32Array,
  { postings, base }: { postings: Postings; base: number },
): Generator<void, Uint32Array> {
  const blockCounts = new Uint32Array(terms.length);
  const reader = packed.postings();
  let added = 0;
  for (const [number, term] of terms.entries()) {
    const count = reader.varint();
    blockCounts[number] = count;
    let slot = base;
    for (let at = 0; at < count; at++) {
      slot += reader.varint();
      postings.add(term, slot, reader.byte());
      if (++added % PIECE === 0) yield;
    }
  }
  return blockCounts;
}
