/** What of two runs of pages is the same: indices in the one and in the other. */
export type Aligned = [before: number, after: number];

/** Least share of a sketch that pages have in common. */
const ALIKE = 0.3;
/** A number that so many pages share tells them not apart. */
const MOST_SHARING = 16;
/** How far from the place that it had a page is looked for, whatever it says. */
const NEAR = 8;

/**
 * Pages of two runs that say alike, each as a sketch, in the order of both: the chain of pairs that has most in common. A long run takes
 * no more than so many looks a page.
 */
export function alignPages(before: readonly number[][], after: readonly number[][]): Aligned[] {
  const sharing = pagesByNumber(after);
  const known = after.map((sketch) => new Set(sketch));
  const chain = createChain(after.length);
  for (const [at, sketch] of before.entries()) {
    const found = [...candidates(sketch, { at, sharing, shift: after.length - before.length })]
      .map((other) => ({ other, share: shareOf(sketch, known[other]) }))
      .filter(({ share }) => share >= ALIKE)
      // From the last: no two of them may follow each other.
      .sort((one, other) => other.other - one.other);
    for (const { other, share } of found) chain.add({ before: at, after: other, share });
  }
  return chain.best();
}

function pagesByNumber(sketches: readonly number[][]): Map<number, number[]> {
  const pages = new Map<number, number[]>();
  for (const [at, sketch] of sketches.entries()) {
    for (const hash of sketch) {
      const sharing = pages.get(hash);
      if (sharing === undefined) pages.set(hash, [at]);
      else if (sharing.length <= MOST_SHARING) sharing.push(at);
    }
  }
  return pages;
}

/** Pages that share a telling number, and those about its own place, counted from the start and from the end. */
function candidates(
  sketch: readonly number[],
  { at, sharing, shift }: { at: number; sharing: ReadonlyMap<number, number[]>; shift: number },
): Set<number> {
  const found = new Set<number>();
  for (const hash of sketch) {
    const pages = sharing.get(hash) ?? [];
    if (pages.length <= MOST_SHARING) for (const page of pages) found.add(page);
  }
  for (let by = -NEAR; by <= NEAR; by++) found.add(at + by).add(at + shift + by);
  return found;
}

function shareOf(sketch: readonly number[], other: ReadonlySet<number> | undefined): number {
  if (other === undefined || sketch.length === 0) return 0;
  let common = 0;
  for (const hash of sketch) if (other.has(hash)) common += 1;
  return common / Math.max(sketch.length, other.size);
}

interface Link {
  before: number;
  after: number;
  /** Of all links up to this one. */
  weight: number;
  previous: Link | null;
}

/** The heaviest chain of pairs in which both sides rise; pairs come in the order of the one side. */
function createChain(length: number) {
  /** Fenwick tree: the heaviest chain that ends before a place. */
  const heaviest: (Link | null)[] = new Array(length + 1).fill(null);
  const endingBefore = (place: number): Link | null => {
    let best: Link | null = null;
    for (let at = place; at > 0; at -= at & -at) {
      const link = heaviest[at] ?? null;
      if (link !== null && link.weight > (best?.weight ?? 0)) best = link;
    }
    return best;
  };
  return {
    add({ before, after, share }: { before: number; after: number; share: number }): void {
      const previous = endingBefore(after);
      const link: Link = { before, after, weight: share + (previous?.weight ?? 0), previous };
      for (let at = after + 1; at <= length; at += at & -at)
        if (link.weight > (heaviest[at]?.weight ?? 0)) heaviest[at] = link;
    },
    best(): Aligned[] {
      const pairs: Aligned[] = [];
      for (let link = endingBefore(length); link !== null; link = link.previous)
        pairs.push([link.before, link.after]);
      return pairs.reverse();
    },
  };
}
