/** A list of unsigned 32-bit integers that grows by a quarter: several times smaller in memory than an array of numbers. */
export interface GrowingArray {
  readonly length: number;
  /** The values, with unused room behind `length`; stale after the next `push`. */
  readonly values: Uint32Array;
  push(value: number): void;
}

export const createGrowingArray = (room = 256): GrowingArray => {
  let values = new Uint32Array(room);
  let length = 0;
  return {
    get length() {
      return length;
    },
    get values() {
      return values;
    },
    push(value) {
      if (length === values.length) {
        const larger = new Uint32Array(Math.ceil(length * 1.25));
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
  };
};
