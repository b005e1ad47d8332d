import { shortTitle } from '#features/documents/document-title.ts';
import type { TreeNode } from './tree-query.ts';

/** What a node is called in lists: of a document without the path that it came with. */
export function nodeTitle({ name, document }: Pick<TreeNode, 'name' | 'document'>): string {
  return document === null ? name : shortTitle(name, document.cipher);
}
