import { type Executor, tables } from '#platform/db/database.ts';

/** A file that lies at a vendor, for the key that it was uploaded with. */
export interface ProviderFileRow {
  id: string;
  user_id: string;
  provider: string;
  /** Of the key, so that a new key uploads anew; the key cannot be read from it. */
  key_fingerprint: string;
  sha256: string;
  /** What the vendor names it by. */
  name: string;
  /** What requests name it by. */
  uri: string;
  mime_type: string;
  size_bytes: number;
  expires_at: Date | null;
  created_at: Date;
}

export type FileOwner = Pick<ProviderFileRow, 'user_id' | 'provider' | 'key_fingerprint'>;

interface FileTables {
  provider_files: ProviderFileRow;
}

const db = (executor: Executor) => tables<FileTables>(executor);

/** The file with these bytes, if it lies there until `until` at least. */
export function findProviderFile(
  executor: Executor,
  owner: FileOwner,
  { sha256, until }: { sha256: string; until: Date },
): Promise<ProviderFileRow | undefined> {
  return db(executor)
    .selectFrom('provider_files')
    .selectAll()
    .where('user_id', '=', owner.user_id)
    .where('provider', '=', owner.provider)
    .where('key_fingerprint', '=', owner.key_fingerprint)
    .where('sha256', '=', sha256)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', until)]))
    .executeTakeFirst();
}

/** The same bytes uploaded again replace what was known of them. */
export async function saveProviderFile(executor: Executor, row: ProviderFileRow): Promise<void> {
  const { name, uri, expires_at, created_at } = row;
  await db(executor)
    .insertInto('provider_files')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'provider', 'key_fingerprint', 'sha256'])
        .doUpdateSet({ name, uri, expires_at, created_at }),
    )
    .execute();
}

export async function forgetProviderFiles(
  executor: Executor,
  owner: FileOwner,
  hashes: readonly string[],
): Promise<void> {
  if (hashes.length === 0) return;
  await db(executor)
    .deleteFrom('provider_files')
    .where('user_id', '=', owner.user_id)
    .where('provider', '=', owner.provider)
    .where('key_fingerprint', '=', owner.key_fingerprint)
    .where('sha256', 'in', [...hashes])
    .execute();
}

export async function deleteExpiredFiles(executor: Executor, now: Date): Promise<void> {
  await db(executor).deleteFrom('provider_files').where('expires_at', '<', now).execute();
}
