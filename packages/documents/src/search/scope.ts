import type { SearchQuery } from '../search-types.ts';
import type { BlockTable } from './block-table.ts';
import type { IndexedDocument } from './indexed-document.ts';
import type { BlockFacts } from './packed-document.ts';

/** The live blocks that a query may find. */
export interface Scope {
  /** By slot: 1 for those inside. */
  inside: Uint8Array;
  /** The slots themselves, ascending, where they are few enough to be looked up one by one; `null` otherwise. */
  slots: Uint32Array | null;
}

/** A scope of less than this share of the table is a list. */
const FEW = 1 / 8;

type Filter = Pick<SearchQuery, 'documentIds' | 'page' | 'sheet' | 'kind'>;

export const scopeOf = (query: Filter, table: BlockTable): Scope => {
  const inside = new Uint8Array(table.slots);
  const accepts = filterOf(query);
  let size = 0;
  for (const { base, blocks } of documentsOf(query, table)) {
    if (accepts === null) {
      inside.fill(1, base, base + blocks.length);
      size += blocks.length;
    } else {
      for (let at = 0; at < blocks.length; at++) {
        if (!accepts(blocks[at] as BlockFacts)) continue;
        inside[base + at] = 1;
        size += 1;
      }
    }
  }
  return { inside, slots: size < FEW * table.slots ? slotsOf(inside, size) : null };
};

const slotsOf = (inside: Uint8Array, size: number): Uint32Array => {
  const slots = new Uint32Array(size);
  let at = 0;
  for (let slot = inside.indexOf(1); slot >= 0; slot = inside.indexOf(1, slot + 1)) slots[at++] = slot;
  return slots;
};

const documentsOf = ({ documentIds }: Filter, table: BlockTable): Iterable<IndexedDocument> => {
  if (documentIds === undefined) return table.documents.values();
  return [...new Set(documentIds)].flatMap((id) => table.documents.get(id) ?? []);
};

const filterOf = ({ page, sheet, kind }: Filter): ((block: BlockFacts) => boolean) | null => {
  if (page === undefined && sheet === undefined && kind === undefined) return null;
  return (block) =>
    (page === undefined || block.page === page) &&
    (sheet === undefined || block.sheet === sheet) &&
    (kind === undefined || block.kind === kind);
};
