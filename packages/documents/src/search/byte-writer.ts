/** Bytes written one after another, in room that doubles; {@link ByteWriter.take} hands them over and begins anew. */
export interface ByteWriter {
  readonly length: number;
  byte(value: number): void;
  /** An unsigned integer below 2³², seven bits a byte, the lowest first. */
  varint(value: number): void;
  /** A copy of what was written, without spare room. */
  take(): Uint8Array;
}

export const createByteWriter = (room = 4096): ByteWriter => {
  let bytes = new Uint8Array(room);
  let length = 0;

  const byte = (value: number): void => {
    if (length === bytes.length) {
      const larger = new Uint8Array(bytes.length * 2);
      larger.set(bytes);
      bytes = larger;
    }
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
    take() {
      const taken = bytes.slice(0, length);
      length = 0;
      return taken;
    },
  };
};
