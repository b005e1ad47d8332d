import {
  addNodeFile,
  createNode,
  deleteDemo,
  deleteMember,
  deleteNode,
  getDemo,
  getDocumentResults,
  getNode,
  getTree,
  listMembers,
  patchNode,
  putMember,
  removeNodeFile,
  searchProjects,
} from '@aizoomdoc/contracts';
import { type Implementation, implement } from '#platform/http/route.ts';
import type { DemoProject } from './demo.ts';
import type { Members } from './members.ts';
import type { NodeFiles } from './node-files.ts';
import type { Tree } from './tree.ts';
import type { TreeChanges } from './tree-changes.ts';

const ok = { ok: true as const };

export interface TreeModule {
  tree: Tree;
  treeChanges: TreeChanges;
  members: Members;
  nodeFiles: NodeFiles;
  demo: DemoProject;
}

export function treeRoutes({
  tree,
  treeChanges: changes,
  members,
  nodeFiles,
  demo,
}: TreeModule): Implementation[] {
  return [
    implement(getTree, ({ actor, query }) => tree.list(actor, query)),
    implement(searchProjects, ({ actor, query }) =>
      tree.search(actor, { text: query.q ?? query.query ?? '', limit: query.limit }),
    ),
    implement(getDocumentResults, async ({ actor, params }) => ({
      document_node_id: params.document_id,
      files: await tree.listFiles(actor, params.document_id),
    })),
    implement(getNode, ({ actor, params }) => tree.get(actor, params.node_id)),
    implement(createNode, ({ actor, body }) => changes.create(actor, body)),
    implement(patchNode, ({ actor, params, body }) => changes.patch(actor, params.node_id, body)),
    implement(deleteNode, ({ actor, params, query }) =>
      changes.remove(actor, params.node_id, { recursive: query.recursive === true }).then(() => ok),
    ),
    implement(addNodeFile, ({ actor, params, body }) => nodeFiles.add(actor, params.node_id, body)),
    implement(removeNodeFile, ({ actor, params }) =>
      nodeFiles.remove(actor, params.node_id, params.node_file_id).then(() => ok),
    ),
    implement(listMembers, ({ actor, params, query }) => members.list(actor, params.node_id, query)),
    implement(putMember, ({ actor, params, body }) => members.put(actor, params.node_id, body)),
    implement(deleteMember, ({ actor, params }) =>
      members.remove(actor, params.node_id, params.user_id).then(() => ok),
    ),
    implement(getDemo, ({ actor }) => demo.get(actor)),
    implement(deleteDemo, () => demo.remove().then(() => ok)),
  ];
}
