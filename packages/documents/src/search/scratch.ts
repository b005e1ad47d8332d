/** Room for one search, kept for the next: clearing what was used is cheaper than new room for every slot. */
export interface Scratch {
  /** Room for so many slots, all zero; the search before must not need its own any more. */
  take(slots: number): SearchRoom;
}

export interface SearchRoom {
  /** By slot. */
  scores: Float64Array;
  /** By slot: how the block was found. */
  found: Uint8Array;
  /** By slot: occurrences of one clause's terms; zero between clauses. */
  counts: Float64Array;
  /** Postings of one term. */
  postings: Uint32Array;
  /** The slots with a score. */
  slots: SlotList;
  /** The slots with a count. */
  counted: SlotList;
}

export interface SlotList {
  readonly length: number;
  push(slot: number): void;
  clear(): void;
  /** What was pushed; stale after {@link SlotList.clear}. */
  view(): Uint32Array;
}

export const createScratch = (): Scratch => {
  let room = createRoom(0);
  return {
    take(slots) {
      if (slots > room.scores.length) room = createRoom(slots + (slots >>> 2));
      for (const slot of room.slots.view()) {
        room.scores[slot] = 0;
        room.found[slot] = 0;
      }
      room.slots.clear();
      return room;
    },
  };
};

const createRoom = (slots: number): SearchRoom => ({
  scores: new Float64Array(slots),
  found: new Uint8Array(slots),
  counts: new Float64Array(slots),
  postings: new Uint32Array(slots),
  slots: createSlotList(slots),
  counted: createSlotList(slots),
});

const createSlotList = (most: number): SlotList => {
  const values = new Uint32Array(most);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(slot) {
      values[length++] = slot;
    },
    clear() {
      length = 0;
    },
    view: () => values.subarray(0, length),
  };
};
