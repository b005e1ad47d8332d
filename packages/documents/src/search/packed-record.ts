import type { BlockRecord } from './block-reader.ts';
import { createByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

/** A word after one space is one byte beside its term: the gap before it and its length together. */
const GAPS = 3;
const LENGTHS = 84;
const APART = 255;

const zigzag = (value: number): number => ((value << 1) ^ (value >> 31)) >>> 0;
const unzigzag = (value: number): number => (value >>> 1) ^ -(value & 1);

/** Some three bytes a term, where plain arrays would take twelve. */
export const packRecord = (record: BlockRecord, writer: ByteWriter): void => {
  const { terms, starts, ends, textLength, placed } = record;
  writer.varint(textLength);
  writer.varint(placed - textLength);
  let before = 0;
  for (let at = 0; at < terms.length; at++) {
    writer.varint(terms[at] ?? 0);
    if (at >= placed) continue;
    const gap = (starts[at] ?? 0) - before;
    const length = (ends[at] ?? 0) - (starts[at] ?? 0);
    if (gap >= 0 && gap < GAPS && length < LENGTHS) writer.byte(gap * LENGTHS + length);
    else {
      writer.byte(APART);
      writer.varint(zigzag(gap));
      writer.varint(length);
    }
    before = ends[at] ?? 0;
  }
};

/** The record again; `into` is used anew. `ids` are the terms that the packed numbers stand for. */
export const unpackRecord = (bytes: Uint8Array, ids: Uint32Array, into: BlockRecord): BlockRecord => {
  const reader = createByteReader(bytes);
  const { terms, starts, ends } = into;
  into.textLength = reader.varint();
  into.placed = into.textLength + reader.varint();
  let end = 0;
  let count = 0;
  for (; count < into.placed; count++) {
    terms[count] = ids[reader.varint()] ?? 0;
    const place = reader.byte();
    const start = end + (place === APART ? unzigzag(reader.varint()) : Math.floor(place / LENGTHS));
    end = start + (place === APART ? reader.varint() : place % LENGTHS);
    starts[count] = start;
    ends[count] = end;
  }
  for (; reader.at < bytes.length; count++) terms[count] = ids[reader.varint()] ?? 0;
  terms.length = count;
  starts.length = into.placed;
  ends.length = into.placed;
  return into;
};

/** How many terms are the text of a packed record. */
export const textLengthOf = (bytes: Uint8Array): number => createByteReader(bytes).varint();

export const emptyRecord = (): BlockRecord => ({ terms: [], starts: [], ends: [], textLength: 0, placed: 0 });
