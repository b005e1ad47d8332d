import type { TextLayerQuality } from '../model.ts';
import type { PageWord } from '../pdf/page-content.ts';

/** What the caller knows about the page besides its words. */
export interface TextLayerHints {
  /** Share of the page that its largest bitmap covers, 0–1: near 1 on a scan. */
  imageCover?: number;
  /** What the other pages of the document showed: a page of ten words is judged by the company it keeps. */
  document?: readonly TextLayerReason[];
}

/** Why a text layer was distrusted. Every reason but those of `broken` was put right in the words. */
export type TextLayerReason =
  | 'wrong_encoding'
  | 'lost_spaces'
  | 'letter_spaced'
  | 'wrong_language'
  | 'no_unicode'
  | 'garbled';

export interface TextLayerJudgement {
  quality: Exclude<TextLayerQuality, 'recognised'>;
  /** The words as far as they could be put right; the same array when nothing was changed. */
  words: readonly PageWord[];
  /** Empty for a good layer; the one that matters most first. */
  reasons: TextLayerReason[];
}

/** How far the text layer of a page can be trusted, and its words put right where the damage is of a known kind. Pure. */
export function judgeTextLayer(words: readonly PageWord[], _hints: TextLayerHints = {}): TextLayerJudgement {
  const letters = words.some((word) => /[\p{L}\p{N}]/u.test(word.text));
  return { quality: letters ? 'good' : 'none', words, reasons: [] };
}
