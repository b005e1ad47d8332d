/** Reads what a `ByteWriter` wrote, one after another. */
export interface ByteReader {
  /** Offset of the next byte. */
  readonly at: number;
  byte(): number;
  varint(): number;
  /** A window into the bytes, no copy. @throws RangeError where there are no more */
  bytes(length: number): Uint8Array;
}

export const createByteReader = (bytes: Uint8Array): ByteReader => {
  let at = 0;
  return {
    get at() {
      return at;
    },
    byte: () => bytes[at++] ?? 0,
    varint() {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++] ?? 0;
        value |= (byte & 0x7f) << shift;
        if (byte < 0x80) return value >>> 0;
      }
    },
    bytes(length) {
      if (at + length > bytes.length) throw new RangeError('Packed bytes end too early');
      at += length;
      return bytes.subarray(at - length, at);
    },
  };
};
