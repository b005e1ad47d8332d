import { z } from 'zod';
import { Id, Instant, Ok, PageQuery } from './common.ts';
import { defineRoute } from './define-route.ts';
import { Document } from './documents.ts';

/** File of a tree node, in the shape of the first-generation client. */
export const NodeFile = z
  .object({
    id: Id,
    job_id: z.string(),
    file_type: z.string(),
    r2_key: z.string(),
    file_name: z.string(),
    file_size: z.number().int().nullable(),
    created_at: Instant,
  })
  .meta({ id: 'NodeFile' });

/** Kinds of nodes, from the outermost; a folder may stand anywhere above documents. */
export const NodeType = z.enum(['client', 'project', 'section', 'stage', 'task', 'folder', 'document']);

export const TreeNode = z
  .object({
    /** Of a document: the document's own id. */
    id: Id,
    parent_id: Id.nullable(),
    /** Whose tree it is. */
    client_id: z.string().nullable(),
    node_type: NodeType,
    name: z.string(),
    code: z.string().nullable(),
    version: z.number().int().nullable(),
    status: z.string().nullable(),
    attributes: z.record(z.string(), z.unknown()),
    sort_order: z.number().int(),
    /** How many nodes it holds. */
    child_count: z.number().int(),
    is_locked: z.boolean(),
    /** Completeness of a document's files: `complete`, `partial`, `none`. */
    pdf_status: z.string().nullable(),
    files: z.array(NodeFile),
    /** The document that a `document` node stands for: pages, version, progress; `null` of folders. */
    document: Document.nullable(),
    /** Whether I may change what is in it. */
    can_edit: z.boolean(),
    /** Whether I may close it and say who else sees it. */
    can_manage: z.boolean(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'TreeNode' });

export const getTree = defineRoute({
  id: 'projects.tree',
  method: 'GET',
  path: '/api/projects/tree',
  tag: 'projects',
  summary: 'Дерево: проекты и их документы',
  access: 'user',
  query: PageQuery.extend({
    parent_id: Id.optional(),
    /** Taken for the earlier client; everybody sees their own tree. */
    client_id: z.string().max(200).optional(),
    node_type: z.string().max(40).optional(),
    all_nodes: z.stringbool().optional(),
    include_files: z.stringbool().optional(),
  }),
  success: { status: 200, kind: 'list', body: TreeNode, description: 'Узлы' },
});

export const searchProjects = defineRoute({
  id: 'projects.search',
  method: 'GET',
  path: '/api/projects/search',
  tag: 'projects',
  summary: 'Найти проект или документ по названию или шифру',
  access: 'user',
  query: z.object({
    q: z.string().max(200).optional(),
    /** The earlier spelling of `q`. */
    query: z.string().max(200).optional(),
    client_id: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  success: { status: 200, kind: 'list', body: TreeNode, description: 'Узлы' },
});

export const DocumentResults = z
  .object({ document_node_id: Id, files: z.array(NodeFile) })
  .meta({ id: 'DocumentResults' });

export const Demo = z
  .object({ id: Id, name: z.string(), documents: z.array(Document), examples: z.array(z.string()) })
  .meta({ id: 'Demo' });

export const getDocumentResults = defineRoute({
  id: 'projects.document_results',
  method: 'GET',
  path: '/api/projects/documents/{document_id}/results',
  tag: 'projects',
  summary: 'Исходные файлы документа',
  access: 'user',
  params: z.object({ document_id: Id }),
  success: {
    status: 200,
    kind: 'json',
    body: DocumentResults,
    description: 'Файлы',
  },
  errors: ['document_not_found'],
});

export const getDemo = defineRoute({
  id: 'projects.get_demo',
  method: 'GET',
  path: '/api/projects/demo',
  tag: 'projects',
  summary: 'Демонстрационный проект и примеры вопросов к нему',
  access: 'user',
  success: {
    status: 200,
    kind: 'json',
    body: Demo,
    description: 'Проект',
  },
  errors: ['project_not_found'],
});

export const deleteDemo = defineRoute({
  id: 'projects.delete_demo',
  method: 'DELETE',
  path: '/api/projects/demo',
  tag: 'projects',
  summary: 'Удалить демонстрационный проект',
  access: 'admin',
  success: { status: 200, kind: 'json', body: Ok, description: 'Удалён' },
  errors: ['project_not_found'],
});

const NodeParams = z.object({ node_id: Id });
const Name = z.string().trim().min(1).max(300);

const nodeErrors = ['node_not_found', 'node_locked', 'node_conflict'];

export const NodeDetail = z
  .object({
    node: TreeNode,
    path: z.array(z.object({ id: Id, name: z.string(), node_type: NodeType })),
    /** How many documents it holds at any depth, itself included. */
    document_count: z.number().int(),
  })
  .meta({ id: 'NodeDetail' });

export const getNode = defineRoute({
  id: 'projects.get_node',
  method: 'GET',
  path: '/api/projects/nodes/{node_id}',
  tag: 'projects',
  summary: 'Узел дерева с путём к нему',
  access: 'user',
  params: NodeParams,
  success: {
    status: 200,
    kind: 'json',
    body: NodeDetail,
    description: 'Узел и его предки, внешний первым',
  },
  errors: ['node_not_found'],
});

export const createNode = defineRoute({
  id: 'projects.create_node',
  method: 'POST',
  path: '/api/projects/nodes',
  tag: 'projects',
  summary: 'Создать проект, раздел или папку',
  access: 'user',
  body: z.object({
    parent_id: Id.nullish(),
    node_type: NodeType.exclude(['document']),
    name: Name,
    code: z.string().trim().max(100).nullish(),
  }),
  success: { status: 201, kind: 'json', body: TreeNode, description: 'Узел' },
  errors: nodeErrors,
});

export const patchNode = defineRoute({
  id: 'projects.patch_node',
  method: 'PATCH',
  path: '/api/projects/nodes/{node_id}',
  tag: 'projects',
  summary: 'Переименовать, переместить (parent_id), упорядочить или закрыть от изменений',
  access: 'user',
  params: NodeParams,
  body: z
    .object({
      name: Name,
      code: z.string().trim().max(100).nullable(),
      /** `null` = to the top level. */
      parent_id: Id.nullable(),
      sort_order: z.number().int().min(0).max(1_000_000),
      is_locked: z.boolean(),
    })
    .partial(),
  success: { status: 200, kind: 'json', body: TreeNode, description: 'Узел' },
  errors: nodeErrors,
});

export const deleteNode = defineRoute({
  id: 'projects.delete_node',
  method: 'DELETE',
  path: '/api/projects/nodes/{node_id}',
  tag: 'projects',
  summary: 'Удалить узел; непустой — только с `recursive=true`, вместе с документами',
  access: 'user',
  params: NodeParams,
  query: z.object({ recursive: z.stringbool().optional() }),
  success: { status: 200, kind: 'json', body: Ok, description: 'Удалён' },
  errors: [...nodeErrors, 'node_not_empty'],
});

export const addNodeFile = defineRoute({
  id: 'projects.add_file',
  method: 'POST',
  path: '/api/projects/nodes/{node_id}/files',
  tag: 'projects',
  summary: 'Приложить загруженный файл к узлу как есть, без чтения',
  access: 'user',
  params: NodeParams,
  body: z.object({ file_id: Id, file_type: z.string().trim().min(1).max(40).default('other') }),
  success: { status: 201, kind: 'json', body: NodeFile, description: 'Файл узла' },
  errors: [...nodeErrors, 'file_not_found'],
});

export const removeNodeFile = defineRoute({
  id: 'projects.remove_file',
  method: 'DELETE',
  path: '/api/projects/nodes/{node_id}/files/{node_file_id}',
  tag: 'projects',
  summary: 'Убрать приложенный файл из узла',
  access: 'user',
  params: NodeParams.extend({ node_file_id: Id }),
  success: { status: 200, kind: 'json', body: Ok, description: 'Убран' },
  errors: [...nodeErrors, 'file_not_found'],
});

/** Somebody whom a project's documents are shown to. */
export const Member = z
  .object({ user_id: Id, username: z.string(), role: z.enum(['editor', 'reader']), added_at: Instant })
  .meta({ id: 'Member' });

export const listMembers = defineRoute({
  id: 'projects.list_members',
  method: 'GET',
  path: '/api/projects/nodes/{node_id}/members',
  tag: 'projects',
  summary: 'Участники проекта',
  access: 'user',
  params: NodeParams,
  query: PageQuery,
  success: { status: 200, kind: 'list', body: Member, description: 'Участники' },
  errors: ['node_not_found'],
});

export const putMember = defineRoute({
  id: 'projects.put_member',
  method: 'PUT',
  path: '/api/projects/nodes/{node_id}/members',
  tag: 'projects',
  summary: 'Дать участнику проекта доступ или сменить его роль',
  access: 'user',
  params: NodeParams,
  body: z.object({ username: z.string().trim().min(1).max(80), role: z.enum(['editor', 'reader']) }),
  success: { status: 200, kind: 'json', body: Member, description: 'Участник' },
  errors: ['node_not_found', 'user_not_found'],
});

export const deleteMember = defineRoute({
  id: 'projects.delete_member',
  method: 'DELETE',
  path: '/api/projects/nodes/{node_id}/members/{user_id}',
  tag: 'projects',
  summary: 'Убрать участника',
  access: 'user',
  params: NodeParams.extend({ user_id: Id }),
  success: { status: 200, kind: 'json', body: Ok, description: 'Убран' },
  errors: ['node_not_found', 'user_not_found'],
});
