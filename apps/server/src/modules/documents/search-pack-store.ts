import { packedFormat } from '@aizoomdoc/documents';
import { sql } from 'kysely';
import type { Executor } from '#platform/db/database.ts';

/** The current version of a document, as search knows it. */
export interface SearchedVersion {
  documentId: string;
  id: string;
  number: number;
  /** Grows whenever the texts change. */
  textRevision: number;
  /** Bytes of its packed texts; `null` where none are kept of this revision and format. */
  packedSize: number | null;
}

/** Larger ones would hold the event loop while they are decoded. */
const partBytes = 256 * 1024;

export async function listSearchedVersions(
  executor: Executor,
  documentIds: readonly string[],
): Promise<SearchedVersion[]> {
  const { rows } = await sql<SearchedVersion>`
    select
      document.id as "documentId",
      version.id,
      version.number,
      version.text_revision as "textRevision",
      (
        select sum(length(pack.bytes))::int from search_packs as pack
        where ${isGood}
      ) as "packedSize"
    from documents as document
    join document_versions as version
      on version.document_id = document.id and version.number = document.current_version
    where document.id = any(${documentIds}::uuid[])
  `.execute(executor);
  return rows;
}

const isGood = sql`
  pack.version_id = version.id and pack.text_revision = version.text_revision and pack.format = ${packedFormat}
`;

/** Packed texts by version; of those that changed meanwhile, none. */
export async function readPacks(
  executor: Executor,
  versionIds: readonly string[],
): Promise<Map<string, Uint8Array>> {
  if (versionIds.length === 0) return new Map();
  const { rows } = await sql<{ version_id: string; bytes: Buffer }>`
    select pack.version_id, pack.bytes
    from document_versions as version join search_packs as pack on ${isGood}
    where version.id = any(${versionIds}::uuid[])
    order by pack.version_id, pack.part
  `.execute(executor);
  const parts = new Map<string, Buffer[]>();
  for (const { version_id, bytes } of rows) {
    const known = parts.get(version_id);
    if (known === undefined) parts.set(version_id, [bytes]);
    else known.push(bytes);
  }
  return new Map([...parts].map(([id, buffers]) => [id, Buffer.concat(buffers)]));
}

/** Keeps the packed texts of a revision; of a version that is gone, nothing. */
export async function storePack(
  executor: Executor,
  { id, textRevision }: Pick<SearchedVersion, 'id' | 'textRevision'>,
  packed: Uint8Array,
): Promise<void> {
  const { rows } = await sql`select 1 from document_versions where id = ${id} for key share`.execute(
    executor,
  );
  if (rows.length === 0) return;
  const parts = Math.max(1, Math.ceil(packed.length / partBytes));
  for (let part = 0; part < parts; part++) {
    const bytes = Buffer.from(packed.subarray(part * partBytes, (part + 1) * partBytes));
    await sql`
      insert into search_packs (version_id, part, format, text_revision, bytes)
      values (${id}, ${part}, ${packedFormat}, ${textRevision}, ${bytes})
      on conflict (version_id, part) do update
        set format = excluded.format, text_revision = excluded.text_revision, bytes = excluded.bytes
    `.execute(executor);
  }
  await sql`delete from search_packs where version_id = ${id} and part >= ${parts}`.execute(executor);
}
