import { sql } from 'kysely';
import type { Executor } from '#platform/db/database.ts';
import { searchable } from '../block-store.ts';

/** A version to be embedded, claimed by this process. */
export interface ClaimedVersion {
  id: string;
  documentId: string;
  textRevision: number;
}

export interface BlockText {
  code: string;
  text: string;
  /** Of the text. */
  md5: string;
}

/** Claims a version whose vectors are missing, of another model or of an older text; each process another one. */
export async function claimVersion(
  executor: Executor,
  { model, now, until }: { model: string; now: Date; until: Date },
): Promise<ClaimedVersion | undefined> {
  const { rows } = await sql<ClaimedVersion>`
    with next as (
      select version.id, version.document_id, version.text_revision
      from documents as document
      join document_versions as version
        on version.document_id = document.id and version.number = document.current_version
      left join embedded_versions as done on done.version_id = version.id
      where version.status = 'ready' and version.work is null
        and (
          done.version_id is null
          or (
            done.claimed_until <= ${now}
            and (done.model <> ${model} or done.text_revision is distinct from version.text_revision)
          )
        )
      order by version.id
      limit 1
    ),
    claimed as (
      insert into embedded_versions (version_id, model, text_revision, claimed_until)
      select id, ${model}, null, ${until} from next
      on conflict (version_id) do update
        set model = excluded.model, text_revision = null, claimed_until = excluded.claimed_until
        where embedded_versions.claimed_until <= ${now}
      returning version_id
    )
    select next.id, next.document_id as "documentId", next.text_revision as "textRevision"
    from next join claimed on claimed.version_id = next.id
  `.execute(executor);
  return rows[0];
}

/** Holds a claim for longer, or lets it go. */
export async function holdClaim(executor: Executor, versionId: string, until: Date): Promise<void> {
  await sql`update embedded_versions set claimed_until = ${until} where version_id = ${versionId}`.execute(
    executor,
  );
}

const blocksOf = (versionId: string) => sql`
  select block.code, block.position, ${searchable} as text
  from blocks as block where block.version_id = ${versionId}
`;

/** Blocks with a text whose vector is missing, in their order. */
export async function listUnembedded(
  executor: Executor,
  versionId: string,
  { model, limit }: { model: string; limit: number },
): Promise<BlockText[]> {
  const { rows } = await sql<BlockText>`
    select block.code, block.text, md5(block.text) as md5
    from (${blocksOf(versionId)}) as block
    left join block_vectors as known
      on known.version_id = ${versionId} and known.code = block.code
      and known.model = ${model} and known.text_md5 = md5(block.text)
    where known.code is null and block.text ~ '[[:alnum:]]'
    order by block.position
    limit ${limit}
  `.execute(executor);
  return rows;
}

/** A `null` vector: the service does not take the text. Of a version that is gone, nothing is kept. */
export async function storeVectors(
  executor: Executor,
  versionId: string,
  { model, vectors }: { model: string; vectors: readonly (BlockText & { vector: Float32Array | null })[] },
): Promise<void> {
  const bytes = vectors.map(({ vector }) =>
    vector === null ? Buffer.alloc(0) : Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
  );
  await sql`
    insert into block_vectors (version_id, code, model, text_md5, vector)
    select version.id, fresh.code, ${model}, fresh.md5, fresh.vector
    from unnest(
      ${vectors.map(({ code }) => code)}::text[], ${vectors.map(({ md5 }) => md5)}::text[], ${bytes}::bytea[]
    ) as fresh (code, md5, vector)
    join document_versions as version on version.id = ${versionId}
    on conflict (version_id, code) do update
      set model = excluded.model, text_md5 = excluded.text_md5, vector = excluded.vector
  `.execute(executor);
}

/** Every block has its vector now; those of blocks that are gone go. */
export async function finishVersion(
  executor: Executor,
  { id, textRevision }: ClaimedVersion,
  { model, now }: { model: string; now: Date },
): Promise<void> {
  await sql`
    delete from block_vectors as known
    where known.version_id = ${id} and not exists (
      select 1 from (${blocksOf(id)}) as block
      where block.code = known.code and md5(block.text) = known.text_md5 and known.model = ${model}
    )
  `.execute(executor);
  await sql`
    update embedded_versions set text_revision = ${textRevision}, claimed_until = ${now}
    where version_id = ${id}
  `.execute(executor);
}

const atOnce = 500;

/** Vectors of a version's blocks, some at a time. */
export async function* readVectors(
  executor: Executor,
  versionId: string,
  model: string,
): AsyncGenerator<{ code: string; vector: Float32Array }> {
  for (let after = ''; ; ) {
    const { rows } = await sql<{ code: string; vector: Buffer }>`
      select code, vector from block_vectors
      where version_id = ${versionId} and model = ${model} and code > ${after}
      order by code limit ${atOnce}
    `.execute(executor);
    for (const { code, vector } of rows) {
      if (vector.length === 0) continue;
      // A copy, since numbers must begin at a multiple of four.
      const { buffer, byteOffset, byteLength } = vector;
      yield { code, vector: new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength)) };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < atOnce) return;
    after = last.code;
  }
}
