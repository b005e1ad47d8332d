/** Bytes written one after another, in room that doubles; {@link ByteWriter.take} hands them over and begins anew. */
export interface ByteWriter {
  readonly length: number;
  byte(value: number): void;
  /** An unsigned integer below 2³², seven bits a byte, the lowest first. */
  varint(value: number): void;
  bytes(values: Uint8Array): void;
  /** What was written, until the next write. */
  view(): Uint8Array;
  /** A copy of what was written, without spare room. */
  take(): Uint8Array;
}

export const createByteWriter = (room = 4096): ByteWriter => {
  let bytes = new Uint8Array(room);
  let length = 0;

  const makeRoom = (least: number): void => {
    const larger = new Uint8Array(Math.max(bytes.length * 2, least));
    larger.set(bytes);
    bytes = larger;
  };

  const byte = (value: number): void => {
    if (length === bytes.length) makeRoom(length + 1);
    bytes[length++] = value;
  };

  return {
    get length() {
      return length;
    },
    byte,
    varint(value) {
      let rest = value;
      while (rest >= 0x80) {
        byte((rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      byte(rest);
    },
    bytes(values) {
      if (length + values.length > bytes.length) makeRoom(length + values.length);
      bytes.set(values, length);
      length += values.length;
    },
    view: () => bytes.subarray(0, length),
    take() {
      const taken = bytes.slice(0, length);
      length = 0;
      return taken;
    },
  };
};
