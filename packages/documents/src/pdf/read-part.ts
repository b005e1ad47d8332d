import { type LayoutMemory, layoutPages, type PagesLayout } from '../layout/index.ts';
import type { PdfPage } from './open-document.ts';
import type { PageContent } from './page-content.ts';
import { PdfError } from './pdf-error.ts';
import { readPageContent } from './read-page-content.ts';

/** Some pages of a document, read and laid out. */
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

/** @throws what is no `PdfError`, and `out_of_memory`: the engine is in no known state then */
export function readPart(load: (page: number) => PdfPage, { pages, memory }: PartRequest): ReadPart {
  const contents: PageContent[] = [];
  const failed: number[] = [];
  for (const page of pages) {
    try {
      contents.push(readPageContent(load(page)));
    } catch (error) {
      if (!(error instanceof PdfError) || error.code === 'out_of_memory') throw error;
      failed.push(page);
    }
  }
  return { ...layoutPages(contents, memory), failed };
}
