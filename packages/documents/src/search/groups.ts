import { createGrowingArray } from './growing-array.ts';

/** Numbers filed under keys. */
export interface Groups<Key> {
  /** A number may stand under several keys. */
  add(key: Key, member: number): void;
  members(key: Key): number[];
  visit(key: Key, see: (member: number) => void): void;
}

const END = 0xffffffff;

/** Linked lists in flat arrays: a member costs eight bytes, where an array of its own would cost a hundred. */
export const createGroups = <Key>(): Groups<Key> => {
  const heads = new Map<Key, number>();
  const members = createGrowingArray();
  const previous = createGrowingArray();

  const visit = (key: Key, see: (member: number) => void): void => {
    let at = heads.get(key) ?? END;
    while (at !== END) {
      see(members.values[at] ?? END);
      at = previous.values[at] ?? END;
    }
  };

  return {
    add(key, member) {
      previous.push(heads.get(key) ?? END);
      heads.set(key, members.length);
      members.push(member);
    },
    members(key) {
      const found: number[] = [];
      visit(key, (member) => found.push(member));
      return found;
    },
    visit,
  };
};
