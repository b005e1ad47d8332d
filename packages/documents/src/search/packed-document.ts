import type { IndexedBlock } from '../search-types.ts';
import type { BlockReader } from './block-reader.ts';
import { type ByteReader, createByteReader } from './byte-reader.ts';
import { type ByteWriter, createByteWriter } from './byte-writer.ts';
import { packRecord } from './packed-record.ts';
import { packText } from './packed-text.ts';
import { createTermCounter } from './term-counter.ts';

/** Of the bytes, first of which it stands; another number whenever texts are taken apart or packed in another way. */
export const packedFormat = 1;

/** What the index keeps of a block beside its text and its terms. */
export type BlockFacts = Pick<IndexedBlock, 'code' | 'page' | 'sheet' | 'kind' | 'linkedCode'>;

/** The blocks of one document, all that a search needs of them, in one run of bytes that depends on nothing else. */
export interface PackedDocument {
  readonly blocks: readonly BlockFacts[];
  /** How many distinct terms there are. */
  readonly termCount: number;
  /** See `packText`. */
  text(at: number): Uint8Array;
  /** See `packRecord`; terms by their number in the document. */
  record(at: number): Uint8Array;
  /** The terms by number, some at a time. */
  terms(): Generator<string[]>;
  /** See `TermCounter.write`. */
  postings(): ByteReader;
}

/** So many blocks or terms are written together. */
const LEAF = 256;

const jsonOf = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString());

/** Packs blocks; yields where it may be interrupted. One document at a time a reader. */
export function* packDocument(
  blocks: readonly IndexedBlock[],
  reader: BlockReader,
): Generator<void, Uint8Array> {
  const writer = createByteWriter();
  const counter = createTermCounter();
  reader.begin();
  writer.varint(packedFormat);
  writer.varint(blocks.length);
  for (let from = 0; from < blocks.length; from += LEAF) {
    const leaf = blocks.slice(from, from + LEAF);
    const texts = createStrings();
    const records = createStrings();
    for (const block of leaf) {
      const record = yield* reader.read(block);
      counter.countBlock(record);
      packRecord(record, records.writer);
      records.close();
      texts.writer.bytes(packText(block.text));
      texts.close();
    }
    writeJson(writer, leaf.map(factsOf));
    texts.write(writer);
    records.write(writer);
  }
  const terms = reader.terms();
  writer.varint(terms.length);
  for (let from = 0; from < terms.length; from += LEAF) {
    writeJson(writer, terms.slice(from, from + LEAF));
    yield;
  }
  yield* counter.write(terms.length, writer);
  return writer.take();
}

type Facts = [
  code: string,
  page: number,
  sheet: string | null,
  kind: BlockFacts['kind'],
  linked: string | null,
];

const factsOf = ({ code, page, sheet, kind, linkedCode = null }: IndexedBlock): Facts => [
  code,
  page,
  sheet,
  kind,
  linkedCode,
];

function writeJson(writer: ByteWriter, value: unknown): void {
  const json = Buffer.from(JSON.stringify(value));
  writer.varint(json.length);
  writer.bytes(json);
}

/** Byte strings one behind another. */
const createStrings = () => {
  const writer = createByteWriter();
  const lengths: number[] = [];
  let start = 0;
  return {
    writer,
    /** Ends a byte string. */
    close() {
      lengths.push(writer.length - start);
      start = writer.length;
    },
    write(into: ByteWriter) {
      for (const length of lengths) into.varint(length);
      into.bytes(writer.view());
    },
  };
};

/** Looks into packed bytes, which stay where they are. Yields where it may be interrupted. @throws RangeError for bytes of another format */
export function* openPacked(bytes: Uint8Array): Generator<void, PackedDocument> {
  const reader = createByteReader(bytes);
  const format = reader.varint();
  if (format !== packedFormat) throw new RangeError(`Packed blocks of format ${format}, not ${packedFormat}`);
  const size = reader.varint();
  const blocks: BlockFacts[] = [];
  const texts: Uint32Array[] = [];
  const records: Uint32Array[] = [];
  while (blocks.length < size) {
    const leaf = jsonOf(reader.bytes(reader.varint())) as Facts[];
    for (const [code, page, sheet, kind, linkedCode] of leaf)
      blocks.push({ code, page, sheet, kind, linkedCode });
    texts.push(readStrings(reader, leaf.length));
    records.push(readStrings(reader, leaf.length));
    yield;
  }
  const termCount = reader.varint();
  const behindBlocks = reader.at;
  const stringAt = (leaves: readonly Uint32Array[], at: number): Uint8Array => {
    const starts = leaves[Math.floor(at / LEAF)];
    return bytes.subarray(starts?.[at % LEAF], starts?.[(at % LEAF) + 1]);
  };
  return {
    blocks,
    termCount,
    text: (at) => stringAt(texts, at),
    record: (at) => stringAt(records, at),
    *terms() {
      const json = createByteReader(bytes.subarray(behindBlocks));
      for (let read = 0; read < termCount; read += LEAF) yield jsonOf(json.bytes(json.varint())) as string[];
    },
    postings() {
      const rest = createByteReader(bytes.subarray(behindBlocks));
      for (let read = 0; read < termCount; read += LEAF) rest.bytes(rest.varint());
      return rest;
    },
  };
}

/** Where each of the byte strings begins, and where the last ends. */
const readStrings = (reader: ByteReader, count: number): Uint32Array => {
  const lengths = Array.from({ length: count }, () => reader.varint());
  const starts = new Uint32Array(count + 1);
  starts[0] = reader.at;
  for (const [at, length] of lengths.entries()) starts[at + 1] = (starts[at] ?? 0) + length;
  reader.bytes((starts[count] ?? 0) - reader.at);
  return starts;
};
