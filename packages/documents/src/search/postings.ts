/** Where a term stands: in which block, how often in its text, how often in its heading, packed in one number. */
export interface Postings {
  /** Blocks of a term come in ascending order, each once. `counts` are packed. */
  add(term: number, block: number, counts: number): void;
  /** How many blocks hold the term, removed ones included. */
  count(term: number): number;
  /** Copies the postings of a term to the beginning of `into`, which must hold as many as there are slots; returns how many. */
  read(term: number, into: Uint32Array): number;
  /** Only those of the blocks in `slots`, which ascend; skips what lies between. */
  readAt(term: number, slots: Uint32Array, into: Uint32Array): number;
}

const MAX_TEXT_COUNT = 63;
const MAX_HEADING_COUNT = 3;

/** How often a term stands in a text and in a heading, in one byte. */
export const packCounts = (text: number, heading: number): number =>
  (Math.min(text, MAX_TEXT_COUNT) << 2) | Math.min(heading, MAX_HEADING_COUNT);

export const slotOfPosting = (posting: number): number => posting >>> 8;
export const countInText = (posting: number): number => (posting >>> 2) & MAX_TEXT_COUNT;
export const countInHeading = (posting: number): number => posting & MAX_HEADING_COUNT;

const PAGE_BITS = 16;
const PAGE_SIZE = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_SIZE - 1;
const LARGEST = 9;

/** Words of the n-th run of a term: one to link the next run, the rest postings; runs double up to 1,024 words. */
const wordsOfRun = (run: number): number => 2 << Math.min(run, LARGEST);

interface Run {
  page: Uint32Array;
  /** Of the first posting, in the page. */
  from: number;
  length: number;
  /** Address of the next run. */
  next: number;
}

/** What is known of a term, side by side: where its first run begins, its next free word, its runs, the room in the last, its blocks. */
const [HEAD, TAIL, RUNS, ROOM, COUNT, FIELDS] = [0, 1, 2, 3, 4, 5];

/** Four bytes a posting: 24 bits of block, 6 and 2 of counts; in runs that double, so that a term lies together yet grows at its end. */
export const createPostings = (): Postings => {
  const pages: Uint32Array[] = [];
  let free = 0;
  let terms = new Uint32Array(1024 * FIELDS);

  const pageOf = (address: number): Uint32Array => pages[address >>> PAGE_BITS] as Uint32Array;

  const newRun = (words: number): number => {
    if ((free & PAGE_MASK) + words > PAGE_SIZE) free = (free | PAGE_MASK) + 1;
    if (free >>> PAGE_BITS === pages.length) pages.push(new Uint32Array(PAGE_SIZE));
    const address = free;
    free += words;
    return address;
  };

  /** Makes room for one more posting of the term whose facts stand at `at`. */
  const extend = (at: number): void => {
    const runs = terms[at + RUNS] ?? 0;
    const words = wordsOfRun(runs);
    const address = newRun(words);
    if (runs === 0) terms[at + HEAD] = address;
    else {
      // The next free word follows a full run, whose first word is the link.
      const full = (terms[at + TAIL] ?? 0) - wordsOfRun(runs - 1);
      pageOf(full)[full & PAGE_MASK] = address;
    }
    terms[at + TAIL] = address + 1;
    terms[at + ROOM] = words - 1;
    terms[at + RUNS] = runs + 1;
  };

  const count = (term: number): number => terms[term * FIELDS + COUNT] ?? 0;

  const runAt = (address: number, run: number, left: number): Run => {
    const page = pageOf(address);
    const at = address & PAGE_MASK;
    return { page, from: at + 1, length: Math.min(left, wordsOfRun(run) - 1), next: page[at] ?? 0 };
  };

  return {
    add(term, block, counts) {
      const at = term * FIELDS;
      if (at >= terms.length) {
        const larger = new Uint32Array(at * 2);
        larger.set(terms);
        terms = larger;
      }
      if (terms[at + ROOM] === 0) extend(at);
      const tail = terms[at + TAIL] ?? 0;
      pageOf(tail)[tail & PAGE_MASK] = (block << 8) | counts;
      terms[at + TAIL] = tail + 1;
      terms[at + ROOM] = (terms[at + ROOM] ?? 1) - 1;
      terms[at + COUNT] = (terms[at + COUNT] ?? 0) + 1;
    },
    count,
    read(term, into) {
      const total = count(term);
      let address = terms[term * FIELDS + HEAD] ?? 0;
      let read = 0;
      for (let run = 0; read < total; run++) {
        const { page, from, length, next } = runAt(address, run, total - read);
        copy(page, { from, length }, into, read);
        read += length;
        address = next;
      }
      return read;
    },
    readAt(term, slots, into) {
      const total = count(term);
      let address = terms[term * FIELDS + HEAD] ?? 0;
      let passed = 0;
      const cursor: Cursor = { slots, at: 0, into, found: 0 };
      for (let run = 0; passed < total && cursor.at < slots.length; run++) {
        const here = runAt(address, run, total - passed);
        pick(here, cursor);
        passed += here.length;
        address = here.next;
      }
      return cursor.found;
    },
  };
};

/** How far a look-up of slots is. */
interface Cursor {
  slots: Uint32Array;
  /** The next slot to look up. */
  at: number;
  into: Uint32Array;
  found: number;
}

/** Looks up the slots that a run could hold. */
const pick = ({ page, from, length }: Run, cursor: Cursor): void => {
  const { slots, into } = cursor;
  const end = from + length;
  const last = slotOfPosting(page[end - 1] ?? 0);
  let low = from;
  for (; cursor.at < slots.length; cursor.at++) {
    const slot = slots[cursor.at] ?? 0;
    if (slot > last) return;
    low = firstFrom(page, low, end, slot);
    const posting = page[low] ?? 0;
    if (slotOfPosting(posting) === slot) into[cursor.found++] = posting;
  }
};

const SHORT_RUN = 32;

const copy = (
  page: Uint32Array,
  { from, length }: Pick<Run, 'from' | 'length'>,
  into: Uint32Array,
  at: number,
): void => {
  if (length > SHORT_RUN) into.set(page.subarray(from, from + length), at);
  else for (let index = 0; index < length; index++) into[at + index] = page[from + index] ?? 0;
};

/** The first posting in `[from, end)` whose block is not before `slot`; there is one. */
const firstFrom = (page: Uint32Array, from: number, end: number, slot: number): number => {
  let low = from;
  let high = end - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (slotOfPosting(page[middle] ?? 0) < slot) low = middle + 1;
    else high = middle;
  }
  return low;
};
