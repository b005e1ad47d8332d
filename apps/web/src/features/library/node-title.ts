import { shortTitle } from '#features/documents/document-title.ts';
import { innerQuotes } from '#shared/lib/inner-quotes.ts';
import type { TreeNode } from './tree-query.ts';

/** {@link nodeTitle} for a sentence that puts it in quotes. */
export function quotedTitle(node: Pick<TreeNode, 'name' | 'document'>): string {
  return innerQuotes(nodeTitle(node));
}

/** What a node is called in lists: of a document without the path that it came with. */
export function nodeTitle({ name, document }: Pick<TreeNode, 'name' | 'document'>): string {
  return document === null ? name : shortTitle(name, document.cipher);
}
