import type { FileGroup } from '../bundle/group-files.ts';
import type { PartKind } from '../bundle/merge-sources.ts';
import { readParts, type TextPart } from '../bundle/read-parts.ts';
import type { DocumentModel, ReportEntry } from '../model.ts';
import type { KnownFile } from './known-file.ts';
import { mergePdf } from './merge-pdf.ts';
import { docxDocument } from './plain/docx-document.ts';
import { imageDocument } from './plain/image-document.ts';
import { plainDocument } from './plain/plain-document.ts';
import type { PdfReading, ReaderLimits, ReadPdf } from './types.ts';

/** What reading a document needs besides its files. */
export interface GroupPorts {
  readPdf: ReadPdf | undefined;
  limits: ReaderLimits;
  signal: AbortSignal;
}

const PART_KINDS: readonly PartKind[] = [
  'document',
  'result',
  'ocr_html',
  'prepared',
  'annotation',
  'blocks',
];

/** Reads one document out of its files. */
export async function readGroup(
  { stem, files }: FileGroup<KnownFile>,
  ports: GroupPorts,
): Promise<{ model: DocumentModel | null; report: ReportEntry[] }> {
  const [only] = files;
  let model: DocumentModel | null = null;
  const extra: ReportEntry[] = [];
  const pdf = files.find(({ kind }) => kind === 'pdf');
  const parts = files.filter(isPart);
  if (parts.length > 0) model = readParts(parts.map(toPart), stem);
  else if (only !== undefined && pdf === undefined) model = await readAlone(only, stem, ports);
  if (pdf !== undefined) {
    const reading = await readPdfFile(pdf, ports);
    extra.push(...reading.report);
    model = mergePdf(model, reading.model, pdf.reporter);
  }
  if (model !== null) withinLimits(model, ports.limits, files[0] as KnownFile);
  return { model, report: [...files.flatMap(({ reporter }) => reporter.entries()), ...extra] };
}

const isPart = (file: KnownFile): file is KnownFile & { kind: PartKind } =>
  PART_KINDS.some((kind) => kind === file.kind);

const toPart = ({ name, kind, text, reporter }: KnownFile & { kind: PartKind }): TextPart => ({
  file: name,
  kind,
  text,
  reporter,
});

async function readAlone(
  { file, kind, text, reporter }: KnownFile,
  stem: string,
  { limits, signal }: GroupPorts,
): Promise<DocumentModel | null> {
  const options = { stem, reporter, maxBlocks: limits.maxBlocks };
  if (kind === 'docx') return docxDocument(file.bytes, options, { limits, signal });
  if (kind === 'image') return imageDocument(file, { stem, reporter, limits });
  return kind === 'html' || kind === 'json' || kind === 'markdown'
    ? plainDocument(kind, text, options)
    : null;
}

async function readPdfFile({ file, reporter }: KnownFile, ports: GroupPorts): Promise<PdfReading> {
  if (ports.readPdf === undefined) {
    reporter.add({
      severity: 'warning',
      code: 'pdf_not_read',
      line: null,
      message: 'PDF здесь не читается. Загрузите вместе с ним «…_document.md» или «…_ocr.html».',
    });
    return { model: null, report: [] };
  }
  try {
    return await ports.readPdf(file, ports.signal);
  } catch {
    ports.signal.throwIfAborted();
    reporter.add({
      severity: 'error',
      code: 'pdf_failed',
      line: null,
      message:
        'PDF не удалось прочитать. Откройте его в программе просмотра, сохраните заново и загрузите ещё раз.',
    });
    return { model: null, report: [] };
  }
}

/** A file may claim more than anybody would store. */
function withinLimits(model: DocumentModel, { maxBlocks, maxPages }: ReaderLimits, { reporter }: KnownFile) {
  if (model.blocks.length > maxBlocks) {
    remarkCut(reporter, `блоков — ${model.blocks.length}, прочитаны первые ${maxBlocks}`);
    model.blocks.length = maxBlocks;
  }
  if (model.pages.length > maxPages) {
    remarkCut(reporter, `страниц — ${model.pages.length}, прочитаны первые ${maxPages}`);
    model.pages.length = maxPages;
    const last = model.pages.at(-1)?.number ?? 0;
    model.blocks = model.blocks.filter((block) => block.page <= last);
    model.sheets = model.sheets.filter((sheet) => sheet.page <= last);
  }
}

function remarkCut(reporter: KnownFile['reporter'], what: string) {
  reporter.add({
    severity: 'warning',
    code: 'document_too_long',
    line: null,
    message: `Документ слишком велик: ${what}. Разделите его на части.`,
  });
}
