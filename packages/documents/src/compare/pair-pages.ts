import type { DocumentModel, PageModel } from '../model.ts';
import { foldText, likeness } from '../text-likeness.ts';
import { alignPages } from './align-pages.ts';
import { sketchOf } from './sketch.ts';
import type { PagePair } from './types.ts';

const SAME_TITLE = 0.8;
/** Titles are compared each with each only where there are no more pairs than this. */
const MOST_TITLE_PAIRS = 40_000;

type Pair = [PageModel, PageModel];

/** Pages that show the same sheet: by its number, then by its title, then by what they say and by their order between the pairs found. */
export function pairPages(before: DocumentModel, after: DocumentModel): PagePair[] {
  const pairs = new Map<number, number>();
  const sources = new Map<number, number>();
  const pair = ([one, other]: Pair) => {
    pairs.set(one.number, other.number);
    sources.set(other.number, one.number);
  };
  const left = () => before.pages.filter(({ number }) => !pairs.has(number));
  const right = () => after.pages.filter(({ number }) => !sources.has(number));
  sameSheets(left(), right()).forEach(pair);
  sameTitles(left(), right()).forEach(pair);
  alikeTitles(left(), right()).forEach(pair);
  const sketchers = { before: sketcherOf(before), after: sketcherOf(after) };
  for (const gap of gapsOf(before.pages, after.pages, { pairs, sources }))
    fillGap(gap, sketchers).forEach(pair);
  return [
    ...after.pages.map(({ number }): PagePair => ({ before: sources.get(number) ?? null, after: number })),
    ...left().map(({ number }): PagePair => ({ before: number, after: null })),
  ];
}

/** The same number may stand on several pages: then the titles decide, then the order. */
function sameSheets(left: readonly PageModel[], right: readonly PageModel[]): Pair[] {
  const bySheet = Map.groupBy(
    right.filter(({ sheet }) => sheet !== null),
    ({ sheet }) => sheet,
  );
  return left.flatMap((one): Pair[] => {
    const candidates = one.sheet === null ? [] : (bySheet.get(one.sheet) ?? []);
    const alike = candidates.map((other) => titleLikeness(one, other));
    const at = alike.indexOf(Math.max(...alike));
    const [found] = at === -1 ? [] : candidates.splice(at, 1);
    return found === undefined ? [] : [[one, found]];
  });
}

/** Titles that one page of each version has. */
function sameTitles(left: readonly PageModel[], right: readonly PageModel[]): Pair[] {
  const key = ({ sheetTitle }: PageModel) => (sheetTitle === null ? '' : foldText(sheetTitle));
  const [ones, others] = [Map.groupBy(left, key), Map.groupBy(right, key)];
  return [...ones].flatMap(([title, [one, another]]): Pair[] => {
    const [other, rival] = others.get(title) ?? [];
    const isClear = title !== '' && another === undefined && rival === undefined;
    return isClear && one !== undefined && other !== undefined ? [[one, other]] : [];
  });
}

function alikeTitles(left: readonly PageModel[], right: readonly PageModel[]): Pair[] {
  const titled = ({ sheetTitle }: PageModel) => sheetTitle !== null;
  const [ones, others] = [left.filter(titled), new Set(right.filter(titled))];
  if (ones.length * others.size > MOST_TITLE_PAIRS) return [];
  return ones.flatMap((one): Pair[] => {
    const other = clearlyAlike(one, [...others]);
    if (other === null) return [];
    others.delete(other);
    return [[one, other]];
  });
}

function clearlyAlike(one: PageModel, candidates: readonly PageModel[]): PageModel | null {
  const alike = candidates.map((other) => titleLikeness(one, other));
  const best = Math.max(...alike);
  const isClear = alike.filter((value) => value === best).length === 1;
  return best >= SAME_TITLE && isClear ? (candidates[alike.indexOf(best)] ?? null) : null;
}

function titleLikeness(one: PageModel, other: PageModel): number {
  if (one.sheetTitle === null || other.sheetTitle === null) return 0;
  return likeness(foldText(one.sheetTitle), foldText(other.sheetTitle));
}

/** What a page says. */
type Sketcher = (page: PageModel) => number[];

function sketcherOf({ blocks }: DocumentModel): Sketcher {
  const byPage = Map.groupBy(blocks, ({ page }) => page);
  return ({ number }) => sketchOf((byPage.get(number) ?? []).map(({ text }) => text).join(' '));
}

/** Pages without a counterpart that stand between the same pairs. */
interface Gap {
  before: PageModel[];
  after: PageModel[];
}

function gapsOf(
  before: readonly PageModel[],
  after: readonly PageModel[],
  { pairs, sources }: { pairs: ReadonlyMap<number, number>; sources: ReadonlyMap<number, number> },
): Gap[] {
  const free = new Map<number | null, PageModel[]>();
  let last: number | null = null;
  for (const page of after) {
    if (sources.has(page.number)) last = page.number;
    else {
      const run = free.get(last) ?? [];
      free.set(last, run);
      run.push(page);
    }
  }
  const gaps = new Map<number | null, Gap>();
  last = null;
  for (const page of before) {
    const counterpart = pairs.get(page.number);
    if (counterpart !== undefined) last = counterpart;
    else {
      const gap = gaps.get(last) ?? { before: [], after: free.get(last) ?? [] };
      gap.before.push(page);
      gaps.set(last, gap);
    }
  }
  return [...gaps.values()];
}

/** By what the pages say, then by their order between those. */
function fillGap({ before, after }: Gap, sketchers: { before: Sketcher; after: Sketcher }): Pair[] {
  const [one, other] = [before.map(sketchers.before), after.map(sketchers.after)];
  const pairs: Pair[] = [];
  let [from, to] = [0, 0];
  for (const [left, right] of [...alignPages(one, other), [before.length, after.length] as const]) {
    const isEven = left - from === right - to;
    for (let by = 0; by < Math.min(left - from, right - to); by++) {
      // Where pages came or went, texts that differ are no counterparts; a picture may be.
      const isSilent = one[from + by]?.length === 0 || other[to + by]?.length === 0;
      if (isEven || isSilent) pairs.push(...pairOf(before[from + by], after[to + by]));
    }
    pairs.push(...pairOf(before[left], after[right]));
    [from, to] = [left + 1, right + 1];
  }
  return pairs;
}

function pairOf(one: PageModel | undefined, other: PageModel | undefined): Pair[] {
  return one === undefined || other === undefined || isOtherSheet(one, other) ? [] : [[one, other]];
}

function isOtherSheet(one: PageModel, other: PageModel): boolean {
  return one.sheet !== null && other.sheet !== null && one.sheet !== other.sheet;
}
