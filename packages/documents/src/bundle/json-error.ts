const STRING = String.raw`"(?:[^"\\\p{Cc}]+|[\u007f-\u009f]+|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"`;
const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const TOKEN = new RegExp(String.raw`[{}\[\],:]|true|false|null|${STRING}|${NUMBER}`, 'uy');
const SPACE = /[ \t\n\r]*/y;

/** What may come next: a value, a value or the end of an empty array, a key, a key or the end of an empty object, … */
type Expected = 'value' | 'first_value' | 'key' | 'first_key' | 'colon' | 'separator';

/**
 * Offset of the first thing that makes a text no JSON, or its length when the text only breaks off. `JSON.parse` itself
 * names the place for some errors and not for others.
 */
export function jsonErrorOffset(text: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = skipSpace(text, 0);
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token: string | undefined = TOKEN.exec(text)?.[0];
    const next: Expected | null = token === undefined ? null : step(token, expected, open);
    if (token === undefined || next === null) return at;
    expected = next;
    at = skipSpace(text, at + token.length);
  }
  return text.length;
}

function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(text)?.[0].length ?? 0);
}

/** What is expected after a token, or `null` when the token may not stand here. */
function step(token: string, expected: Expected, open: string[]): Expected | null {
  switch (expected) {
    case 'colon':
      return token === ':' ? 'value' : null;
    case 'separator':
      return afterValue(token, open);
    case 'key':
    case 'first_key':
      if (token.startsWith('"')) return 'colon';
      return token === '}' && expected === 'first_key' ? close(open) : null;
    default:
      return token === ']' && expected === 'first_value' ? close(open) : startOfValue(token, open);
  }
}

function startOfValue(token: string, open: string[]): Expected | null {
  if (token !== '{' && token !== '[') return /^[}\],:]$/u.test(token) ? null : 'separator';
  open.push(token);
  return token === '{' ? 'first_key' : 'first_value';
}

function afterValue(token: string, open: string[]): Expected | null {
  const inside = open.at(-1);
  if (inside === undefined) return null;
  if (token === ',') return inside === '{' ? 'key' : 'value';
  return token === (inside === '{' ? '}' : ']') ? close(open) : null;
}

function close(open: string[]): Expected {
  open.pop();
  return 'separator';
}
