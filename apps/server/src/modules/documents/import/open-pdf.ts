import { type DocumentModel, plainPage, type ReportEntry } from '@aizoomdoc/documents';
import type { PdfInfo } from '@aizoomdoc/documents/pdf';
import type { InputFile, PdfReading } from '@aizoomdoc/documents/readers';
import type { Incoming } from '#platform/incoming.ts';
import type { LazyEngines } from '../pictures/engines.ts';
import { baseName, type SourceFile } from './source-file.ts';

/** A PDF of an import that opens. */
export interface OpenedPdf {
  file: SourceFile;
  info: PdfInfo;
}

export interface PdfOpener {
  /** By name; those that did not open are not here. */
  opened: ReadonlyMap<string, OpenedPdf>;
  /** Pages with their sizes and no text: that is read later. */
  readPdf(file: InputFile, signal: AbortSignal): Promise<PdfReading>;
}

export interface PdfOpenerDeps {
  engines: LazyEngines;
  incoming: Incoming;
  /** Files given, by name; those out of archives are written down when they are opened. */
  files: ReadonlyMap<string, SourceFile>;
  /** Local copies to be dropped after the import. */
  copies: SourceFile[];
  password: string | undefined;
}

/** Opens the PDFs of one import; a password that a file does not need is no mistake. */
export function createPdfOpener({ engines, incoming, files, copies, password }: PdfOpenerDeps): PdfOpener {
  const opened = new Map<string, OpenedPdf>();

  async function localCopy({ name, bytes }: InputFile): Promise<SourceFile> {
    const given = files.get(name);
    if (given !== undefined) return given;
    const copy = { ...(await incoming.receive([bytes])), name };
    copies.push(copy);
    return copy;
  }

  return {
    opened,
    async readPdf(input, signal) {
      const file = await localCopy(input);
      const { pdf } = await engines.load();
      const source = { id: file.sha256, path: file.path, ...(password !== undefined && { password }) };
      try {
        const info = await pdf.info(source, { signal });
        opened.set(input.name, { file, info });
        return { model: emptyModel(input.name, info), report: [] };
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'PdfError') throw error;
        return { model: null, report: [refusal(input.name, error as Error & { code: string })] };
      }
    },
  };
}

function emptyModel(name: string, info: PdfInfo): DocumentModel {
  return {
    title: baseName(name),
    generatedAt: null,
    stamp: { cipher: null, stage: null, object: null, organisation: null },
    pages: info.pages.map(({ number, width, height }) => ({ ...plainPage(number), size: { width, height } })),
    sheets: [],
    blocks: [],
  };
}

const refusal = (file: string, { code, message }: { code: string; message: string }): ReportEntry => ({
  file,
  line: null,
  severity: 'error',
  code: code === 'wrong_password' || code === 'password_required' ? code : `pdf_${code}`,
  message,
});
