/**
 * JSON as PostgreSQL stores it: without NUL and halves of surrogate pairs, which JSON can escape; neither in texts nor in
 * names. What models and documents say may hold both.
 */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value) ?? 'null';
  return unstorable.test(json) ? json.replaceAll(escaped, storable) : json;
}

const unstorable = /\\u(?:0000|d[89a-f])/;
/** One after another, so that of `\\u0000` the backslash is taken and the rest is text. */
const escaped = /\\(?:u[\da-f]{4}|.)/g;

function storable(sign: string): string {
  if (sign === '\\u0000') return '';
  return unstorable.test(sign) ? '\ufffd' : sign;
}
