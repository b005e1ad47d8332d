/** Objects found in a text, and what is left of it without them. */
export interface LooseJson {
  objects: unknown[];
  rest: string;
  /** An object stands there that cannot be read even after repair. */
  broken: boolean;
}

const FENCE = /^[ \t]*(?:`{3,}|~{3,})[ \t]*(?:json)?[ \t]*$/gimu;
const STRAY_TAG = /<\/?(?:p|div|body|html|pre|span|br)\b[^<>]{0,200}>/giu;

/** A text with more braces that hold no JSON is no JSON at all. */
const MAX_BROKEN = 100;

/**
 * JSON objects anywhere in a text: fenced or bare, one or several, with tags between them, with line breaks inside strings, with a comma too
 * many, broken off at the end. Linear in the length of the text.
 */
export function findJson(text: string): LooseJson {
  const objects: unknown[] = [];
  const rest: string[] = [];
  let broken = 0;
  let at = 0;
  for (let start = text.indexOf('{'); start !== -1 && broken < MAX_BROKEN; start = text.indexOf('{', at)) {
    rest.push(text.slice(at, start));
    const end = objectEnd(text, start);
    const whole = text.slice(start, end ?? text.length);
    const value = parseLoose(whole, end !== null);
    if (value === undefined) {
      broken += 1;
      rest.push(whole);
    } else objects.push(value);
    at = end ?? text.length;
  }
  rest.push(text.slice(at));
  return {
    objects,
    rest: rest.join('').replace(FENCE, '').replace(STRAY_TAG, ' ').trim(),
    broken: broken > 0,
  };
}

/** A string, or a brace that opens or closes; strings that never end run to the end of the text. */
const TOKEN = /"(?:[^"\\]|\\[\s\S])*(?:"|$)|[{}]/gu;

/** Offset past the brace that closes the one at `start`, or `null` when none does. */
function objectEnd(text: string, start: number): number | null {
  TOKEN.lastIndex = start;
  let depth = 0;
  for (let token = TOKEN.exec(text); token !== null; token = TOKEN.exec(text)) {
    if (token[0] === '{') depth += 1;
    else if (token[0] === '}') depth -= 1;
    if (depth === 0) return TOKEN.lastIndex;
  }
  return null;
}

function parseLoose(text: string, closed: boolean): unknown {
  return (closed ? tryParse(text) : undefined) ?? tryParse(repair(text.replaceAll(STRAY_TAG, '')));
}

function tryParse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Escapes line breaks inside strings, drops a comma before a closing bracket, ends what the text broke off in. */
function repair(text: string): string {
  const out: string[] = [];
  const open: string[] = [];
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (inString && sign === '\\') {
      out.push(sign, text[at + 1] ?? '\\');
      at += 1;
    } else if (inString) {
      inString = sign !== '"';
      out.push(sign < ' ' ? (ESCAPES[sign] ?? ' ') : sign);
    } else {
      inString = sign === '"';
      pushToken(sign, out, open);
    }
  }
  if (inString) out.push('"');
  else dropLast(out, /[,:\s]/u);
  return out.join('') + open.reverse().join('');
}

function pushToken(sign: string, out: string[], open: string[]) {
  if (sign === '{' || sign === '[') open.push(sign === '{' ? '}' : ']');
  if (sign === '}' || sign === ']') {
    open.pop();
    dropLast(out, /[,\s]/u);
  }
  out.push(sign);
}

function dropLast(out: string[], signs: RegExp) {
  while (signs.test(out.at(-1) ?? 'x')) out.pop();
}
