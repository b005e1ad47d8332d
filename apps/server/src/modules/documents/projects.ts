import { readFile } from 'node:fs/promises';
import type { Demo, DocumentResults, TreeNode } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { idCursor } from '#platform/http/paging.ts';
import type { Actor, Page } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import type { ObjectStore } from '#platform/objects.ts';
import {
  type DocumentFileRow,
  type DocumentRow,
  deleteProject,
  findDemoProject,
  findVisibleDocuments,
  insertProject,
  listDocumentFiles,
  listObjectKeys,
  listProjects,
  listVisibleDocuments,
} from './document-store.ts';
import { documentNotFound, projectNotFound } from './errors.ts';
import type { ImportFiles, SourceFile } from './import.ts';
import type { Library } from './library.ts';
import { presentDocument } from './present.ts';

type Node = z.input<typeof TreeNode>;
type NodeFile = Node['files'][number];

export interface DemoSource {
  name: string;
  files: SourceFile[];
  examples: string[];
}

export interface ProjectDeps {
  db: Database;
  clock: Clock;
  objects: ObjectStore;
  library: Library;
  importFiles: ImportFiles;
  demo: DemoSource;
}

export interface TreeQuery {
  limit: number;
  cursor?: string | undefined;
  parent_id?: string | undefined;
  node_type?: string | undefined;
  all_nodes?: boolean | undefined;
  include_files?: boolean | undefined;
}

/** The tree of projects and documents, and the demo project. */
export function createProjects({ db, clock, objects, library, importFiles, demo }: ProjectDeps) {
  async function documentNodes(rows: readonly DocumentRow[], includeFiles: boolean): Promise<Node[]> {
    const files = includeFiles
      ? await listDocumentFiles(
          db.executor,
          rows.map((row) => row.version_id),
        )
      : [];
    return rows.map((row) =>
      documentNode(
        row,
        files.filter((file) => file.version_id === row.version_id),
      ),
    );
  }

  return {
    /** Top level: projects and documents without one; below a project: its documents. */
    async tree(actor: Actor, query: TreeQuery): Promise<Page<Node>> {
      const rows = await listVisibleDocuments(db.executor, actor, {
        limit: query.limit + 1,
        before: idCursor(query.cursor),
        projectId: query.parent_id,
      });
      const page = rows.slice(0, query.limit);
      const everything = query.all_nodes === true || query.parent_id !== undefined;
      const documents = await documentNodes(
        page.filter((row) => everything || row.project_id === null),
        query.include_files === true,
      );
      const projectIds = query.parent_id === undefined ? unique(page.map((row) => row.project_id)) : [];
      const projects = (await listProjects(db.executor, projectIds)).map(projectNode);
      const items = [...projects, ...documents].filter(
        (node) => query.node_type === undefined || node.node_type === query.node_type,
      );
      return { items, next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null };
    },

    async search(actor: Actor, query: { text: string; limit: number }): Promise<Node[]> {
      const rows = await listVisibleDocuments(db.executor, actor, { limit: query.limit, text: query.text });
      return documentNodes(rows, false);
    },

    async documentResults(actor: Actor, documentId: string): Promise<z.input<typeof DocumentResults>> {
      const [row] = await findVisibleDocuments(db.executor, actor, [documentId]);
      if (row === undefined) throw documentNotFound();
      const files = await listDocumentFiles(db.executor, [row.version_id]);
      return { document_node_id: documentId, files: files.map((file) => nodeFile(file)) };
    },

    async getDemo(actor: Actor): Promise<z.input<typeof Demo>> {
      const project = await findDemoProject(db.executor);
      if (project === undefined) throw projectNotFound();
      const documents = await listVisibleDocuments(db.executor, actor, { limit: 20, projectId: project.id });
      return {
        id: project.id,
        name: project.name,
        documents: documents.map(presentDocument),
        examples: demo.examples,
      };
    },

    async deleteDemo(actor: Actor): Promise<void> {
      const project = await findDemoProject(db.executor);
      if (project === undefined) throw projectNotFound();
      const documents = await listVisibleDocuments(db.executor, actor, { limit: 100, projectId: project.id });
      const ids = documents.map((document) => document.id);
      const keys = await listObjectKeys(db.executor, ids);
      await deleteProject(db.executor, project.id);
      for (const id of ids) await library.refresh(id);
      for (const key of keys) await objects.delete(key);
    },

    /** Loads the demo into a fresh installation; an interrupted load is completed. */
    async loadDemo(): Promise<void> {
      const made = { id: newId(), name: demo.name, is_demo: true, created_at: clock.now() };
      const project = (await findDemoProject(db.executor)) ?? made;
      if (project === made) await insertProject(db.executor, made);
      await importFiles(demo.files, { ownerId: null, projectId: project.id });
    },
  };
}

export type Projects = ReturnType<typeof createProjects>;

const demoName = 'Демо: жилой дом на Садовой';
const demoFiles = ['dom-na-sadovoy-AR_document.md', 'dom-na-sadovoy-AR_blocks.json'];

/** Reads the demo's bundle and example questions from its folder. */
export async function readDemoSource(folder: URL): Promise<DemoSource> {
  const read = async (name: string) => ({ name, bytes: await readFile(new URL(name, folder)) });
  const examples = JSON.parse((await read('examples.json')).bytes.toString()) as string[];
  return { name: demoName, files: await Promise.all(demoFiles.map(read)), examples };
}

function unique(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}

function projectNode(project: { id: string; name: string; created_at: Date }): Node {
  const at = project.created_at.toISOString();
  return {
    id: project.id,
    parent_id: null,
    client_id: null,
    node_type: 'project',
    name: project.name,
    code: null,
    version: null,
    status: 'active',
    attributes: {},
    sort_order: 0,
    child_count: 0,
    is_locked: false,
    pdf_status: null,
    files: [],
    created_at: at,
    updated_at: at,
  };
}

function documentNode(row: DocumentRow, files: readonly DocumentFileRow[]): Node {
  return {
    id: row.id,
    parent_id: row.project_id,
    client_id: null,
    node_type: 'document',
    name: row.title,
    code: row.cipher,
    version: row.current_version,
    status: 'active',
    attributes: {},
    sort_order: 0,
    child_count: 0,
    is_locked: false,
    pdf_status: null,
    files: files.map((file) => nodeFile(file)),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

function nodeFile(file: DocumentFileRow): NodeFile {
  return {
    id: file.id,
    job_id: file.version_id,
    file_type: file.file_type,
    r2_key: file.storage_path,
    file_name: file.file_name,
    file_size: file.file_size,
    created_at: file.created_at.toISOString(),
  };
}
