import type { TreeNode } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Executor } from '#platform/db/database.ts';
import { type DocumentFileRow, findDocuments, listDocumentFiles } from './document-store.ts';
import { listNodeFiles } from './node-files.ts';
import { type PresentedDocument, presentDocument } from './present.ts';
import type { NodeRow } from './tree-store.ts';

export type PresentedNode = z.input<typeof TreeNode>;
export type PresentedFile = PresentedNode['files'][number];

/** Of a document: those it was read from; then what hangs on the node and right below it. */
export async function listFiles(
  executor: Executor,
  rows: readonly Pick<NodeRow, 'id' | 'version_id'>[],
): Promise<Map<string, PresentedFile[]>> {
  const versions = rows.flatMap((row) => row.version_id ?? []);
  const read = await listDocumentFiles(executor, versions);
  const attached = await listNodeFiles(
    executor,
    rows.map((row) => row.id),
  );
  return new Map(
    rows.map(({ id, version_id }) => [
      id,
      [
        ...read.filter((file) => file.version_id === version_id).map(presentFile),
        ...attached.filter(({ owner }) => owner === id).map(({ file }) => file),
      ],
    ]),
  );
}

export async function presentNodes(
  executor: Executor,
  rows: readonly NodeRow[],
  includeFiles = false,
): Promise<PresentedNode[]> {
  const files = includeFiles ? await listFiles(executor, rows) : new Map<string, PresentedFile[]>();
  const documents = await documentsOf(executor, rows);
  return rows.map((row) => ({
    ...presentNode(row),
    files: files.get(row.id) ?? [],
    document: documents.get(row.id) ?? null,
  }));
}

async function documentsOf(
  executor: Executor,
  rows: readonly NodeRow[],
): Promise<Map<string, PresentedDocument>> {
  const ids = rows.filter((row) => row.version_id !== null).map((row) => row.id);
  const documents = ids.length === 0 ? [] : await findDocuments(executor, ids);
  return new Map(documents.map((document) => [document.id, presentDocument(document)]));
}

function presentNode(row: NodeRow): Omit<PresentedNode, 'files' | 'document'> {
  return {
    id: row.id,
    parent_id: row.parent_id,
    client_id: null,
    node_type: row.node_type,
    name: row.name,
    code: row.code,
    version: row.version,
    status: row.status ?? 'active',
    attributes: row.attributes,
    sort_order: row.sort_order,
    child_count: row.child_count,
    is_locked: row.is_locked,
    pdf_status: row.pdf_status,
    can_edit: row.may_edit,
    can_manage: row.may_own,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

function presentFile(file: DocumentFileRow): PresentedFile {
  return {
    id: file.id,
    job_id: file.version_id,
    file_type: file.file_type,
    r2_key: file.storage_path,
    file_name: file.file_name,
    file_size: file.file_size,
    created_at: file.created_at.toISOString(),
  };
}
