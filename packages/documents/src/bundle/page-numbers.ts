import { leadingBlockCode } from './block-code.ts';

/** One page of `*_annotation.json` or `*_result.json` as written. */
export interface NumberedPage {
  /** `page_number`; `null` where there is none. */
  number: number | null;
  /** `page_index` of its blocks, as written. */
  indexes: number[];
  /** Ids of its blocks. */
  ids: string[];
}

/** What was found out about the counting of a file. */
export interface PageNumbering {
  /** PDF pages, from 1, in the order of the file's pages. */
  pages: number[];
  /** `false` where nothing in the file proves the counting. */
  certain: boolean;
}

/**
 * Pages from 1, whichever way a file counts: `page_number` from 0 (today's annotations and results), from 1 (those of the first program), or from 1
 * with `page_index` from 0, in which the odd page that kept its index is put right. `known` tells the pages of blocks that a surer file places; it
 * outweighs everything. `complete`: the file lists pages without blocks too, so its first is page 1.
 */
export function numberPages(
  pages: readonly NumberedPage[],
  { known = new Map(), complete = false }: { known?: ReadonlyMap<string, number>; complete?: boolean } = {},
): PageNumbering {
  const written = pages.map((page, at) => page.number ?? page.indexes[0] ?? at);
  const located = pages.map((page) => majority(page.ids.flatMap((id) => known.get(id) ?? [])));
  const offsets = located.flatMap((page, at) => (page === null ? [] : [page - (written[at] ?? 0)]));
  const usual = majority(offsets);
  if (usual !== null) {
    return { pages: written.map((number, at) => located[at] ?? Math.max(1, number + usual)), certain: true };
  }
  const apart = pages.filter((page) => page.number !== null && page.indexes[0] === page.number - 1).length;
  const compared = pages.filter((page) => page.number !== null && page.indexes.length > 0).length;
  if (apart > 0 && apart * 2 >= compared) {
    // The indexes count from 0, so they tell the page where the number does not differ from them.
    return { pages: pages.map((page, at) => (page.indexes[0] ?? (written[at] ?? 0) - 1) + 1), certain: true };
  }
  const lowest = pages.reduce(
    (least, page, at) =>
      page.indexes.reduce((one, other) => Math.min(one, other), Math.min(least, written[at] ?? 0)),
    Number.POSITIVE_INFINITY,
  );
  if (lowest === 0) return { pages: written.map((number) => number + 1), certain: true };
  const listsAll = lowest === 1 && (complete || pages.some((page) => page.ids.length === 0));
  const oldIds = pages.flatMap((page) => page.ids).every((id) => leadingBlockCode(id)?.code.length === 36);
  return { pages: written.map((number) => number + (listsAll || oldIds ? 0 : 1)), certain: listsAll };
}

/** The value that occurs most; the first of several such. */
function majority(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: number | null = null;
  for (const [value, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = value;
  return best;
}
