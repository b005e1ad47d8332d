import { type Executor, tables } from '#platform/db/database.ts';

export type MemberRole = 'editor' | 'reader';

interface MemberTables {
  project_members: { node_id: string; user_id: string; role: MemberRole; added_at: Date };
}

export type MemberRow = MemberTables['project_members'];

/** In the order they were added. */
export function listMemberRows(
  executor: Executor,
  nodeId: string,
  page: { limit: number; offset: number },
): Promise<MemberRow[]> {
  return tables<MemberTables>(executor)
    .selectFrom('project_members')
    .selectAll()
    .where('node_id', '=', nodeId)
    .orderBy('added_at')
    .orderBy('user_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
}

export async function upsertMember(executor: Executor, row: MemberRow): Promise<void> {
  await tables<MemberTables>(executor)
    .insertInto('project_members')
    .values(row)
    .onConflict((conflict) => conflict.columns(['node_id', 'user_id']).doUpdateSet({ role: row.role }))
    .execute();
}

/** @returns whether there was such a member */
export async function deleteMember(executor: Executor, nodeId: string, userId: string): Promise<boolean> {
  const { numDeletedRows } = await tables<MemberTables>(executor)
    .deleteFrom('project_members')
    .where('node_id', '=', nodeId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
