import type { DocumentModel } from '../model.ts';
import { plainPage } from '../page.ts';
import { readAnnotation } from './annotation.ts';
import { checkIndex, takeCrops } from './assemble.ts';
import { type IndexedSource, readBlockIndex } from './block-index.ts';
import { buildDocument } from './build-document.ts';
import { readDocumentText } from './document-text.ts';
import { mergeSources, type PartKind, type SourcePart } from './merge-sources.ts';
import { readOcrHtml } from './ocr-html.ts';
import { readPreparedText } from './prepared-text.ts';
import { createReporter, type Reporter } from './report.ts';
import { emptySource, type SourceDocument, sourceBlock } from './source.ts';

/** One file of a bundle, decoded. */
export interface TextPart {
  file: string;
  kind: PartKind;
  text: string;
  reporter: Reporter;
}

/** Reads the files of one document and puts them together; `null` where none of them could be read. Remarks go to the reporters of the files. */
export function readParts(texts: readonly TextPart[], stem: string): DocumentModel | null {
  const parts = new PartReading(texts).read();
  const [first] = parts;
  if (first === undefined || !parts.some(({ source }) => source.pages.size > 0 || source.blocks.length > 0))
    return null;
  return buildDocument(mergeSources(parts), stem, first.reporter);
}

/** Files in an order in which each tells the next one what it leaves open: pages to those that count them anyhow, codes to those that cut them. */
class PartReading {
  private readonly texts: readonly TextPart[];
  private readonly parts: SourcePart[] = [];

  constructor(texts: readonly TextPart[]) {
    this.texts = texts;
  }

  read(): SourcePart[] {
    for (const part of this.of('document')) this.add(part, readDocumentText(part.text, part.reporter));
    // Looked at for its pages, where others ask for them; read for good when the codes are known.
    const asked = this.texts.some(({ kind }) => kind === 'annotation' || kind === 'result');
    const glances = asked ? this.of('ocr_html').map(({ text }) => readOcrHtml(text, createReporter(''))) : [];
    for (const kind of ['annotation', 'result'] as const)
      for (const part of this.of(kind))
        this.add(
          part,
          readAnnotation(part.text, part.reporter, {
            known: pagesOf([...this.sources(), ...glances]),
            complete: kind === 'annotation',
          }),
        );
    for (const part of this.of('ocr_html'))
      this.add(part, readOcrHtml(part.text, part.reporter, pagesOf(this.sources()).keys()));
    for (const part of this.of('prepared')) this.add(part, readPreparedText(part.text, part.reporter));
    for (const part of this.of('blocks')) this.addIndex(part, readBlockIndex(part.text, part.reporter));
    return this.parts;
  }

  private of(kind: PartKind): TextPart[] {
    return this.texts.filter((part) => part.kind === kind);
  }

  private sources(): SourceDocument[] {
    return this.parts.map(({ source }) => source);
  }

  private add({ file, kind, reporter }: TextPart, source: SourceDocument | null) {
    if (source !== null) this.parts.push({ file, kind, source, reporter });
  }

  /** The index checks `*_document.md`; without one it is a list of pictures. */
  private addIndex(part: TextPart, index: Map<string, IndexedSource>) {
    if (index.size === 0) return;
    const document = this.parts.find(({ kind }) => kind === 'document');
    if (document === undefined) return this.add(part, indexSource(index));
    checkIndex(document.source, index, { document: document.reporter, index: part.reporter });
    takeCrops(document.source, index);
  }
}

/** Pages by block code, where a file is sure of them. */
function pagesOf(sources: readonly SourceDocument[]): Map<string, number> {
  const pages = new Map<string, number>();
  for (const { blocks } of sources)
    for (const { code, page, pageGuessed } of blocks)
      if (code !== null && !pageGuessed && !pages.has(code)) pages.set(code, page);
  return pages;
}

function indexSource(index: ReadonlyMap<string, IndexedSource>): SourceDocument {
  const source = emptySource();
  for (const { code, page, kind, cropUrl, line } of index.values()) {
    source.blocks.push(
      sourceBlock({
        code,
        kind: kind ?? 'image',
        page: page ?? 1,
        pageGuessed: page === null,
        line: line ?? 1,
        text: '',
        cropUrl,
      }),
    );
    source.pages.set(page ?? 1, plainPage(page ?? 1));
  }
  return source;
}
