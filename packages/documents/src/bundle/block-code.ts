import { createHash } from 'node:crypto';

/** The unambiguous letters and digits that block codes are written in. */
const ALPHABET = 'ACDEFGHJKLMNPQRTUVWXY34679';
const CODE_SHAPE = '[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{3}';
const UUID_SHAPE = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const LEADING_CODE = new RegExp(`^(?:${UUID_SHAPE}|${CODE_SHAPE})(?![A-Za-z0-9-])`, 'i');

/** The code at the start of `text` (in any case) in canonical case, and how long it is; `null` when none stands there. */
export function leadingBlockCode(text: string): { code: string; length: number } | null {
  const found = LEADING_CODE.exec(text)?.[0];
  return found === undefined ? null : { code: canonicalBlockCode(found), length: found.length };
}

/** `XXXX-XXXX-XXX` in capitals, a UUID in small letters. */
function canonicalBlockCode(code: string): string {
  return code.length === 36 ? code.toLowerCase() : code.toUpperCase();
}

/** A code of the usual shape for a block that has none of its own; the same seed gives the same code at every import. */
export function madeBlockCode(seed: string, taken: (code: string) => boolean): string {
  for (let attempt = 0; ; attempt++) {
    const digest = createHash('sha256').update(`${seed}\n${attempt}`).digest();
    const symbols = [...digest.subarray(0, 11)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
    const code = `${symbols.slice(0, 4)}-${symbols.slice(4, 8)}-${symbols.slice(8)}`;
    if (!taken(code)) return code;
  }
}
