/** Signs beside ASCII and the Russian letters that documents are full of; each has a byte of its own, from 0x81. */
const FREQUENT = '\u00a0«»—–№°²³×±−…•Ёё⌀∅øØ≥≤≈√·§©®™“”„’′″÷µ½¼¾→←↑↓αβγΔφΣ€';
const FIRST_FREQUENT = 0x81;
const ESCAPE = 0x80;
const FIRST_LETTER = 0x410;
const LETTER_BYTE = 0xc0;

const byteOfFrequent = new Map([...FREQUENT].map((sign, at) => [sign.charCodeAt(0), FIRST_FREQUENT + at]));

/** By byte: its UTF-16 unit. */
const unitOfByte = Uint16Array.from({ length: 256 }, (_, byte) => {
  if (byte < ESCAPE) return byte;
  if (byte >= LETTER_BYTE) return byte - LETTER_BYTE + FIRST_LETTER;
  return FREQUENT.charCodeAt(byte - FIRST_FREQUENT) || 0;
});

/** A text at one byte a sign, three for signs that are rare in Russian. */
export const packText = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const byte = byteOfUnit(unit);
    bytes[length++] = byte;
    if (byte !== ESCAPE) continue;
    bytes[length++] = unit >>> 8;
    bytes[length++] = unit & 0xff;
  }
  return bytes.subarray(0, length);
};

const byteOfUnit = (unit: number): number => {
  if (unit < ESCAPE) return unit;
  const letter = unit - FIRST_LETTER;
  return letter >= 0 && letter < 64 ? letter + LETTER_BYTE : (byteOfFrequent.get(unit) ?? ESCAPE);
};

/** The text as it was, halves of surrogate pairs included. */
export const unpackText = (bytes: Uint8Array): string => {
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte !== ESCAPE) units[length++] = unitOfByte[byte] ?? 0;
    else units[length++] = ((bytes[++at] ?? 0) << 8) | (bytes[++at] ?? 0);
  }
  return Buffer.from(units.buffer, 0, length * 2).toString('utf16le');
};
