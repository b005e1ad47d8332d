import { type LayoutMemory, layoutPages, type PagesLayout } from '../layout/index.ts';
import type { PdfPage } from './open-document.ts';
import type { PageContent } from './page-content.ts';
import { PdfError } from './pdf-error.ts';
import { readPageContent } from './read-page-content.ts';

/** Some pages of a document, read and laid out: those asked for, or the first of them where they hold much. */
export interface ReadPart extends PagesLayout {
  /** Pages that could not be read. */
  failed: number[];
}

export interface PartRequest {
  /** Consecutive, from 1. */
  pages: number[];
  /** Of the part before; `emptyMemory` for the first. */
  memory: LayoutMemory;
}

/** Words, lines and pictures of a part; past it the part ends, so that viewers never wait for long. Time would not give the same parts again. */
const mostItems = 20_000;

/** @throws what is no `PdfError`, and `out_of_memory`: the engine is in no known state then */
export function readPart(load: (page: number) => PdfPage, { pages, memory }: PartRequest): ReadPart {
  const contents: PageContent[] = [];
  const failed: number[] = [];
  let items = 0;
  for (const page of pages) {
    if (items > mostItems) break;
    try {
      const content = readPageContent(load(page));
      contents.push(content);
      items += content.words.length + content.rules.length + content.drawings.length + content.images.length;
    } catch (error) {
      if (!(error instanceof PdfError) || error.code === 'out_of_memory') throw error;
      failed.push(page);
    }
  }
  return { ...layoutPages(contents, memory), failed };
}
