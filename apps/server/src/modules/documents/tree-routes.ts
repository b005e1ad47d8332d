import {
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
  searchProjects,
} from '@aizoomdoc/contracts';
import { type Implementation, implement } from '#platform/http/route.ts';
import type { DemoProject } from './demo.ts';
import type { Members } from './members.ts';
import type { Tree } from './tree.ts';

const ok = { ok: true as const };

export interface TreeModule {
  tree: Tree;
  members: Members;
  demo: DemoProject;
}

export function treeRoutes({ tree, members, demo }: TreeModule): Implementation[] {
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
    implement(createNode, ({ actor, body }) => tree.create(actor, body)),
    implement(patchNode, ({ actor, params, body }) => tree.patch(actor, params.node_id, body)),
    implement(deleteNode, ({ actor, params, query }) =>
      tree.remove(actor, params.node_id, { recursive: query.recursive === true }).then(() => ok),
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
