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

export const TreeNode = z
  .object({
    id: Id,
    parent_id: Id.nullable(),
    node_type: z.enum(['project', 'document']),
    name: z.string(),
    code: z.string().nullable(),
    version: z.number().int().nullable(),
    status: z.string().nullable(),
    attributes: z.record(z.string(), z.unknown()),
    sort_order: z.number().int(),
    files: z.array(NodeFile),
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
