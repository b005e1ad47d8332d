import { createHash } from 'node:crypto';
import { type BlockModel, type DocumentModel, plainPage, type ReportEntry } from '@aizoomdoc/documents';
import type { AuditReport } from '@aizoomdoc/documents/audit';
import type { ReadDocument } from '@aizoomdoc/documents/readers';
import { sql } from 'kysely';
import type { Executor } from '#platform/db/database.ts';
import { newId } from '#platform/ids.ts';
import { insertContent, insertPages, type PagePicture } from '../content-store.ts';
import {
  findVersion,
  insertDocumentFiles,
  insertVersion,
  lockByStem,
  type Shelf,
  upsertDocument,
} from '../document-store.ts';
import { documentsChannel } from '../library-news.ts';
import { fileTypeOf } from './file-types.ts';
import { insertAudit } from './insert-audit.ts';
import type { OpenedPdf } from './open-pdf.ts';
import { baseName, type SourceFile } from './source-file.ts';
import { versionLabel } from './version-label.ts';

/** A file of a document, with its place in the store. */
export interface StoredSource {
  id: string;
  file: SourceFile;
  key: string;
  fileType: string;
  mimeType: string | null;
  /** Sealed. */
  password: Buffer | null;
}

/** Everything of a new version, before it is written. */
export interface Draft {
  stem: string;
  shelf: Shelf;
  versionId: string;
  /** The same for the same files. */
  hash: string;
  model: DocumentModel;
  report: ReportEntry[];
  sources: StoredSource[];
  pictures: ReadonlyMap<number, PagePicture>;
  crops: ReadonlyMap<string, string>;
  /** `null` = its text is still to be read. */
  audit: AuditReport | null;
}

export interface DraftOptions {
  shelf: Shelf;
  files: readonly SourceFile[];
  opened: ReadonlyMap<string, OpenedPdf>;
  /** Seals the password for the file with this id; `null` when there is none. */
  seal(fileId: string): Buffer | null;
}

/** Puts together what is known of a document that was read. */
export function draftOf({ stem, model, report }: ReadDocument, options: DraftOptions): Draft {
  const { shelf, files, opened, seal } = options;
  const versionId = newId();
  const pdf = files.find((file) => opened.has(file.name));
  const shown = pdf ?? files.find(({ name }) => isImage(name) && files.length === 1);
  const cropNames = new Set(model.blocks.map((block) => block.cropUrl));
  const taken = new Set<string>();
  const sources = files.map((file) => {
    const id = newId();
    const isCrop = file !== shown && cropNames.has(file.name);
    const types = fileTypeOf(file.name, { isPdf: file === pdf || /\.pdf$/i.test(file.name), isCrop });
    const folder = isCrop ? 'crops/' : '';
    let name = baseName(file.name);
    for (let copy = 2; taken.has(folder + name); copy += 1) name = `${copy}-${baseName(file.name)}`;
    taken.add(folder + name);
    const key = `tree_docs/${versionId}/${folder}${name}`;
    return { id, file, key, ...types, password: file === pdf ? seal(id) : null };
  });
  const shownId = sources.find(({ file }) => file === shown)?.id;
  const whole = withEveryPage(model);
  return {
    stem,
    shelf,
    versionId,
    hash: hashOf(files),
    model: whole,
    report,
    sources,
    pictures: picturesOf(whole, shownId, pdf === undefined ? undefined : opened.get(pdf.name)),
    crops: new Map(
      model.blocks.flatMap(({ code, cropUrl }) => {
        const crop = sources.find(({ file, fileType }) => fileType === 'crop' && file.name === cropUrl);
        return crop === undefined ? [] : [[code, crop.id] as const];
      }),
    ),
    audit: null,
  };
}

const isImage = (name: string) =>
  fileTypeOf(name, { isPdf: false, isCrop: false }).mimeType?.startsWith('image/') === true;

function picturesOf(
  model: DocumentModel,
  fileId: string | undefined,
  pdf: OpenedPdf | undefined,
): Map<number, PagePicture> {
  if (fileId === undefined) return new Map();
  if (pdf !== undefined)
    return new Map(pdf.info.pages.map((page) => [page.number, { fileId, filePage: page.number, ...page }]));
  return new Map(
    model.pages.flatMap(({ number, size }) =>
      size === null
        ? []
        : [[number, { fileId, filePage: number, ...size, rotation: 0, userUnit: 1, cropBox: null }] as const],
    ),
  );
}

function hashOf(files: readonly SourceFile[]): string {
  const lines = files.map(({ name, sha256 }) => `${baseName(name)} ${sha256}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** A block before the first page heading stands on a page that the file does not announce. */
function withEveryPage(model: DocumentModel): DocumentModel {
  const announced = new Set(model.pages.map((page) => page.number));
  const others = new Set(model.blocks.map((block) => block.page).filter((page) => !announced.has(page)));
  const added = [...others].map(plainPage);
  return { ...model, pages: [...model.pages, ...added].sort((one, other) => one.number - other.number) };
}

export interface Saved {
  documentId: string;
  versionId: string;
  /** `false`: the same files are there already. */
  isNew: boolean;
}

/** Writes a version with all that is known of it; the document too, when it is its first. */
export async function saveDocument(tx: Executor, draft: Draft, now: Date): Promise<Saved> {
  const { stem, shelf, versionId, hash, model, audit } = draft;
  const existing = await lockByStem(tx, { ...shelf, stem });
  const current = existing && (await findVersion(tx, existing.id, existing.current_version));
  if (existing && current?.sha256 === hash && current.status !== 'failed')
    return { documentId: existing.id, versionId: current.id, isNew: false };
  const documentId = existing?.id ?? newId();
  const number = (existing?.current_version ?? 0) + 1;
  await upsertDocument(
    tx,
    {
      id: documentId,
      kind: 'construction',
      project_id: shelf.projectId,
      owner_id: shelf.ownerId,
      stem,
      title: model.title,
      ...model.stamp,
      current_version: number,
      created_at: now,
      updated_at: now,
    },
    shelf.parentId,
  );
  await insertVersion(tx, { ...versionRow(draft), document_id: documentId, number, created_at: now });
  await insertDocumentFiles(tx, fileRows(draft, now));
  if (audit === null) await insertPages(tx, versionId, { pages: model.pages, pictures: draft.pictures });
  else {
    await insertContent(tx, versionId, draft);
    await insertAudit(tx, versionId, audit);
  }
  await sql`select pg_notify(${documentsChannel}, ${documentId})`.execute(tx);
  return { documentId, versionId, isNew: true };
}

function versionRow({ versionId, hash, stem, model, report, audit, pictures }: Draft) {
  const unread = model.pages.filter(
    ({ number, textLayer }) => pictures.has(number) && (textLayer === 'none' || textLayer === 'broken'),
  );
  const isToBeRead = audit === null || isLacking(model, pictures);
  const work = isToBeRead ? 'reading' : unread.length > 0 ? 'ocr' : null;
  return {
    id: versionId,
    sha256: hash,
    page_count: model.pages.length,
    block_count: audit === null ? 0 : model.blocks.length,
    label: versionLabel(stem, model),
    status: audit === null ? ('processing' as const) : ('ready' as const),
    work: work as 'reading' | 'ocr' | null,
    job_id: work === null ? null : newId(),
    progress_total: isToBeRead ? model.pages.length : unread.length,
    report: JSON.stringify(report),
  };
}

/** Whether the PDF beside a bundle may say what the bundle does not. */
function isLacking({ blocks, pages }: DocumentModel, pictures: Draft['pictures']): boolean {
  if (![...pictures.values()].some(({ cropBox }) => cropBox !== null)) return false;
  const known = new Set(blocks.map(({ page }) => page));
  const isEmpty = ({ flags, bbox }: BlockModel) =>
    bbox !== null && (flags.includes('empty') || flags.includes('empty_twin'));
  return pages.some(({ number }) => pictures.has(number) && !known.has(number)) || blocks.some(isEmpty);
}

function fileRows({ versionId, sources }: Draft, now: Date) {
  return sources.map(({ id, file, key, fileType, mimeType, password }) => ({
    id,
    version_id: versionId,
    file_type: fileType,
    file_name: baseName(file.name),
    file_size: file.size,
    storage_path: key,
    sha256: file.sha256,
    mime_type: mimeType,
    password_ciphertext: password,
    created_at: now,
  }));
}
