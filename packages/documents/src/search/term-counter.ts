import type { BlockRecord } from './block-reader.ts';
import type { DocumentTotals } from './indexed-document.ts';
import type { FieldCounts } from './postings.ts';

/** Counts terms a block at a time, without an object a term. */
export interface TermCounter {
  /** Forgets the document that was counted before. */
  begin(): void;
  /** Tells every distinct term of a block with its counts, which are valid during the call. */
  countBlock(record: BlockRecord, tell: (term: number, counts: FieldCounts) => void): void;
  /** The distinct terms since {@link begin}, and in how many blocks each stood. */
  totals(): Pick<DocumentTotals, 'terms' | 'blockCounts'>;
}

export const createTermCounter = (): TermCounter => {
  /** By term; zero between blocks. */
  let inText = new Uint32Array(1024);
  let inHeading = new Uint32Array(1024);
  /** By term; zero for all but those of the document. */
  let blocks = new Uint32Array(1024);
  let ofBlock: number[] = [];
  let ofDocument: number[] = [];

  const makeRoom = (terms: readonly number[]): void => {
    let most = 0;
    for (const term of terms) if (term > most) most = term;
    if (most < blocks.length) return;
    const grow = (values: Uint32Array): Uint32Array<ArrayBuffer> => {
      const larger = new Uint32Array(most * 2);
      larger.set(values);
      return larger;
    };
    [inText, inHeading, blocks] = [grow(inText), grow(inHeading), grow(blocks)];
  };

  const count = ({ terms, placed }: BlockRecord): void => {
    for (let at = 0; at < terms.length; at++) {
      const term = terms[at] ?? 0;
      if (inText[term] === 0 && inHeading[term] === 0) ofBlock.push(term);
      const field = at < placed ? inText : inHeading;
      field[term] = (field[term] ?? 0) + 1;
    }
  };

  return {
    begin() {
      for (const term of ofDocument) blocks[term] = 0;
      ofDocument = [];
    },
    countBlock(record, tell) {
      makeRoom(record.terms);
      count(record);
      const counts = { text: 0, heading: 0 };
      for (const term of ofBlock) {
        counts.text = inText[term] ?? 0;
        counts.heading = inHeading[term] ?? 0;
        tell(term, counts);
        inText[term] = 0;
        inHeading[term] = 0;
        if (blocks[term] === 0) ofDocument.push(term);
        blocks[term] = (blocks[term] ?? 0) + 1;
      }
      ofBlock = [];
    },
    totals: () => ({
      terms: Uint32Array.from(ofDocument),
      blockCounts: Uint32Array.from(ofDocument, (term) => blocks[term] ?? 0),
    }),
  };
};
