import type { TreeNode } from './tree-query.ts';

type Ordered = Pick<TreeNode, 'sort_order' | 'document' | 'name'>;

/** The server's order — as set, folders first, by name — with «Раздел 2» before «Раздел 10». */
export function inNaturalOrder<Node extends Ordered>(nodes: readonly Node[], locale: string): Node[] {
  const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  const rank = ({ document }: Ordered) => (document === null ? 0 : 1);
  return nodes.toSorted(
    (one, other) =>
      one.sort_order - other.sort_order || rank(one) - rank(other) || compare(one.name, other.name),
  );
}
