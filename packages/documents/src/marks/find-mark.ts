import type { Chunk } from './chunks.ts';
import { type MarkAgreement, normalizeMark, ocrKeyOf, readChunks, readingsOf, spelling } from './marks.ts';

/** Where a mark that was asked for stands in a text. */
export interface MarkPlace {
  /** As written, spaces inside included. */
  text: string;
  /** UTF-16 offsets in the text. */
  start: number;
  end: number;
  /** `mark`: the mark itself; `mark_ocr`: it differs by slips of recognition only. */
  match: MarkAgreement;
}

/** What stands in a text for one mark or more: chunks, and the signs between them. */
interface Reading {
  key: string;
  start: number;
  end: number;
}

/**
 * Every place where a text names exactly this mark: «В2» is found neither in «В21» nor in «В2*», whatever the letters, dashes, slashes and
 * decimal signs are written with, and also where spaces stand inside («В 2», «А 4-14», «t = 0,5»). Words of letters alone («КР») do.
 */
export function findMark(mark: string, text: string): MarkPlace[] {
  const key = normalizeMark(mark);
  if (key === '') return [];
  const ocrKey = ocrKeyOf(key);
  return readingsIn(text).flatMap(({ key: found, start, end }): MarkPlace[] => {
    const keys = [found, withoutUnit(found)];
    const isSame = keys.includes(key);
    if (!isSame && !keys.some((one) => ocrKeyOf(one) === ocrKey)) return [];
    const written = text.slice(start, end);
    if (isPlainWord(written) && !isPlainWord(mark)) return [];
    return [{ text: written, start, end, match: isSame ? 'mark' : 'mark_ocr' }];
  });
}

/** «см», «и»: no mark, though the mark «СМ» and the axis «И» are spelled alike. */
function isPlainWord(written: string): boolean {
  return /^\p{Ll}+$/u.test(written);
}

/** The same over blocks; blocks without the mark are left out. */
export function findMarkInBlocks<Block extends { text: string }>(
  mark: string,
  blocks: readonly Block[],
): { block: Block; places: MarkPlace[] }[] {
  return blocks.flatMap((block) => {
    const places = findMark(mark, block.text);
    return places.length === 0 ? [] : [{ block, places }];
  });
}

/** «Ду50мм» is «Ду50», «t=0,5мм» is «t=0,5»; elsewhere letters behind a number are a part of the mark. */
function withoutUnit(key: string): string {
  return /^(?:ДУ|DУ|DN|Ф)\d|=/u.test(key) ? key.replace(/(?<=\d)(?:ММ|СМ|М|MM)$/u, '') : key;
}

function readingsIn(text: string): Reading[] {
  const chunks = readChunks(text);
  const readings: Reading[] = [];
  for (let at = 0; at < chunks.length; at++) {
    const chunk = chunks[at];
    const next = chunks[at + 1];
    if (chunk === undefined) continue;
    const join = next === undefined ? null : joinOf(text, chunk, next);
    if (join === null || join.isDoubtful) readings.push(...readingsOf(chunk).map(readingOf));
    if (join === null) continue;
    readings.push(join);
    // The tail of a mark that a space breaks is no mark by itself.
    if (!join.isDoubtful) at += 1;
  }
  return readings;
}

function readingOf(chunk: Chunk): Reading {
  const key = normalizeMark(spelling(chunk) + chunk.stars);
  return { key, start: chunk.atoms[0]?.start ?? chunk.end, end: chunk.end };
}

const SPACES = /^[ \t\u00a0\u202f]{1,2}$/u;
const EQUALS = /^[ \t\u00a0\u202f]{0,2}=[ \t\u00a0\u202f]{0,2}$/u;
/** «В», «ОВ», «Ду», «Ø»: what a number may follow after a space. */
const HEAD = /^(?:\p{Lu}{1,4}|[ДдDd][уУyYnN]|[Øø⌀∅Фф])$/u;
const STARTS_WITH_DIGIT = /^\p{N}/u;
/** A letter that is also a word of Russian. */
const PREPOSITION = /^[АВИКОСУABKOCY]$/u;
const SENTENCE_START = /(?:^|[.!?;:|•\n–—-])[\s*_#|>]*$/u;
const WORD_NEXT = /^[ \t\u00a0]+\p{Ll}{2}/u;
const CAPITALS_AROUND = /\p{Lu}{3}[ \t]+$/u;
const CAPITALS_NEXT = /^[ \t]+\p{Lu}{3}/u;

/** One mark that spaces or an equals sign break, `null` when the two chunks are none; `isDoubtful` when they may as well be two. */
function joinOf(text: string, head: Chunk, tail: Chunk): (Reading & { isDoubtful: boolean }) | null {
  const start = head.atoms[0]?.start ?? head.end;
  const tailStart = tail.atoms[0]?.start ?? tail.end;
  if (head.stars !== '') return null;
  const gap = text.slice(head.end, tailStart);
  const [left, right] = [spelling(head), spelling(tail)];
  const written = { start, end: tail.end };
  if (EQUALS.test(gap) && left.length <= 4 && STARTS_WITH_DIGIT.test(right)) {
    return {
      key: `${normalizeMark(left)}=${normalizeMark(right + tail.stars)}`,
      ...written,
      isDoubtful: false,
    };
  }
  if (!SPACES.test(gap) || !HEAD.test(left) || !STARTS_WITH_DIGIT.test(right)) return null;
  const before = text.slice(Math.max(0, start - 24), start);
  const after = text.slice(tail.end, tail.end + 24);
  if (PREPOSITION.test(left) && isPreposition(before, after)) return null;
  const key = normalizeMark(left + right + tail.stars);
  return { key, ...written, isDoubtful: WORD_NEXT.test(after) && left.length > 1 };
}

/** «В 2 секциях», «ПЛАН В 2 УРОВНЯХ»: a capital because a sentence or a heading wants it. */
function isPreposition(before: string, after: string): boolean {
  if (SENTENCE_START.test(before) && WORD_NEXT.test(after)) return true;
  return CAPITALS_AROUND.test(before) && CAPITALS_NEXT.test(after);
}
