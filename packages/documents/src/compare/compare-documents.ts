import type { BlockModel, DocumentModel } from '../model.ts';
import { foldText } from '../text-likeness.ts';
import { diffTables } from './diff-tables.ts';
import { diffText } from './diff-text.ts';
import { type BlockPair, overlapOf, pairBlocks } from './pair-blocks.ts';
import { pairPages } from './pair-pages.ts';
import type { BlockChange, ComparedBlock, Comparison } from './types.ts';

export interface CompareOptions {
  /** For the comparison of texts in all, milliseconds; what remains is told in coarser steps. Default 10 s. */
  timeLimitMs?: number;
}

const DEFAULT_LIMIT_MS = 10_000;
const ONE_BLOCK_MS = 200;
/** A block whose frame moved farther than this, of the sheet's side, and covers little of where it was has moved. */
const SHIFT = 0.02;
const STILL_THERE = 0.5;

/** What changed from one version of a document to the next, by blocks. */
export function compareDocuments(
  before: DocumentModel,
  after: DocumentModel,
  { timeLimitMs = DEFAULT_LIMIT_MS }: CompareOptions = {},
): Comparison {
  const pages = pairPages(before, after);
  const source = new Map(pages.map((pair) => [pair.after, pair.before]));
  const pageBefore = (page: number) => source.get(page) ?? null;
  const pairs = pairBlocks(before.blocks, after.blocks, pageBefore);
  const byAfter = new Map(pairs.map((pair) => [pair.after, pair]));
  const kept = new Set(pairs.map((pair) => pair.before));
  const deadline = performance.now() + timeLimitMs;
  const changes = after.blocks.flatMap((block): BlockChange[] => {
    const pair = byAfter.get(block);
    if (pair === undefined)
      return [{ change: 'added', before: null, after: shown(block), diff: [], cells: [] }];
    return changeOf(pair, pageBefore, Math.min(ONE_BLOCK_MS, deadline - performance.now()));
  });
  const removed = before.blocks
    .filter((block) => !kept.has(block))
    .map(
      (block): BlockChange => ({ change: 'removed', before: shown(block), after: null, diff: [], cells: [] }),
    );
  const unchanged = pairs.length - changes.filter((one) => one.before !== null).length;
  return { pages, changes: [...changes, ...removed], unchanged };
}

/** Nothing for a block that is as it was. */
function changeOf(
  { before, after }: BlockPair,
  pageBefore: (page: number) => number | null,
  timeLimitMs: number,
): BlockChange[] {
  const places = { before: shown(before), after: shown(after) };
  if (before.text !== after.text && textKey(before.text) !== textKey(after.text)) {
    return [
      {
        change: 'changed',
        ...places,
        diff: diffText(before.text, after.text, Math.max(1, timeLimitMs)),
        cells: diffTables(before.tables, after.tables),
      },
    ];
  }
  const isElsewhere = pageBefore(after.page) !== before.page || hasShifted({ before, after });
  return isElsewhere ? [{ change: 'moved', ...places, diff: [], cells: [] }] : [];
}

/** Look-alike letters, spaces and case are no change; every other sign is. */
function textKey(text: string): string {
  return `${foldText(text)} ${text.replace(/[−–—‐‑]/gu, '-').replace(/[\p{L}\p{N}\s]/gu, '')}`;
}

function hasShifted({ before, after }: BlockPair): boolean {
  const [one, other] = [before.bbox, after.bbox];
  if (one === null || other === null) return false;
  const shift = Math.max(
    Math.abs(one[0] + one[2] - other[0] - other[2]) / 2,
    Math.abs(one[1] + one[3] - other[1] - other[3]) / 2,
  );
  return shift > SHIFT && overlapOf(one, other) < STILL_THERE;
}

function shown({ code, page, sheet, bbox, text }: BlockModel): ComparedBlock {
  return { block: code, page, sheet, bbox, text };
}
