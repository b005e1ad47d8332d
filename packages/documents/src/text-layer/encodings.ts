import { TextDecoder } from 'node:util';
import type { PageWord } from '../pdf/page-content.ts';
import { type Cost, cyrillicCost, latinCost } from './likelihood.ts';

/** One way in which Cyrillic letters come out as others: their bytes were read in a wrong encoding. */
interface Misreading {
  /** A stretch of characters that the misreading makes of letters. */
  sign: RegExp;
  /** The bytes that a character stands for; `undefined` for one that this misreading never gives. */
  bytes(character: string): readonly number[] | undefined;
  /** What the bytes really were. */
  decoder: TextDecoder;
}

/** Bits a letter pair may cost in Cyrillic that was read rightly. */
const MAX_BITS = 4.5;
/** Bits by which the right reading must be the likelier one. */
const MIN_GAIN = 0.7;
/** Letter pairs that prove a misreading; fewer do when the document is known for it. */
const MIN_PAIRS = 6;
/** Words looked at: more tell nothing new. */
const MAX_SAMPLE = 300;
/** Half bits for a character that is no letter of the languages at hand. */
const STRANGE = 16;

const RUSSIAN_SETS = ['windows-1251', 'koi8-r', 'x-mac-cyrillic', 'iso-8859-5', 'utf-8'];

const misreadings: readonly Misreading[] = [
  ...RUSSIAN_SETS.map((encoding) =>
    misreading(/[\u0080-\u00ff\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u2122]{2,}/u, encoding, western()),
  ),
  ...RUSSIAN_SETS.slice(0, 3).map((encoding) =>
    misreading(/[^\p{ASCII}]{2,}/u, encoding, readerOf('macintosh')),
  ),
  // Symbol fonts put their bytes into the private use area.
  misreading(/[\uf080-\uf0ff]{2,}/u, 'windows-1251', symbolFont()),
  ...RUSSIAN_SETS.slice(1).map((encoding) =>
    misreading(/[^\p{ASCII}]{2,}/u, encoding, readerOf('windows-1251')),
  ),
  misreading(/[\u0400-\u052f]{2,}/u, 'windows-1251', readerOf('koi8-r')),
  { sign: /[\ud080-\ud1bf]/u, bytes: pairOfBytes, decoder: new TextDecoder('utf-8', { fatal: true }) },
];

/**
 * Words whose letters were read in a wrong encoding, read rightly: «Âåðñèÿ» → «Версия». `null` when the words do not look misread.
 * `known`: other pages of the document were, so that one short word is proof enough.
 */
export function repairEncoding(words: readonly PageWord[], known: boolean): PageWord[] | null {
  const found = bestMisreading(words, known);
  return found === null ? null : words.map((word) => ({ ...word, text: reread(word.text, found) }));
}

function bestMisreading(words: readonly PageWord[], known: boolean): Misreading | null {
  let best: { misreading: Misreading; bits: number } | null = null;
  for (const candidate of misreadings) {
    const sample = sampleOf(words, candidate);
    if (sample.length === 0) continue;
    const bits = bitsAfter(sample, candidate, known ? 2 : MIN_PAIRS);
    if (bits !== null && bits < (best?.bits ?? MAX_BITS)) best = { misreading: candidate, bits };
  }
  return best?.misreading ?? null;
}

function sampleOf(words: readonly PageWord[], { sign }: Misreading): string[] {
  const sample: string[] = [];
  for (const { text } of words) {
    if (sign.test(text)) sample.push(text);
    if (sample.length === MAX_SAMPLE) break;
  }
  return sample;
}

/** Mean bits a letter pair when read so; `null` when that is no improvement. */
function bitsAfter(sample: readonly string[], candidate: Misreading, minPairs: number): number | null {
  const before = meanBits(sample);
  const read = sample.map((text) => reread(text, candidate));
  const after = meanBits(read);
  const changed = read.filter((text, index) => text !== sample[index]).length;
  if (changed < sample.length * 0.5 || after.pairs < minPairs) return null;
  return after.bits <= MAX_BITS && after.bits <= before.bits - MIN_GAIN ? after.bits : null;
}

function meanBits(texts: readonly string[]): { bits: number; pairs: number } {
  let halfBits = 0;
  let pairs = 0;
  for (const text of texts) {
    for (const [run] of text.matchAll(/[^\p{ASCII}«»„“”–—…№°]+|[A-Za-z]+/gu)) {
      const cost = costOf(run);
      halfBits += cost.halfBits;
      pairs += cost.pairs;
    }
  }
  return { bits: pairs === 0 ? Number.POSITIVE_INFINITY : halfBits / pairs / 2, pairs };
}

/** Letters foreign to the languages at hand weigh as much as they would if they were misread. */
function costOf(run: string): Cost {
  if (/^[A-Za-z]+$/.test(run)) return latinCost(run);
  if (!/^\p{Script=Cyrillic}+$/u.test(run)) return { halfBits: STRANGE * run.length, pairs: run.length };
  const cost = cyrillicCost(run);
  const foreign = run.match(/[^а-яё]/giu)?.length ?? 0;
  return { halfBits: cost.halfBits + STRANGE * foreign, pairs: cost.pairs + foreign };
}

/** A letter beside a Latin one is an accent («Universität»), a sign alone or between digits is itself («5×5», «²») unless it makes a word. */
function reread(text: string, { bytes, decoder }: Misreading): string {
  if (!/[^\p{ASCII}]/u.test(text)) return text;
  if (/[A-Za-z][\u00c0-\u00ff]|[\u00c0-\u00ff][A-Za-z]/.test(text)) return text;
  if (/\d[×÷]\d/.test(text)) return text;
  const read: number[] = [];
  for (const character of text) {
    const found = character < '\u0080' ? [character.charCodeAt(0)] : bytes(character);
    if (found === undefined) return text;
    read.push(...found);
  }
  try {
    const decoded = decoder.decode(Uint8Array.from(read));
    const isSign = /^[^\p{L}]$/u.test(text) && !/^[авикосуя№]$/i.test(decoded);
    return !isSign && /[\p{Script=Cyrillic}№]/u.test(decoded) ? decoded : text;
  } catch {
    return text;
  }
}

function misreading(sign: RegExp, encoding: string, reader: Map<string, number>): Misreading {
  return {
    sign,
    bytes: (character) => {
      const byte = reader.get(character);
      return byte === undefined ? undefined : [byte];
    },
    decoder: new TextDecoder(encoding, { fatal: true }),
  };
}

/** Which byte gives each character in an encoding. */
function readerOf(encoding: string): Map<string, number> {
  const decoder = new TextDecoder(encoding);
  const reader = new Map<string, number>();
  for (let byte = 0x80; byte <= 0xff; byte += 1) reader.set(decoder.decode(Uint8Array.of(byte)), byte);
  return reader;
}

/** Latin-1 and Windows-1252 at once: they differ only where Latin-1 has control characters. */
function western(): Map<string, number> {
  const reader = readerOf('windows-1252');
  for (let byte = 0x80; byte <= 0xff; byte += 1) reader.set(String.fromCharCode(byte), byte);
  return reader;
}

function symbolFont(): Map<string, number> {
  return new Map(
    Array.from({ length: 224 }, (_, index) => [String.fromCharCode(0xf020 + index), 0x20 + index]),
  );
}

/** UTF-8 taken two bytes at a time for UTF-16: Cyrillic comes out as Hangul. */
function pairOfBytes(character: string): readonly number[] {
  const code = character.charCodeAt(0);
  return [code >> 8, code & 0xff];
}
