import type { Answer } from '@aizoomdoc/client';
import type { getTree } from '@aizoomdoc/contracts';
import type { Style } from './style.ts';
import { shortTitle } from './text.ts';

type Node = Answer<typeof getTree>;

const nodeTypes: Record<Node['node_type'], string> = {
  client: 'заказчик',
  project: 'проект',
  section: 'раздел',
  stage: 'стадия',
  task: 'задание',
  folder: 'папка',
  document: 'документ',
};

/** A node of the tree on a line of a list. */
export function formatNode({ id, node_type, name, code }: Node, indent: string, style: Style): string[] {
  const title = node_type === 'document' ? shortTitle(name) : style.bold(name);
  return [
    id,
    style.dim(nodeTypes[node_type]),
    `${indent}${title}${code === null ? '' : style.dim(` · ${code}`)}`,
  ];
}
