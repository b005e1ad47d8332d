import type { TextLayerQuality } from '../model.ts';
import type { PageWord } from '../pdf/page-content.ts';
import { repairEncoding } from './encodings.ts';
import { joinSpacedLetters } from './letter-spacing.ts';
import { splitJoinedWords } from './lost-spaces.ts';
import { type Oddness, oddnessOf } from './oddness.ts';

/** What the caller knows about the page besides its words. */
export interface TextLayerHints {
  /** Share of the page that its largest bitmap covers, 0–1: near 1 on a scan. */
  imageCover?: number;
  /** What other pages of the document showed: a page of ten words is judged by the company it keeps. */
  document?: readonly TextLayerReason[];
}

/**
 * Why a text layer was distrusted. Put right in the words: `wrong_encoding`, `letter_spaced`, `lost_spaces`. Not to be put right but by
 * OCR: `no_unicode` (codes of glyphs instead of letters), `wrong_language` (a scan read in another alphabet), `lost_letters` (strokes but for a few signs), `garbled`.
 */
export type TextLayerReason =
  | 'wrong_encoding'
  | 'lost_spaces'
  | 'letter_spaced'
  | 'wrong_language'
  | 'no_unicode'
  | 'lost_letters'
  | 'garbled';

export interface TextLayerJudgement {
  quality: Exclude<TextLayerQuality, 'recognised'>;
  /** The words as far as they could be put right; the same array when nothing was changed. */
  words: readonly PageWord[];
  /** Empty for a good layer. */
  reasons: TextLayerReason[];
}

const MAX_UNREADABLE = 0.2;
const MIN_CHARACTERS = 12;
const MAX_STRAY = 0.25;
/** Fewer letters prove nothing. */
const MIN_LETTERS = 60;
/** Part of the letters that nobody spells so; a scan is suspected sooner, for every letter of it is a guess. */
const MAX_ODD = 0.35;
const MAX_ODD_ON_SCAN = 0.25;
const SCAN_COVER = 0.5;

/** How far the text layer of a page can be trusted, and its words put right where the damage is of a known kind. Pure. */
export function judgeTextLayer(words: readonly PageWord[], hints: TextLayerHints = {}): TextLayerJudgement {
  if (!words.some((word) => /[^\p{Z}\p{P}]/u.test(word.text))) return { quality: 'none', words, reasons: [] };
  const known = (reason: TextLayerReason) => hints.document?.includes(reason) ?? false;
  const reasons: TextLayerReason[] = [];
  const decoded = repairEncoding(words, known('wrong_encoding'));
  if (decoded !== null) reasons.push('wrong_encoding');
  const joined = joinSpacedLetters(decoded ?? words);
  if (joined?.damaged) reasons.push('letter_spaced');
  const closed = joined?.words ?? decoded ?? words;
  const split = splitJoinedWords(closed, known('lost_spaces'));
  if (split !== null) reasons.push('lost_spaces');
  const repaired = split ?? closed;
  const fault = faultOf(oddnessOf(repaired), hints);
  if (fault !== null) return { quality: 'broken', words, reasons: [fault] };
  return { quality: reasons.length > 0 ? 'repaired' : 'good', words: repaired, reasons };
}

function faultOf(oddness: Oddness, { imageCover = 0 }: TextLayerHints): TextLayerReason | null {
  if (oddness.characters >= MIN_CHARACTERS && oddness.unreadable > MAX_UNREADABLE) return 'no_unicode';
  if (oddness.stray > MAX_STRAY) return 'lost_letters';
  if (oddness.letters < MIN_LETTERS) return null;
  const onScan = imageCover >= SCAN_COVER;
  if (oddness.odd <= (onScan ? MAX_ODD_ON_SCAN : MAX_ODD)) return null;
  return onScan ? 'wrong_language' : 'garbled';
}
