import type { NodeFile } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import { type Database, type Executor, tables } from '#platform/db/database.ts';
import { Problem } from '#platform/http/problem.ts';
import type { Actor } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import type { TreeAccess } from './tree-access.ts';

type PresentedFile = z.input<typeof NodeFile>;

interface NodeFileTables {
  node_files: {
    id: string;
    node_id: string;
    file_id: string;
    file_type: string;
    file_name: string;
    file_size: number;
    storage_path: string;
    created_at: Date;
  };
}

/** What is known of an uploaded file; throws when the actor has no such file. */
export interface UploadedSource {
  id: string;
  filename: string;
  size_bytes: number;
  storage_path: string;
}

export interface NodeFileDeps {
  db: Database;
  clock: Clock;
  access: Pick<TreeAccess, 'findOpen'>;
  getFile(actor: Actor, fileId: string): Promise<UploadedSource>;
}

const noSuchFile = () => new Problem(404, 'file_not_found', 'Такого файла у узла нет.');

/** Files that hang on a node as they are: letters, models, archives. */
export function createNodeFiles({ db, clock, access, getFile }: NodeFileDeps) {
  return {
    async add(
      actor: Actor,
      nodeId: string,
      input: { file_id: string; file_type: string },
    ): Promise<PresentedFile> {
      const node = await access.findOpen(actor, nodeId);
      const file = await getFile(actor, input.file_id);
      const row = {
        id: newId(),
        node_id: node.id,
        file_id: file.id,
        file_type: input.file_type,
        file_name: file.filename,
        file_size: file.size_bytes,
        storage_path: file.storage_path,
        created_at: clock.now(),
      };
      const kept = await tables<NodeFileTables>(db.executor)
        .insertInto('node_files')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['node_id', 'file_id']).doUpdateSet({ file_type: row.file_type }),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
      return present(kept);
    },

    async remove(actor: Actor, nodeId: string, nodeFileId: string): Promise<void> {
      const node = await access.findOpen(actor, nodeId);
      const { numDeletedRows } = await tables<NodeFileTables>(db.executor)
        .deleteFrom('node_files')
        .where('node_id', '=', node.id)
        .where('id', '=', nodeFileId)
        .executeTakeFirst();
      if (numDeletedRows === 0n) throw noSuchFile();
    },
  };
}

export type NodeFiles = ReturnType<typeof createNodeFiles>;

/** Files of these nodes and of the nodes right below them, by the node asked for. */
export async function listNodeFiles(
  executor: Executor,
  nodeIds: readonly string[],
): Promise<{ owner: string; file: PresentedFile }[]> {
  if (nodeIds.length === 0) return [];
  const rows = await tables<NodeFileTables & { tree_nodes: { id: string; parent_id: string | null } }>(
    executor,
  )
    .selectFrom('node_files as file')
    .innerJoin('tree_nodes as node', 'node.id', 'file.node_id')
    .selectAll('file')
    .select('node.parent_id')
    .where((where) => where.or([where('node.id', 'in', nodeIds), where('node.parent_id', 'in', nodeIds)]))
    .orderBy('file.id')
    .execute();
  return rows.flatMap((row) =>
    [row.node_id, row.parent_id]
      .filter((id) => id !== null && nodeIds.includes(id))
      .map((id) => ({ owner: id as string, file: present(row) })),
  );
}

function present(row: NodeFileTables['node_files']): PresentedFile {
  return {
    id: row.id,
    job_id: row.node_id,
    file_type: row.file_type,
    r2_key: row.storage_path,
    file_name: row.file_name,
    file_size: row.file_size,
    created_at: row.created_at.toISOString(),
  };
}
