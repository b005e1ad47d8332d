import type { Migration } from 'kysely/migration';
import { executeAll } from './execute-all.ts';

const up = `
create table page_words (
  page_id uuid primary key references pages on delete cascade,
  words bytea not null
);
`;

const down = 'drop table page_words';

/** Words that were recognised on a page, each with its place, packed. */
export const pageWords: Migration = {
  up: (db) => executeAll(db, up),
  down: (db) => executeAll(db, down),
};
