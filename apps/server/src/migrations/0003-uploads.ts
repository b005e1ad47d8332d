import type { Migration } from 'kysely/migration';
import { executeAll } from './execute-all.ts';

const up = `
create table uploads (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  filename text not null,
  size_bytes bigint not null,
  received_bytes bigint not null default 0,
  parts text[] not null default '{}',
  file_id uuid references files on delete cascade,
  expires_at timestamptz not null
);
create index uploads_user on uploads (user_id);
create index uploads_file on uploads (file_id);
create index uploads_expiry on uploads (expires_at);

alter table document_versions add column job_id uuid;
`;

const down = `
drop table uploads;
alter table document_versions drop column job_id;
`;

/** Uploads that go on after an interruption; durable work on a version. */
export const uploads: Migration = {
  up: (db) => executeAll(db, up),
  down: (db) => executeAll(db, down),
};
