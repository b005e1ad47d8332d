import type { Chunk } from '../marks/chunks.ts';
import { normalizeMark } from '../marks/index.ts';
import { readChunks } from '../marks/marks.ts';
import type { IndexedBlock } from '../search-types.ts';
import { ownString } from './own-string.ts';
import { findFloors } from './places.ts';
import { createTermNumbers } from './term-numbers.ts';
import { markTerm, placeTerm, termOf } from './terms.ts';
import { tokenize, tokensOfChunk } from './tokens.ts';

/** The terms of one block in three runs: the text in its order, the floors it names, the heading. Parallel lists. */
export interface BlockRecord {
  terms: number[];
  /** UTF-16 offsets in the text; of the first two runs. */
  starts: number[];
  ends: number[];
  /** How many terms are the text in its order. */
  textLength: number;
  /** How many have a place: the text and the floors. The others are the heading. */
  placed: number;
}

export interface BlockReader {
  /** Begins a document. */
  begin(): void;
  /** The terms of the document so far; in the records stand their numbers. */
  terms(): string[];
  /** Yields where a long text may be interrupted. The record is the reader's own: it changes with the next block. */
  read(block: IndexedBlock): Generator<void, BlockRecord>;
}

/** Characters read without a pause. */
const PIECE = 16_384;
/** Spellings remembered; so many terms at the least when another document begins. */
const MEMORY = 50_000;

/** Reads blocks into the terms of their document. Words repeat: a spelling is taken apart once, then remembered. */
export const createBlockReader = (): BlockReader => {
  const numbers = createTermNumbers();
  const remembered = new Map<string, Uint32Array>();
  const record: BlockRecord = { terms: [], starts: [], ends: [], textLength: 0, placed: 0 };

  const numberOf = (term: string): number => numbers.inDocument(numbers.intern(term));

  const add = (term: number, start: number, end: number): void => {
    record.terms.push(term);
    record.starts.push(start);
    record.ends.push(end);
  };

  /** What a chunk consists of, by three: term, start and end from the chunk's beginning. */
  const takeApart = (text: string, chunk: Chunk, start: number): Uint32Array =>
    Uint32Array.from(
      tokensOfChunk(text, chunk).flatMap((token) => [
        numbers.intern(termOf(token)),
        token.start - start,
        token.end - start,
      ]),
    );

  const partsOf = (text: string, chunk: Chunk, start: number): Uint32Array => {
    const [only] = chunk.atoms;
    const isWord = only !== undefined && chunk.end === only.end && start === only.start;
    const spelling = isWord ? only.text : text.slice(start, chunk.end);
    const known = remembered.get(spelling);
    if (known !== undefined) return known;
    const parts = takeApart(text, chunk, start);
    if (remembered.size >= MEMORY) remembered.clear();
    remembered.set(ownString(spelling), parts);
    return parts;
  };

  const readPiece = (text: string, offset: number): void => {
    for (const chunk of readChunks(text)) {
      const start = chunk.atoms[0]?.start ?? chunk.end;
      const parts = partsOf(text, chunk, start);
      const at = offset + start;
      for (let part = 0; part < parts.length; part += 3)
        add(numbers.inDocument(parts[part] ?? 0), at + (parts[part + 1] ?? 0), at + (parts[part + 2] ?? 0));
    }
  };

  return {
    begin() {
      numbers.begin();
      if (numbers.known < MEMORY) return;
      numbers.forget();
      remembered.clear();
    },
    terms: numbers.terms,
    *read(block) {
      for (const list of [record.terms, record.starts, record.ends]) list.length = 0;
      const pieces = piecesOf(block.text);
      for (const { text, offset } of pieces) {
        readPiece(text, offset);
        yield;
      }
      record.textLength = record.terms.length;
      for (const { text, offset } of pieces)
        for (const { term, start, end } of findFloors(text))
          add(numberOf(term), offset + start, offset + end);
      record.placed = record.terms.length;
      for (const term of headingTerms(block)) record.terms.push(numberOf(term));
      return record;
    },
  };
};

/** A long text in pieces that end with a line, or at least with a word. */
const piecesOf = (text: string): { text: string; offset: number }[] => {
  const pieces: { text: string; offset: number }[] = [];
  let offset = 0;
  while (text.length - offset > PIECE) {
    const piece = text.slice(offset, offset + PIECE);
    const line = piece.lastIndexOf('\n') + 1;
    const length = line > 0 ? line : piece.search(/\s\S*$/) + 1 || PIECE;
    pieces.push({ text: piece.slice(0, length), offset });
    offset += length;
  }
  pieces.push({ text: text.slice(offset), offset });
  return pieces;
};

/** The heading of a block is what is said of it outside its text: the sheet and its title, the page, its own code. */
const headingTerms = (block: IndexedBlock): string[] => {
  const title = block.sheetTitle ?? '';
  return [
    ...tokenize(title).map(termOf),
    ...findFloors(title).map((floor) => floor.term),
    placeTerm('page', String(block.page)),
    ...(block.sheet === null ? [] : [placeTerm('sheet', block.sheet.replace(',', '.'))]),
    markTerm(normalizeMark(block.code)),
  ];
};
