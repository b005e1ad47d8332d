import { readFile } from 'node:fs/promises';
import type { ReportEntry } from '@aizoomdoc/documents';
import type { InputFile, ReadDocument, ReadDocuments } from '@aizoomdoc/documents/readers';
import type { Clock } from '#platform/clock.ts';
import type { SecretBox } from '#platform/crypto.ts';
import type { Database } from '#platform/db/database.ts';
import { createTurnstile } from '#platform/http/turnstile.ts';
import type { Incoming } from '#platform/incoming.ts';
import type { ObjectStore } from '#platform/objects.ts';
import { type DocumentRow, findDocument, type Shelf } from './document-store.ts';
import { importFailed, interrupted, passwordRequired, readingFailed } from './errors.ts';
import { auditModel } from './import/audit-model.ts';
import { createPdfOpener, type PdfOpener } from './import/open-pdf.ts';
import { alreadyImported, nothingToRead, repeatedName } from './import/remarks.ts';
import { type Draft, draftOf, type Saved, saveDocument } from './import/save-document.ts';
import type { SourceFile } from './import/source-file.ts';
import type { Library } from './library.ts';
import type { LazyEngines } from './pictures/engines.ts';
import type { Threads } from './thread/threads.ts';
import type { DocumentWork } from './work/document-work.ts';

export type { SourceFile } from './import/source-file.ts';

/** Whose the documents become; the demo belongs to its project and to nobody. */
export type ImportTarget = Shelf;

export interface ImportExtra {
  /** Opens the PDFs that need one. */
  password?: string | undefined;
  /** How long to wait for the text of each PDF, milliseconds; it follows anyway. */
  patience?: number | undefined;
  signal?: AbortSignal | undefined;
}

export interface Imported {
  documents: DocumentRow[];
  report: ReportEntry[];
}

export interface ImportDeps {
  db: Database;
  clock: Clock;
  objects: ObjectStore;
  incoming: Incoming;
  box: SecretBox;
  engines: LazyEngines;
  library: Library;
  threads: Threads;
  work: DocumentWork;
}

/** Files are read whole, so only so many imports do it at once. */
const readingAtOnce = 2;
const readingInLine = 50;
const defaultPatience = 10_000;

/** Reads documents out of files of any format and stores each whole, or not at all; the text of a PDF follows. */
export function createImport(deps: ImportDeps) {
  const { db, clock, objects, incoming, box, engines, library, threads, work } = deps;
  const turnstile = createTurnstile({ atOnce: readingAtOnce, waiting: readingInLine });

  async function read(files: readonly SourceFile[], opener: PdfOpener, signal: AbortSignal) {
    return turnstile.pass(async () => {
      const inputs = await Promise.all(
        files.map(async ({ name, path }) => ({ name, bytes: await readFile(path) })),
      );
      try {
        if (!inputs.some(mayHoldPdf))
          return await threads.use((thread) => thread.run('read', inputs, signal));
        const { readInWorker } = await import('@aizoomdoc/documents/readers');
        return await readInWorker(inputs, { readPdf: opener.readPdf, signal });
      } catch (error) {
        throw signal.aborted ? interrupted(error) : readingFailed(error);
      }
    });
  }

  /** Stores the files and the rows; what fails leaves neither. */
  async function store(draft: Draft): Promise<Saved> {
    const drop = async () => {
      for (const { key } of draft.sources) await objects.delete(key);
    };
    try {
      for (const { key, file } of draft.sources) await objects.putFile(key, file.path);
      const saved = await db.transaction((tx) => saveDocument(tx, draft, clock.now()));
      if (!saved.isNew) await drop();
      return saved;
    } catch (error) {
      await drop();
      throw error;
    }
  }

  async function importOne(
    document: ReadDocument,
    context: Context,
  ): Promise<{ saved: Saved | null; report: ReportEntry[] }> {
    const files = await context.filesOf(document);
    const { opened } = context.opener;
    const isUnread = files.some(({ name }) => opened.has(name)) && document.model.blocks.length === 0;
    if (document.model.blocks.length === 0 && !isUnread)
      return {
        saved: null,
        report: [...document.report, nothingToRead(document.sources[0] ?? document.stem)],
      };
    const draft = draftOf(document, { ...context, files, opened });
    if (!isUnread) {
      const { audit, report } = await threads.use((thread) =>
        auditModel(thread, draft.model, context.signal),
      );
      draft.audit = audit;
      draft.report = [...draft.report, ...report];
    }
    const saved = await store(draft);
    if (!saved.isNew)
      return { saved, report: [...draft.report, alreadyImported(files[0]?.name ?? document.stem)] };
    await work.start(saved.versionId);
    return { saved, report: draft.report };
  }

  return async function importFiles(
    files: readonly SourceFile[],
    shelf: ImportTarget,
    { password, patience = defaultPatience, signal = new AbortController().signal }: ImportExtra = {},
  ): Promise<Imported> {
    const byName = new Map(files.map((file) => [file.name, file]));
    const copies: SourceFile[] = [];
    await using resources = new AsyncDisposableStack();
    resources.defer(async () => {
      for (const copy of copies) await incoming.drop(copy);
    });
    const opener = createPdfOpener({ engines, incoming, files: byName, copies, password });
    const result = await read([...byName.values()], opener, signal);
    const context: Context = {
      shelf,
      opener,
      signal,
      seal: (fileId) => (password === undefined ? null : box.seal(password, fileId)),
      filesOf: localFiles({ byName, unpacked: result.unpacked, copies, incoming, opener }),
    };
    const saved: Saved[] = [];
    const repeated = files.filter((file) => byName.get(file.name) !== file).map(repeatedName);
    const report = [...result.report, ...repeated, ...unaccounted(byName.keys(), result)];
    for (const document of result.documents) {
      const imported = await importOne(document, context);
      if (imported.saved !== null) saved.push(imported.saved);
      report.push(...imported.report);
    }
    if (saved.length === 0) throw isLocked(report) ? passwordRequired(report) : importFailed(report);
    await work.untilRead(
      saved.map(({ versionId }) => versionId),
      patience,
    );
    // What the answer calls ready is found at once.
    for (const { documentId, isNew } of saved) if (isNew) await library.refresh(documentId);
    const rows = await Promise.all(saved.map(({ documentId }) => findDocument(db.executor, documentId)));
    return { documents: rows.filter((row) => row !== undefined), report };
  };
}

export type ImportFiles = ReturnType<typeof createImport>;

/** Files that nobody says anything about, or takes anything from. */
function unaccounted(names: Iterable<string>, { documents, report }: ReadDocuments): ReportEntry[] {
  const told = [...documents.flatMap(({ sources }) => sources), ...report.map(({ file }) => file)];
  return [...names]
    .filter((name) => !told.some((one) => one === name || one.startsWith(`${name}/`)))
    .map(nothingToRead);
}

interface Context {
  shelf: Shelf;
  opener: PdfOpener;
  signal: AbortSignal;
  seal(fileId: string): Buffer | null;
  filesOf(document: ReadDocument): Promise<SourceFile[]>;
}

interface Origins {
  byName: ReadonlyMap<string, SourceFile>;
  unpacked: readonly InputFile[];
  copies: SourceFile[];
  incoming: Incoming;
  opener: PdfOpener;
}

/** Local copies of a document's files; a PDF that did not open is none of them. */
function localFiles({ byName, unpacked, copies, incoming, opener }: Origins): Context['filesOf'] {
  const inside = new Map(unpacked.map((file) => [file.name, file.bytes]));
  const known = new Map(byName);
  return async ({ sources, report }) => {
    const refused = new Set(report.filter(isPdfRefusal).map(({ file }) => file));
    const files: SourceFile[] = [];
    for (const name of sources) {
      const bytes = inside.get(name);
      let file = opener.opened.get(name)?.file ?? known.get(name);
      if (file === undefined && bytes !== undefined) {
        file = { ...(await incoming.receive([bytes])), name };
        copies.push(file);
        known.set(name, file);
      }
      if (file !== undefined && !refused.has(name)) files.push(file);
    }
    return files;
  };
}

/** A PDF, or an archive, which a Word document is too: those are read by a thread that can ask for PDFs. */
function mayHoldPdf({ bytes }: InputFile): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024));
  return head.includes('%PDF-') || head.subarray(0, 2).equals(Buffer.from('PK'));
}

const lockedCodes = new Set(['password_required', 'wrong_password']);
const isPdfRefusal = ({ code, severity }: ReportEntry) =>
  severity === 'error' && (lockedCodes.has(code) || code.startsWith('pdf_'));
const isLocked = (report: readonly ReportEntry[]) => report.some(({ code }) => lockedCodes.has(code));
