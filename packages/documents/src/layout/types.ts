import type { BlockModel, Box, PageModel, ReportEntry } from '../model.ts';
import type { TextLayerReason } from '../text-layer/judge-text-layer.ts';
import type { RunningMemory } from './running-lines.ts';
import type { OcrReason } from './text-need.ts';

/** A block before it has a code. */
export type PageBlock = Pick<
  BlockModel,
  'page' | 'kind' | 'text' | 'category' | 'textSource' | 'confidence' | 'flags'
> & { bbox: Box };

export interface OcrNeed {
  /** From 1. */
  page: number;
  reason: OcrReason;
}

/** Some consecutive pages of a document. */
export interface PagesLayout {
  pages: PageModel[];
  /** In reading order. */
  blocks: PageBlock[];
  /** Pages whose text layer will not do. */
  needsOcr: OcrNeed[];
  report: Omit<ReportEntry, 'file'>[];
  /** For the pages that follow. */
  memory: LayoutMemory;
}

/** A line of the PDF's own table of contents. */
export interface OutlineEntry {
  title: string;
  /** From 1; `null` where it leads nowhere. */
  page: number | null;
  /** From 1. */
  level: number;
}

/** What later pages of a document are read with. */
export interface LayoutMemory {
  running: RunningMemory;
  textLayer: TextLayerReason[];
}
