import type { Migration } from 'kysely/migration';
import { executeAll } from './execute-all.ts';

const up = `
alter table chats add column document_path text;
alter table chats add column metadata jsonb not null default '{}';
alter table chats add column active_message_id uuid;

alter table chat_messages add column parent_id uuid references chat_messages on delete cascade;
alter table chat_messages add column model_profile text;
alter table chat_messages add column checks jsonb;
alter table chat_messages add column diff jsonb not null default '[]';
alter table chat_messages add column not_examined jsonb not null default '[]';
alter table chat_messages add column cost_usd double precision;
alter table chat_messages add column prompts jsonb;
alter table chat_messages add column compare jsonb;
alter table chat_messages add column regions jsonb not null default '[]';
create index chat_messages_parent on chat_messages (parent_id);

update chat_messages set parent_id = runs.user_message_id
from runs where runs.id = chat_messages.run_id and chat_messages.role = 'assistant';
update chat_messages set parent_id = earlier.id
from (
  select id as message_id, lag(last) over (partition by chat_id order by id) as id
  from (
    select id, chat_id, coalesce(
      (select answer.id from chat_messages answer where answer.parent_id = question.id order by answer.id desc limit 1), id
    ) as last
    from chat_messages question where parent_id is null
  ) as questions
) as earlier
where earlier.message_id = chat_messages.id;
update chats set active_message_id = latest.id
from (
  select distinct on (message.chat_id) message.chat_id, message.id
  from chat_messages message
  where not exists (select from chat_messages child where child.parent_id = message.id)
  order by message.chat_id, message.id desc
) as latest
where latest.chat_id = chats.id;

alter table files add column external_url text;
create index files_external on files (user_id, external_url) where external_url is not null;

create table chat_images (
  id uuid primary key,
  chat_id uuid not null references chats on delete cascade,
  message_id uuid not null references chat_messages on delete cascade,
  run_id uuid,
  name text not null,
  image_name text not null,
  s3_path text not null,
  image_type text not null check (image_type in ('viewport', 'zoom_crop', 'original', 'processed')),
  description text,
  label text not null,
  view_id text references views on delete set null,
  file_id uuid references files on delete set null,
  document_id uuid not null,
  version integer not null,
  page integer not null,
  sheet text,
  block_code text,
  bbox double precision[],
  dpi double precision,
  shrink double precision,
  width integer not null,
  height integer not null,
  file_size bigint not null,
  sha256 text not null,
  uploaded_at timestamptz not null
);
create index chat_images_chat on chat_images (chat_id);
create index chat_images_message on chat_images (message_id);
create index chat_images_run on chat_images (run_id);
create index chat_images_view on chat_images (view_id);
create index chat_images_file on chat_images (file_id);

create table search_results (
  id uuid primary key,
  chat_id uuid not null references chats on delete cascade,
  message_id uuid not null references chat_messages on delete cascade,
  run_id uuid,
  kind text not null check (kind in ('found', 'read')),
  query text,
  document_id uuid not null,
  block_id text not null,
  page_number integer not null,
  block_text text not null,
  coords_norm jsonb,
  coords_px jsonb,
  created_at timestamptz not null
);
create index search_results_chat on search_results (chat_id);
create index search_results_message on search_results (message_id);
create index search_results_run on search_results (run_id);

create table chat_summaries (
  chat_id uuid not null references chats on delete cascade,
  message_id uuid not null references chat_messages on delete cascade,
  content text not null,
  model text not null,
  created_at timestamptz not null,
  primary key (chat_id, message_id)
);
create index chat_summaries_message on chat_summaries (message_id);

create table prompts_system (
  id uuid primary key,
  name text not null check (name in ('llm_system', 'json_annotation', 'html_ocr', 'flash_extractor')),
  content text not null,
  version integer not null,
  is_active boolean not null,
  description text,
  is_default boolean not null,
  author_id uuid references users on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (name, version)
);
create unique index prompts_system_active on prompts_system (name) where is_active;
create index prompts_system_author on prompts_system (author_id);

alter table prompts_user add column default_key text unique;
update prompts_user set default_key = case name
  when 'Инженер' then 'engineer' when 'Экономист' then 'economist' when 'Инженер по гарантии' then 'warranty' end;

create table prompts_user_versions (
  role_id bigint not null references prompts_user on delete cascade,
  version integer not null,
  name text not null,
  description text,
  content text not null,
  note text,
  is_default boolean not null,
  author_id uuid references users on delete set null,
  created_at timestamptz not null,
  primary key (role_id, version)
);
create index prompts_user_versions_author on prompts_user_versions (author_id);
insert into prompts_user_versions (role_id, version, name, description, content, is_default, created_at)
select id, version, name, description, content, default_key is not null, updated_at from prompts_user;

create table settings_system (
  key text primary key,
  value jsonb not null,
  version integer not null,
  updated_by uuid references users on delete set null,
  updated_at timestamptz not null
);
create index settings_system_author on settings_system (updated_by);

create table user_provider_keys (
  user_id uuid not null references users on delete cascade,
  provider text not null check (provider in ('openai', 'anthropic')),
  ciphertext bytea not null,
  key_version integer not null,
  updated_at timestamptz not null,
  primary key (user_id, provider)
);

create table provider_files (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  provider text not null,
  key_fingerprint text not null,
  sha256 text not null,
  name text not null,
  uri text not null,
  mime_type text not null,
  size_bytes bigint not null,
  expires_at timestamptz,
  created_at timestamptz not null,
  unique (user_id, provider, key_fingerprint, sha256)
);
create index provider_files_expiry on provider_files (expires_at);

create table model_calls (
  id uuid primary key,
  run_id uuid not null references runs on delete cascade,
  user_id uuid not null references users on delete cascade,
  n integer not null,
  stage text not null check (stage in ('answer', 'collect', 'summary')),
  provider text not null,
  model text not null,
  request jsonb not null,
  response jsonb not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  thinking_tokens bigint not null,
  cached_tokens bigint not null,
  bytes_sent bigint not null,
  cost_usd double precision,
  error_code text,
  started_at timestamptz not null,
  duration_ms integer not null
);
create index model_calls_run on model_calls (run_id, n);
create index model_calls_user on model_calls (user_id, started_at);
`;

const down = `
drop table model_calls, provider_files, user_provider_keys, settings_system, prompts_user_versions, prompts_system,
  chat_summaries, search_results, chat_images;
alter table prompts_user drop column default_key;
alter table chat_messages
  drop column parent_id, drop column model_profile, drop column checks, drop column diff, drop column not_examined,
  drop column cost_usd, drop column prompts, drop column compare, drop column regions;
alter table files drop column external_url;
alter table chats drop column document_path, drop column metadata, drop column active_message_id;
`;

/** Branches of a chat, what was looked at, checks of answers, prompts and settings of the installation, calls of models. */
export const assistant: Migration = {
  up: (db) => executeAll(db, up),
  down: (db) => executeAll(db, down),
};
