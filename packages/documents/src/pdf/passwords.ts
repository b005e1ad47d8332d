/** Where CP1251 stands apart from a plain shift of the alphabet. */
const cp1251 = new Map([
  ['Ё', 0xa8],
  ['ё', 0xb8],
  ['№', 0xb9],
]);

const mappedToNothing =
  /\u{AD}|\u{34F}|\u{1806}|[\u{180B}-\u{180D}]|[\u{200B}-\u{200D}]|\u{2060}|[\u{FE00}-\u{FE0F}]|\u{FEFF}/gu;
const otherSpaces = /[\u{A0}\u{1680}\u{2000}-\u{200A}\u{202F}\u{205F}\u{3000}]/gu;

/**
 * The bytes that a password may stand for, most likely first: as typed, as SASLprep (RFC 4013) prepares it for AES-256, and in CP1251,
 * in which programs of the Russian Windows made keys before that.
 */
export function passwordBytes(password: string): Uint8Array[] {
  const prepared = password.replace(otherSpaces, ' ').replace(mappedToNothing, '').normalize('NFKC');
  const candidates = [Buffer.from(password), Buffer.from(prepared), inCp1251(password)];
  return candidates.filter(
    (bytes, index) => bytes && candidates.findIndex((other) => other?.equals(bytes)) === index,
  ) as Uint8Array[];
}

function inCp1251(password: string): Buffer | null {
  const codes = Array.from(password, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x80) return code;
    if (code >= 0x410 && code <= 0x44f) return code - 0x410 + 0xc0;
    return cp1251.get(letter) ?? null;
  });
  return codes.includes(null) ? null : Buffer.from(codes as number[]);
}
