import type { Migration } from 'kysely/migration';
import { executeAll } from './execute-all.ts';

const up = `
create table tree_nodes (
  id uuid primary key,
  parent_id uuid references tree_nodes on delete cascade,
  root_id uuid not null references tree_nodes on delete cascade,
  owner_id uuid references users on delete cascade,
  node_type text not null
    check (node_type in ('client', 'project', 'section', 'stage', 'task', 'folder', 'document')),
  name text,
  code text,
  attributes jsonb not null default '{}',
  sort_order integer not null default 0,
  is_locked boolean not null default false,
  is_demo boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (name is not null or node_type = 'document'),
  check ((parent_id is null) = (root_id = id))
);
create index tree_nodes_parent on tree_nodes (parent_id, sort_order);
create index tree_nodes_root on tree_nodes (root_id);
create index tree_nodes_owner on tree_nodes (owner_id) where parent_id is null;
create unique index tree_nodes_demo on tree_nodes (is_demo) where is_demo;

create table project_members (
  node_id uuid not null references tree_nodes on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('editor', 'reader')),
  added_at timestamptz not null,
  primary key (node_id, user_id)
);
create index project_members_user on project_members (user_id);

create table node_files (
  id uuid primary key,
  node_id uuid not null references tree_nodes on delete cascade,
  file_id uuid not null references files on delete cascade,
  file_type text not null,
  file_name text not null,
  file_size bigint not null,
  storage_path text not null,
  created_at timestamptz not null,
  unique (node_id, file_id)
);
create index node_files_file on node_files (file_id);

insert into tree_nodes (id, root_id, node_type, name, is_demo, created_at, updated_at)
  select id, id, 'project', name, is_demo, created_at, created_at from projects;
insert into tree_nodes (id, parent_id, root_id, owner_id, node_type, created_at, updated_at)
  select id, project_id, coalesce(project_id, id), owner_id, 'document', created_at, updated_at from documents;
alter table documents
  drop constraint documents_project_id_fkey,
  drop constraint documents_owner_id_project_id_stem_key,
  add foreign key (project_id) references tree_nodes on delete cascade,
  add constraint documents_node_fkey foreign key (id) references tree_nodes on delete cascade;
create index documents_stem on documents (stem);
create index documents_owner on documents (owner_id);
drop table projects;
`;

const down = `
create table projects (
  id uuid primary key,
  name text not null,
  is_demo boolean not null default false,
  created_at timestamptz not null
);
create unique index projects_demo on projects (is_demo) where is_demo;
insert into projects (id, name, is_demo, created_at)
  select id, name, is_demo, created_at from tree_nodes where parent_id is null and node_type <> 'document';
drop index documents_owner;
drop index documents_stem;
alter table documents
  drop constraint documents_node_fkey,
  drop constraint documents_project_id_fkey,
  add foreign key (project_id) references projects on delete cascade,
  add unique nulls not distinct (owner_id, project_id, stem);
drop table node_files, project_members, tree_nodes;
`;

/** The tree of projects, folders and documents, and who may see which. */
export const tree: Migration = {
  up: (db) => executeAll(db, up),
  down: (db) => executeAll(db, down),
};
