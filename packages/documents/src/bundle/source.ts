import type { BlockKind, BlockModel, Box, DocumentStamp, PageModel, SheetModel } from '../model.ts';

/** A block as one file has it, before codes are made unique and files of one document are put together. */
export interface SourceBlock {
  /** `null` where the file gives no readable code. */
  code: string | null;
  kind: BlockKind;
  page: number;
  /** Line of the marker, from 1. */
  line: number;
  text: string;
  /** `true` where the file does not say the page, so `page` is a guess. */
  pageGuessed: boolean;
  bbox: Box | null;
  polygon: [number, number][] | null;
  category: string | null;
  group: string | null;
  confidence: number | null;
  /** The twin that the file names. */
  linkedCode: string | null;
  cropUrl: string | null;
  textSource: BlockModel['textSource'];
}

/** Everything one file says about a document, in its own order. */
export interface SourceDocument {
  title: string | null;
  generatedAt: string | null;
  stamp: DocumentStamp;
  pages: Map<number, PageModel>;
  sheets: SheetModel[];
  blocks: SourceBlock[];
}

export function emptySource(): SourceDocument {
  return {
    title: null,
    generatedAt: null,
    stamp: { cipher: null, stage: null, object: null, organisation: null },
    pages: new Map(),
    sheets: [],
    blocks: [],
  };
}

/** A block of which only what is given is known. */
export function sourceBlock(
  known: Pick<SourceBlock, 'code' | 'kind' | 'page' | 'line' | 'text'> & Partial<SourceBlock>,
): SourceBlock {
  return {
    pageGuessed: false,
    bbox: null,
    polygon: null,
    category: null,
    group: null,
    confidence: null,
    linkedCode: null,
    cropUrl: null,
    textSource: 'bundle',
    ...known,
  };
}

/** A title that names the document; programs that recognise one call every file of theirs «document.pdf». */
export function namedTitle(title: string | null): string | null {
  return title === null || /^(?:document(?:\.pdf)?)?$/iu.test(title.trim()) ? null : title.trim();
}
