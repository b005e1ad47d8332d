const codes: Record<string, string> = { c: 'ø', d: '°', p: '±', '%': '%' };
const shortestRepeat = 4;
/** A repeat is looked for no further back than this. */
const longestRepeat = 600;
/** A run that starts with a word may be meant twice, unless it is as long as this. */
const fewestLetters = 5;
const longRun = 12;
/** Comparisons a letter, on average: a text of thousands of zeros is left as it is. */
const stepsALetter = 1000;

/**
 * What a string of AutoCAD says: its codes as signs («%%c» is ø, «\U+00B2» is ²), one space between words, and gone the repeats that
 * AutoCAD writes where the font changes inside a line («пролётного тного строения»). NFC.
 */
export function autocadText(raw: string): string {
  const decoded = raw
    .replace(/%%(\d{3})/gu, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/%%([cdpuok%])/giu, (_, code: string) => codes[code.toLowerCase()] ?? '')
    .replace(/\\U\+([0-9a-f]{4})/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ');
  return withoutRepeats(decoded.trim().normalize('NFC'));
}

function withoutRepeats(text: string): string {
  const rest = `${text} `;
  const kept = new Uint16Array(rest.length);
  const steps = { left: stepsALetter * rest.length };
  let length = 0;
  for (let at = 0; at < rest.length; ) {
    const repeat = repeatAt({ text: rest, at }, kept.subarray(0, length), steps);
    if (repeat > 0) at += repeat;
    else kept[length++] = rest.charCodeAt(at++);
  }
  let result = '';
  for (let at = 0; at < length; at++) result += String.fromCharCode(kept[at] ?? 0);
  return result.trim();
}

/** How long the longest run is that begins at `at` and that `kept` ends with; 0 for none. */
function repeatAt(
  { text, at }: { text: string; at: number },
  kept: Uint16Array,
  steps: { left: number },
): number {
  if (steps.left <= 0) return 0;
  const first = text.charCodeAt(at);
  const longest = Math.min(longestRepeat, kept.length, text.length - at);
  steps.left -= longest;
  for (let length = longest; length >= shortestRepeat; length--) {
    const from = kept.length - length;
    if (kept[from] !== first || kept[kept.length - 1] !== text.charCodeAt(at + length - 1)) continue;
    let same = 1;
    while (same < length && kept[from + same] === text.charCodeAt(at + same)) same++;
    const whole = text[at + length - 1] === ' ' || (text[at + length] ?? ' ') === ' ';
    steps.left -= same;
    if (same === length && whole && isMistake(text.slice(at, at + length), kept[from - 1])) return length;
  }
  return 0;
}

function isMistake(run: string, before: number | undefined): boolean {
  const letters = run.match(/\p{L}/gu)?.length ?? 0;
  const insideWord = before !== undefined && before !== 0x20 && !run.startsWith(' ');
  return letters >= (insideWord || run.length >= longRun ? 1 : fewestLetters);
}
