import { withAnnotatedText } from './annotated-text.ts';
import type { PdfPage } from './open-document.ts';
import type { PageContent, PageWord } from './page-content.ts';
import { readObjects } from './page-objects.ts';
import { readWords } from './page-text.ts';

/** Strokes of a letter of a drawing font, on average. */
const strokesALetter = 3;

/** All that layout needs to know of a page. */
export function readPageContent(page: PdfPage): PageContent {
  const printed = readWords(page);
  const words = withAnnotatedText(page, printed);
  const drawn = readObjects(page);
  const spelt = Math.max(0, lettersOf(words) - lettersOf(printed));
  const letterStrokes = Math.max(0, (drawn.letterStrokes ?? 0) - strokesALetter * spelt);
  return { page: page.geometry, words, ...drawn, letterStrokes };
}

function lettersOf(words: readonly PageWord[]): number {
  return words.reduce((sum, { text }) => sum + text.length, 0);
}
