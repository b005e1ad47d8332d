import type { DocumentModel, PageModel } from '../model.ts';
import { foldText, likeness } from '../text-likeness.ts';
import type { PagePair } from './types.ts';

const SAME_TITLE = 0.8;

/** Pages that show the same sheet: by its number, then by its title, then by their order between the pairs found. */
export function pairPages(before: DocumentModel, after: DocumentModel): PagePair[] {
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (one: PageModel, other: PageModel) => {
    pairs.set(one.number, other.number);
    taken.add(other.number);
  };
  const left = () => before.pages.filter(({ number }) => !pairs.has(number));
  const right = () => after.pages.filter(({ number }) => !taken.has(number));
  for (const [one, other] of sameSheets(left(), right())) pair(one, other);
  for (const one of left()) {
    const other = sameTitle(one, right());
    if (other !== null) pair(one, other);
  }
  for (const [one, other] of sameOrder(before.pages, after.pages, pairs)) pair(one, other);
  return [
    ...after.pages.map(({ number }): PagePair => ({ before: sourceOf(pairs, number), after: number })),
    ...left().map(({ number }): PagePair => ({ before: number, after: null })),
  ];
}

function sourceOf(pairs: ReadonlyMap<number, number>, after: number): number | null {
  for (const [one, other] of pairs) if (other === after) return one;
  return null;
}

/** The same number may stand on several pages: then the titles decide, then the order. */
function sameSheets(left: readonly PageModel[], right: readonly PageModel[]): [PageModel, PageModel][] {
  const bySheet = Map.groupBy(
    right.filter(({ sheet }) => sheet !== null),
    ({ sheet }) => sheet,
  );
  return left.flatMap((one): [PageModel, PageModel][] => {
    const candidates = one.sheet === null ? [] : (bySheet.get(one.sheet) ?? []);
    const alike = candidates.map((other) => titleLikeness(one, other));
    const at = alike.indexOf(Math.max(...alike));
    const [found] = at === -1 ? [] : candidates.splice(at, 1);
    return found === undefined ? [] : [[one, found]];
  });
}

function sameTitle(one: PageModel, candidates: readonly PageModel[]): PageModel | null {
  if (one.sheetTitle === null) return null;
  const alike = candidates.map((other) => titleLikeness(one, other));
  const best = Math.max(...alike);
  const isClear = alike.filter((value) => value === best).length === 1;
  return best >= SAME_TITLE && isClear ? (candidates[alike.indexOf(best)] ?? null) : null;
}

function titleLikeness(one: PageModel, other: PageModel): number {
  if (one.sheetTitle === null || other.sheetTitle === null) return 0;
  return likeness(foldText(one.sheetTitle), foldText(other.sheetTitle));
}

/** Pages without a counterpart that stand between two pairs, where both versions have equally many of them and neither says another sheet. */
function sameOrder(
  before: readonly PageModel[],
  after: readonly PageModel[],
  pairs: ReadonlyMap<number, number>,
): [PageModel, PageModel][] {
  const taken = new Set(pairs.values());
  return gapsOf(before, ({ number }) => pairs.has(number)).flatMap(({ previous, run }) => {
    const counterpart = previous === null ? null : pairs.get(previous.number);
    const start = counterpart === null ? 0 : after.findIndex(({ number }) => number === counterpart) + 1;
    const length = after.slice(start).findIndex(({ number }) => taken.has(number));
    const free = after.slice(start, length === -1 ? undefined : start + length);
    if (free.length !== run.length) return [];
    return run.flatMap((one, at): [PageModel, PageModel][] => {
      const other = free[at];
      return other === undefined || isOtherSheet(one, other) ? [] : [[one, other]];
    });
  });
}

function isOtherSheet(one: PageModel, other: PageModel): boolean {
  return one.sheet !== null && other.sheet !== null && one.sheet !== other.sheet;
}

/** Runs of pages without a counterpart, each with the page before it. */
function gapsOf(
  pages: readonly PageModel[],
  isPaired: (page: PageModel) => boolean,
): { previous: PageModel | null; run: PageModel[] }[] {
  const gaps: { previous: PageModel | null; run: PageModel[] }[] = [];
  let previous: PageModel | null = null;
  let run: PageModel[] = [];
  for (const page of pages) {
    if (!isPaired(page)) {
      if (run.length === 0) gaps.push({ previous, run });
      run.push(page);
    } else {
      previous = page;
      run = [];
    }
  }
  return gaps;
}
