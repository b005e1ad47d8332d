import type { Migration } from 'kysely/migration';
import { executeAll } from './execute-all.ts';

const up = `
alter table document_versions add column text_revision integer not null default 0;

create table search_packs (
  version_id uuid not null references document_versions on delete cascade,
  part integer not null,
  format integer not null,
  text_revision integer not null,
  bytes bytea not null,
  primary key (version_id, part)
);

create table block_vectors (
  version_id uuid not null references document_versions on delete cascade,
  code text not null,
  model text not null,
  text_md5 text not null,
  vector bytea not null,
  primary key (version_id, code)
);

create table embedded_versions (
  version_id uuid primary key references document_versions on delete cascade,
  model text not null,
  text_revision integer,
  claimed_until timestamptz not null
);
`;

const down = `
drop table embedded_versions, block_vectors, search_packs;
alter table document_versions drop column text_revision;
`;

/** What search keeps of a version: its packed texts and its vectors, each of one revision of the texts. */
export const search: Migration = {
  up: (db) => executeAll(db, up),
  down: (db) => executeAll(db, down),
};
