import { ownString } from './own-string.ts';

/** Numbers the terms of a document from 0, in the order of their first places. */
export interface TermNumbers {
  /** How many terms are known, of all documents. */
  readonly known: number;
  /** A number of the term that stays the same in all documents, until {@link TermNumbers.forget}. */
  intern(term: string): number;
  /** The number in this document of a term that was interned. */
  inDocument(interned: number): number;
  /** The terms of the document by number. */
  terms(): string[];
  /** Begins another document. */
  begin(): void;
  /** Forgets every term, the document with them. */
  forget(): void;
}

export const createTermNumbers = (): TermNumbers => {
  const ids = new Map<string, number>();
  let spelled: string[] = [];
  /** By interned number: one more than that in the document; 0 where the document has no such term. */
  let inDocument = new Uint32Array(1024);
  let used: number[] = [];

  const begin = (): void => {
    for (const id of used) inDocument[id] = 0;
    used = [];
  };

  return {
    get known() {
      return ids.size;
    },
    intern(term) {
      const known = ids.get(term);
      if (known !== undefined) return known;
      const id = ids.size;
      const own = ownString(term);
      ids.set(own, id);
      spelled.push(own);
      if (id < inDocument.length) return id;
      const larger = new Uint32Array(id * 2);
      larger.set(inDocument);
      inDocument = larger;
      return id;
    },
    inDocument(interned) {
      const number = inDocument[interned] ?? 0;
      if (number !== 0) return number - 1;
      used.push(interned);
      inDocument[interned] = used.length;
      return used.length - 1;
    },
    terms: () => used.map((id) => spelled[id] ?? ''),
    begin,
    forget() {
      begin();
      ids.clear();
      spelled = [];
    },
  };
};
