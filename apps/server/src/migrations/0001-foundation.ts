import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { executeAll } from './execute-all.ts';

const up = `
create table users (
  id uuid primary key,
  username text not null,
  role text not null check (role in ('user', 'admin')),
  status text not null check (status in ('active', 'blocked')),
  static_token_hash text not null unique,
  created_at timestamptz not null,
  last_seen_at timestamptz
);
create unique index users_username on users (lower(username));

create table auth_refresh_tokens (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  family_id uuid not null,
  refresh_token_hash text not null unique,
  status text not null check (status in ('active', 'rotated', 'revoked')),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index auth_refresh_tokens_family on auth_refresh_tokens (family_id);
create index auth_refresh_tokens_user on auth_refresh_tokens (user_id);

create table login_failures (
  address text primary key,
  failures integer not null,
  window_started_at timestamptz not null
);

create table audit_logs (
  id uuid primary key,
  created_at timestamptz not null,
  actor_id uuid,
  action text not null,
  outcome text not null,
  target_id text,
  address text,
  request_id text
);
create index audit_logs_actor on audit_logs (actor_id, id desc);
create index audit_logs_action on audit_logs (action, id desc);

create table prompts_user (
  id bigint generated always as identity primary key,
  name text not null unique,
  description text,
  content text not null,
  version integer not null default 1,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table settings_user (
  user_id uuid primary key references users on delete cascade,
  model_profile text not null default 'simple' check (model_profile in ('simple', 'complex')),
  selected_role_prompt_id bigint references prompts_user on delete set null,
  temperature double precision,
  top_p double precision,
  thinking_enabled boolean,
  thinking_budget integer,
  media_resolution text,
  updated_at timestamptz not null
);

create table user_secrets (
  user_id uuid primary key references users on delete cascade,
  gemini_api_key_ciphertext bytea not null,
  key_version integer not null,
  updated_at timestamptz not null
);

create table idempotency_keys (
  scope text primary key,
  fingerprint text not null,
  status integer,
  answer text,
  created_at timestamptz not null
);
create index idempotency_keys_age on idempotency_keys (created_at);

create table files (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  filename text not null,
  mime_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  source_type text not null,
  storage_path text not null,
  created_at timestamptz not null
);
create index files_user on files (user_id, id desc);

create table projects (
  id uuid primary key,
  name text not null,
  is_demo boolean not null default false,
  created_at timestamptz not null
);
create unique index projects_demo on projects (is_demo) where is_demo;

create table documents (
  id uuid primary key,
  kind text not null,
  project_id uuid references projects on delete cascade,
  owner_id uuid references users on delete cascade,
  stem text not null,
  title text not null,
  cipher text,
  stage text,
  object text,
  organisation text,
  current_version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique nulls not distinct (owner_id, project_id, stem)
);
create index documents_project on documents (project_id);

create table document_versions (
  id uuid primary key,
  document_id uuid not null references documents on delete cascade,
  number integer not null,
  sha256 text not null,
  page_count integer not null,
  block_count integer not null,
  created_at timestamptz not null,
  unique (document_id, number)
);

create table document_files (
  id uuid primary key,
  version_id uuid not null references document_versions on delete cascade,
  file_type text not null,
  file_name text not null,
  file_size bigint not null,
  storage_path text not null,
  created_at timestamptz not null
);
create index document_files_version on document_files (version_id);

create table pages (
  id uuid primary key,
  version_id uuid not null references document_versions on delete cascade,
  number integer not null,
  sheet_title text,
  unique (version_id, number)
);

create table sheets (
  id uuid primary key,
  version_id uuid not null references document_versions on delete cascade,
  page_id uuid not null references pages on delete cascade,
  number text not null,
  total integer,
  title text
);
create index sheets_version on sheets (version_id);
create index sheets_page on sheets (page_id);

create table blocks (
  id uuid primary key,
  version_id uuid not null references document_versions on delete cascade,
  code text not null,
  page_id uuid not null references pages on delete cascade,
  sheet_id uuid references sheets on delete set null,
  position integer not null,
  kind text not null check (kind in ('text', 'image', 'table')),
  bbox double precision[],
  text text not null,
  tables jsonb not null,
  linked_code text,
  crop_url text,
  flags text[] not null,
  unique (version_id, code)
);
create index blocks_order on blocks (version_id, position);
create index blocks_page on blocks (page_id);
create index blocks_sheet on blocks (sheet_id);

create table chats (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  title text not null,
  description text,
  is_archived boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index chats_user on chats (user_id, updated_at desc, id desc) where not is_archived;

create table chat_messages (
  id uuid primary key,
  chat_id uuid not null references chats on delete cascade,
  role text not null check (role in ('user', 'assistant', 'system')),
  content text not null,
  message_type text not null default 'text',
  status text not null check (status in ('complete', 'pending', 'stopped', 'failed')),
  run_id uuid,
  model text,
  citations jsonb not null default '[]',
  usage jsonb,
  error_code text,
  created_at timestamptz not null
);
create index chat_messages_chat on chat_messages (chat_id, id desc);

create table chat_attachments (
  chat_id uuid not null references chats on delete cascade,
  document_id uuid not null references documents on delete cascade,
  file_id uuid references files on delete set null,
  created_at timestamptz not null,
  primary key (chat_id, document_id)
);
create index chat_attachments_document on chat_attachments (document_id);

create table runs (
  id uuid primary key,
  chat_id uuid not null references chats on delete cascade,
  user_id uuid not null references users on delete cascade,
  user_message_id uuid not null references chat_messages on delete cascade,
  answer_message_id uuid,
  status text not null check (status in ('queued', 'running', 'done', 'failed', 'stopped')),
  attempt integer not null default 0,
  last_seq integer not null default 0,
  model_profile text not null,
  usage jsonb,
  error_code text,
  stop_requested_at timestamptz,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz
);
create index runs_chat on runs (chat_id, id desc);
create index runs_message on runs (user_message_id);
create index runs_user on runs (user_id);
create index runs_waiting on runs (id) where status in ('queued', 'running');

create table run_events (
  run_id uuid not null,
  seq integer not null,
  event text not null,
  data jsonb not null,
  created_at timestamptz not null default now(),
  primary key (run_id, seq)
) partition by range (run_id);
create table run_events_default partition of run_events default;

create table executors (
  id uuid primary key,
  lock_key bigint not null unique,
  started_at timestamptz not null
);
`;

const tableNames = [
  ...['executors', 'run_events', 'runs', 'chat_attachments', 'chat_messages', 'chats'],
  ...['blocks', 'sheets', 'pages', 'document_files', 'document_versions', 'documents', 'projects', 'files'],
  ...['idempotency_keys', 'user_secrets', 'settings_user', 'prompts_user', 'audit_logs', 'login_failures'],
  ...['auth_refresh_tokens', 'users'],
];

export const foundation: Migration = {
  up: (db) => executeAll(db, up),
  async down(db) {
    for (const name of tableNames) await sql`drop table ${sql.table(name)} cascade`.execute(db);
  },
};
