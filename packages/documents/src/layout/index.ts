export {
  assembleDocument,
  type DocumentLayout,
  type LayoutOptions,
  layoutDocument,
} from './layout-document.ts';
export { emptyMemory, type LayoutMemory, layoutPages } from './layout-pages.ts';
export type { OcrReason } from './text-need.ts';
export type { OcrNeed, OutlineEntry, PageBlock, PagesLayout } from './types.ts';
