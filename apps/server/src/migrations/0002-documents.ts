import type { Migration } from 'kysely/migration';
import { executeAll } from './execute-all.ts';

const up = `
alter table document_versions
  add column label text,
  add column status text not null default 'ready' check (status in ('processing', 'ready', 'failed')),
  add column work text check (work in ('reading', 'ocr')),
  add column progress_done integer not null default 0,
  add column progress_total integer not null default 0,
  add column error_code text,
  add column error_message text,
  add column report jsonb not null default '[]';
create index document_versions_unfinished on document_versions (id) where work is not null;

alter table document_files
  add column sha256 text,
  add column mime_type text,
  add column password_ciphertext bytea;

alter table pages
  add column width double precision,
  add column height double precision,
  add column rotation integer,
  add column user_unit double precision,
  add column crop_box double precision[],
  add column file_id uuid references document_files on delete set null,
  add column file_page integer,
  add column text_layer text,
  add column ocr text check (ocr in ('needed', 'running', 'done', 'unavailable', 'failed')),
  add column stamp jsonb;
create index pages_file on pages (file_id);

alter table blocks
  add column polygon jsonb,
  add column category text,
  add column group_name text,
  add column text_source text not null default 'bundle' check (text_source in ('bundle', 'pdf', 'ocr')),
  add column confidence double precision,
  add column crop_file_id uuid references document_files on delete set null,
  add column reread_text text,
  add column reread_confidence double precision,
  add column reread_at timestamptz;
create index blocks_crop_file on blocks (crop_file_id);

create table views (
  id text primary key,
  user_id uuid not null references users on delete cascade,
  chat_id uuid references chats on delete cascade,
  version_id uuid not null references document_versions on delete cascade,
  page integer not null,
  block_code text,
  file_id uuid not null references document_files on delete cascade,
  file_page integer not null,
  parent_id text references views on delete set null,
  kind text not null check (kind in ('overview', 'quadrant', 'region')),
  matrix double precision[] not null,
  bbox double precision[] not null,
  width integer not null,
  height integer not null,
  shrink double precision not null,
  created_at timestamptz not null
);
create index views_chat on views (chat_id, created_at);
create index views_user on views (user_id, created_at);
create index views_version on views (version_id);
create index views_file on views (file_id);
create index views_parent on views (parent_id);

create table findings (
  id uuid primary key,
  version_id uuid not null references document_versions on delete cascade,
  position integer not null,
  kind text not null,
  severity text not null check (severity in ('error', 'warning', 'info')),
  message text not null,
  evidence jsonb not null,
  unique (version_id, position)
);

create table cross_references (
  version_id uuid not null references document_versions on delete cascade,
  position integer not null,
  kind text not null,
  text text not null,
  source jsonb not null,
  target jsonb,
  primary key (version_id, position)
);

create table synonyms (
  id uuid primary key,
  terms text[] not null,
  note text,
  updated_at timestamptz not null
);
`;

const down = `
drop table synonyms, cross_references, findings, views;
alter table blocks
  drop column polygon, drop column category, drop column group_name, drop column text_source, drop column confidence,
  drop column crop_file_id, drop column reread_text, drop column reread_confidence, drop column reread_at;
alter table pages
  drop column width, drop column height, drop column rotation, drop column user_unit, drop column crop_box,
  drop column file_id, drop column file_page, drop column text_layer, drop column ocr, drop column stamp;
alter table document_files drop column sha256, drop column mime_type, drop column password_ciphertext;
alter table document_versions
  drop column label, drop column status, drop column work, drop column progress_done, drop column progress_total,
  drop column error_code, drop column error_message, drop column report;
`;

/** Pages that can be looked at, work that goes on after an import, views, findings, synonyms. */
export const documents: Migration = {
  up: (db) => executeAll(db, up),
  down: (db) => executeAll(db, down),
};
