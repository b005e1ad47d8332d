import { withAnnotatedText } from './annotated-text.ts';
import type { PdfPage } from './open-document.ts';
import type { PageContent } from './page-content.ts';
import { readObjects } from './page-objects.ts';
import { readWords } from './page-text.ts';

/** All that layout needs to know of a page. */
export function readPageContent(page: PdfPage): PageContent {
  return { page: page.geometry, words: withAnnotatedText(page, readWords(page)), ...readObjects(page) };
}
