import { readFile } from 'node:fs/promises';
import {
  type DocumentModel,
  groupBundleFiles,
  plainPage,
  type ReportEntry,
  readBundle,
} from '@aizoomdoc/documents';
import { sql } from 'kysely';
import type { Clock } from '#platform/clock.ts';
import type { Database, Executor } from '#platform/db/database.ts';
import { sha256 } from '#platform/http/idempotency.ts';
import { newId } from '#platform/ids.ts';
import type { IncomingFile } from '#platform/incoming.ts';
import type { ObjectStore } from '#platform/objects.ts';
import { insertContent } from './block-store.ts';
import {
  type DocumentRow,
  findDocument,
  findVersion,
  insertDocumentFiles,
  insertVersion,
  lockByStem,
  type Shelf,
  upsertDocument,
} from './document-store.ts';
import { importFailed } from './errors.ts';
import { documentsChannel, type Library } from './library.ts';

export interface SourceFile extends IncomingFile {
  name: string;
}

/** Whose the documents become; the demo belongs to its project and to nobody. */
export type ImportTarget = Shelf;

export interface Imported {
  documents: DocumentRow[];
  report: ReportEntry[];
}

export interface ImportDeps {
  db: Database;
  clock: Clock;
  objects: ObjectStore;
  library: Library;
}

/** Reads bundles out of files and stores each document whole, or not at all. */
export function createImport({ db, clock, objects, library }: ImportDeps) {
  async function importOne(stem: string, files: SourceFile[], target: ImportTarget): Promise<Imported> {
    const read = await Promise.all(
      files.map(async ({ name, path }) => ({ name, bytes: await readFile(path) })),
    );
    const { document, report } = readBundle(read);
    if (document === null || document.blocks.length === 0) return { documents: [], report };
    const model = withEveryPage(document);
    const hash = sha256(files.map((file) => `${file.name} ${file.sha256}`).join('\n'));
    const versionId = newId();
    const stored = await storeFiles(objects, versionId, files);
    const saved = await db
      .transaction((tx) => save(tx, { stem, target, model, hash, versionId, stored }))
      .catch(async (error: unknown) => {
        await dropObjects(stored);
        throw error;
      });
    if (saved.isNew) await library.refresh(saved.documentId);
    else await dropObjects(stored);
    const row = await findDocument(db.executor, saved.documentId);
    const unchanged: ReportEntry[] = saved.isNew ? [] : [alreadyImported(files[0]?.name ?? stem)];
    return { documents: row === undefined ? [] : [row], report: [...report, ...unchanged] };
  }

  async function dropObjects(stored: readonly { key: string }[]): Promise<void> {
    for (const { key } of stored) await objects.delete(key);
  }

  async function save(tx: Executor, draft: Draft): Promise<{ documentId: string; isNew: boolean }> {
    const { stem, target, model, hash, versionId, stored } = draft;
    const now = clock.now();
    const existing = await lockByStem(tx, { ...target, stem });
    const current = existing && (await findVersion(tx, existing.id, existing.current_version));
    if (existing && current?.sha256 === hash) {
      return { documentId: existing.id, isNew: false };
    }
    const documentId = existing?.id ?? newId();
    const number = (existing?.current_version ?? 0) + 1;
    const row = {
      id: documentId,
      kind: 'construction' as const,
      project_id: target.projectId,
      owner_id: target.ownerId,
      stem,
      title: model.title,
      ...model.stamp,
      current_version: number,
      created_at: now,
      updated_at: now,
    };
    await upsertDocument(tx, row, target.parentId);
    await insertVersion(tx, {
      id: versionId,
      document_id: documentId,
      number,
      sha256: hash,
      page_count: model.pages.length,
      block_count: model.blocks.length,
      created_at: now,
    });
    await insertDocumentFiles(
      tx,
      stored.map(({ name, size, key }) => ({
        id: newId(),
        version_id: versionId,
        file_type: name.toLowerCase().endsWith('.json') ? 'blocks_index' : 'result_md',
        file_name: baseName(name),
        file_size: size,
        storage_path: key,
        created_at: now,
      })),
    );
    await insertContent(tx, versionId, model);
    await sql`select pg_notify(${documentsChannel}, ${documentId})`.execute(tx);
    return { documentId, isNew: true };
  }

  return async function importFiles(files: readonly SourceFile[], target: ImportTarget): Promise<Imported> {
    const byName = new Map(files.map((file) => [file.name, file]));
    const { groups, unmatched } = groupBundleFiles([...byName.keys()]);
    const documents: DocumentRow[] = [];
    const repeated = files.filter((file) => byName.get(file.name) !== file);
    const report: ReportEntry[] = [...unmatched.map(notABundle), ...repeated.map(repeatedName)];
    for (const group of groups) {
      const parts = [group.document, group.blocks]
        .map((name) => byName.get(name ?? ''))
        .filter((file) => !!file);
      if (group.pdf !== null) report.push(notABundle(group.pdf));
      if (parts.length === 0) continue;
      const imported = await importOne(group.stem, parts, target);
      documents.push(...imported.documents);
      report.push(...imported.report);
    }
    if (documents.length === 0) throw importFailed(report);
    return { documents, report };
  };
}

export type ImportFiles = ReturnType<typeof createImport>;

async function storeFiles(objects: ObjectStore, versionId: string, files: readonly SourceFile[]) {
  const stored = files.map((file) => ({ ...file, key: `tree_docs/${versionId}/${baseName(file.name)}` }));
  for (const { key, path } of stored) await objects.putFile(key, path);
  return stored;
}

interface Draft {
  stem: string;
  target: ImportTarget;
  model: DocumentModel;
  hash: string;
  versionId: string;
  stored: (SourceFile & { key: string })[];
}

/** A block before the first page heading stands on a page that the file does not announce. */
function withEveryPage(model: DocumentModel): DocumentModel {
  const announced = new Set(model.pages.map((page) => page.number));
  const others = new Set(model.blocks.map((block) => block.page).filter((page) => !announced.has(page)));
  const added = [...others].map(plainPage);
  return { ...model, pages: [...model.pages, ...added].sort((one, other) => one.number - other.number) };
}

function baseName(name: string): string {
  return (name.split(/[\\/]/).at(-1) ?? name).replaceAll('\0', '').slice(-200) || 'file';
}

const notABundle = (file: string): ReportEntry => ({
  file,
  line: null,
  severity: 'warning',
  code: 'not_a_bundle',
  message: 'Файл пропущен: пока читаются комплекты «…_document.md» и «…_blocks.json».',
});

const repeatedName = ({ name }: SourceFile): ReportEntry => ({
  file: name,
  line: null,
  severity: 'warning',
  code: 'duplicate_file',
  message:
    'Файл с таким именем прислан дважды; прочитан последний. Загрузите второй отдельно или переименуйте.',
});

const alreadyImported = (file: string): ReportEntry => ({
  file,
  line: null,
  severity: 'info',
  code: 'unchanged',
  message: 'Такая версия уже загружена; новая не создана.',
});
