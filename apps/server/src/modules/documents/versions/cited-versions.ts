import { createHash } from 'node:crypto';
import type { Database } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { findBlockRows } from '../block-store.ts';
import { findVisibleDocuments, listDocumentFiles } from '../document-store.ts';
import { findVersionsByNumber } from './version-store.ts';

export interface WantedVersion {
  documentId: string;
  version: number;
  /** Codes of its blocks. */
  codes: readonly string[];
}

/** By what hashes a version of a document can be told later. */
export interface CitedVersion {
  documentId: string;
  version: number;
  title: string;
  files: { name: string; sha256: string | null; size: number }[];
  /** SHA-256 of the text of each wanted block that is there, by code. */
  blocks: Record<string, string>;
}

/** What stands behind citations; versions that are gone, or that the actor may not see, are left out. */
export function createCitedVersions({ db }: { db: Database }) {
  return async (actor: Actor, wanted: readonly WantedVersion[]): Promise<CitedVersion[]> => {
    if (wanted.length === 0) return [];
    const documents = await findVisibleDocuments(
      db.executor,
      actor,
      wanted.map(({ documentId }) => documentId),
    );
    const titles = new Map(documents.map(({ id, title }) => [id, title]));
    const visible = wanted.filter(({ documentId }) => titles.has(documentId));
    const versions = await findVersionsByNumber(db.executor, visible);
    const ids = versions.map(({ id }) => id);
    const files = Map.groupBy(await listDocumentFiles(db.executor, ids), ({ version_id }) => version_id);
    const codes = [...new Set(visible.flatMap((one) => one.codes))];
    const rows = codes.length === 0 ? [] : await findBlockRows(db.executor, ids, codes);
    const blocks = Map.groupBy(rows, ({ version_id }) => version_id);
    return versions.map(({ id, document_id, number }) => ({
      documentId: document_id,
      version: number,
      title: titles.get(document_id) ?? '',
      files: (files.get(id) ?? []).map((file) => ({
        name: file.file_name,
        sha256: file.sha256,
        size: file.file_size,
      })),
      blocks: Object.fromEntries((blocks.get(id) ?? []).map(({ code, text }) => [code, sha256(text)])),
    }));
  };
}

export type CitedVersions = ReturnType<typeof createCitedVersions>;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
