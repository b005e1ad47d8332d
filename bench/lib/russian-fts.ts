import pg from 'pg';
import { startEmbeddedPostgres } from '../../apps/server/src/platform/db/embedded.ts';
import { createLogger } from '../../apps/server/src/platform/log.ts';
import type { BaselinePassage } from '../baseline-bm25.ts';
import { temporaryFolder } from './folders.ts';

/** Full-text ranking as PostgreSQL has it out of the box, in a database of its own. */
export interface RussianFullText extends AsyncDisposable {
  put(documentId: string, passages: readonly BaselinePassage[]): Promise<void>;
  search(documentId: string, question: string, limit: number): Promise<string[]>;
}

/** Words joined by OR, as asking for all of them finds nearly nothing; 1: long texts count for less. */
const searchSql = `
  with asked as (
    select replace(plainto_tsquery('russian', $2)::text, ' & ', ' | ')::tsquery as query
  )
  select id from passages, asked
  where document_id = $1 and words @@ query
  order by ts_rank(words, query, 1) desc, position
  limit $3`;

export async function openRussianFullText(): Promise<RussianFullText> {
  await using resources = new AsyncDisposableStack();
  const folder = resources.use(await temporaryFolder());
  const postgres = await startEmbeddedPostgres({
    dir: `${folder.path}/postgres`,
    log: createLogger('silent'),
  });
  resources.defer(() => postgres.stop());
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  resources.defer(() => client.end());
  await client.query(`
    create table passages (
      position serial, document_id text not null, id text not null, body text not null,
      words tsvector generated always as (to_tsvector('russian', body)) stored
    );
    create index on passages using gin (words)`);
  const owned = resources.move();
  return {
    async put(documentId, passages) {
      await client.query(
        'insert into passages (document_id, id, body) select $1, * from unnest($2::text[], $3::text[])',
        [documentId, passages.map(({ id }) => id), passages.map(({ title, text }) => `${title} ${text}`)],
      );
      await client.query('analyze passages');
    },
    async search(documentId, question, limit) {
      const { rows } = await client.query<{ id: string }>(searchSql, [documentId, question, limit]);
      return rows.map(({ id }) => id);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
