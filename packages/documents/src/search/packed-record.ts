import type { BlockRecord } from './block-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

/** A word after one space is one byte beside its term: the gap before it and its length together. */
const GAPS = 3;
const LENGTHS = 84;
const APART = 255;

const zigzag = (value: number): number => ((value << 1) ^ (value >> 31)) >>> 0;
const unzigzag = (value: number): number => (value >>> 1) ^ -(value & 1);

/** Some four bytes a term, where plain arrays would take twelve. */
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

/** The record again; `into` is used anew. */
export const unpackRecord = (bytes: Uint8Array, into: BlockRecord): BlockRecord => {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  };
  const { terms, starts, ends } = into;
  into.textLength = varint();
  into.placed = into.textLength + varint();
  let end = 0;
  let count = 0;
  for (; count < into.placed; count++) {
    terms[count] = varint();
    const place = bytes[at++] ?? 0;
    const start = end + (place === APART ? unzigzag(varint()) : Math.floor(place / LENGTHS));
    end = start + (place === APART ? varint() : place % LENGTHS);
    starts[count] = start;
    ends[count] = end;
  }
  for (; at < bytes.length; count++) terms[count] = varint();
  terms.length = count;
  starts.length = into.placed;
  ends.length = into.placed;
  return into;
};

export const emptyRecord = (): BlockRecord => ({ terms: [], starts: [], ends: [], textLength: 0, placed: 0 });
