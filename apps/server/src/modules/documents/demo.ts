import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Demo } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { sha256 } from '#platform/http/idempotency.ts';
import type { Actor } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import { findDemoNode, listVisibleDocuments } from './document-store.ts';
import { projectNotFound } from './errors.ts';
import type { ImportFiles, SourceFile } from './import.ts';
import { presentDocument } from './present.ts';
import type { RemoveDocuments } from './remove-documents.ts';
import { deleteNodes, insertNode, listSubtreeDocuments } from './tree-store.ts';

export interface DemoSource {
  name: string;
  files: SourceFile[];
  examples: string[];
}

export interface DemoDeps {
  db: Database;
  clock: Clock;
  importFiles: ImportFiles;
  removeDocuments: RemoveDocuments;
  source: DemoSource;
}

/** The project that a fresh installation begins with. */
export function createDemo({ db, clock, importFiles, removeDocuments, source }: DemoDeps) {
  return {
    async get(actor: Actor): Promise<z.input<typeof Demo>> {
      const project = await findDemoNode(db.executor);
      if (project === undefined) throw projectNotFound();
      const documents = await listVisibleDocuments(db.executor, actor, { limit: 20, projectId: project.id });
      return { ...project, documents: documents.map(presentDocument), examples: source.examples };
    },

    async remove(): Promise<void> {
      const project = await findDemoNode(db.executor);
      if (project === undefined) throw projectNotFound();
      await removeDocuments(await listSubtreeDocuments(db.executor, project.id));
      await deleteNodes(db.executor, [project.id]);
    },

    /** Loads the demo into a fresh installation; an interrupted load is completed. */
    async load(): Promise<void> {
      const id = (await findDemoNode(db.executor))?.id ?? newId();
      await insertNode(db.executor, {
        id,
        parent_id: null,
        root_id: id,
        owner_id: null,
        node_type: 'project',
        name: source.name,
        code: null,
        is_demo: true,
        at: clock.now(),
      });
      // The server is not up yet, and neither is what reads PDFs on it.
      await importFiles(source.files, { ownerId: null, projectId: id, parentId: id }, { patience: 0 });
    },
  };
}

export type DemoProject = ReturnType<typeof createDemo>;

const demoName = 'Демо: жилой дом на Садовой';
const demoFiles = ['_document.md', '_blocks.json', '_annotation.json', '.pdf'].map(
  (part) => `dom-na-sadovoy-AR${part}`,
);

/** Reads the demo's bundle and example questions from its folder. */
export async function readDemoSource(folder: URL): Promise<DemoSource> {
  const read = async (name: string): Promise<SourceFile> => {
    const file = new URL(name, folder);
    const bytes = await readFile(file);
    return { name, path: fileURLToPath(file), size: bytes.length, sha256: sha256(bytes) };
  };
  const examples = JSON.parse(await readFile(new URL('examples.json', folder), 'utf8')) as string[];
  return { name: demoName, files: await Promise.all(demoFiles.map(read)), examples };
}
