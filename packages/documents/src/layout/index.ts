export {
  assembleDocument,
  type DocumentLayout,
  type LayoutOptions,
  layoutDocument,
} from './layout-document.ts';
export { emptyMemory, layoutPages } from './layout-pages.ts';
export { type ReadingLine, readingLines } from './reading-lines.ts';
export type { OcrReason } from './text-need.ts';
export type { LayoutMemory, OcrNeed, OutlineEntry, PageBlock, PagesLayout } from './types.ts';
