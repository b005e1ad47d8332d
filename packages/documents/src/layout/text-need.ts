import type { PageContent } from '../pdf/page-content.ts';
import type { TextLayerJudgement } from '../text-layer/judge-text-layer.ts';

/**
 * Why a page should be recognised. `no_text`: a scan or a drawing without a letter; `broken_text`: its letters are not those printed;
 * `drawn_text`: most of its text is drawn with strokes; `text_in_picture`: a large picture may hold text.
 */
export type OcrReason = 'no_text' | 'broken_text' | 'drawn_text' | 'text_in_picture';

/** Past these many words a page's text layer carries it. */
const fewWords = 80;
const manyStrokes = 1000;
const largePicture = 0.25;

/** Why the page needs OCR, `blank` where there is nothing to recognise, or `null` where its text layer will do. */
export function textNeed(
  content: PageContent,
  judgement: TextLayerJudgement,
  imageCover: number,
): OcrReason | 'blank' | null {
  if (judgement.quality === 'broken') return 'broken_text';
  if (judgement.quality === 'none') return isBlank(content) ? 'blank' : 'no_text';
  if (content.words.some((word) => word.confidence !== undefined)) return null;
  if (content.words.length >= fewWords) return null;
  if ((content.letterStrokes ?? 0) >= manyStrokes) return 'drawn_text';
  return imageCover >= largePicture ? 'text_in_picture' : null;
}

function isBlank({ images, rules, drawings }: PageContent): boolean {
  return images.length === 0 && rules.length === 0 && drawings.length === 0;
}
