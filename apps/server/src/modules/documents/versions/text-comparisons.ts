import type { Change, PagePair } from '@aizoomdoc/contracts';
import type { BlockChange, ComparedBlock, Comparison } from '@aizoomdoc/documents/compare';
import type { z } from 'zod';
import type { Database } from '#platform/db/database.ts';
import { offsetCursor, offsetPage } from '#platform/http/paging.ts';
import type { Actor, Page } from '#platform/http/route.ts';
import { readModel } from '../content-store.ts';
import { createRecent } from '../pictures/recent.ts';
import type { Threads } from '../thread/threads.ts';
import type { FindVersion } from './visible-version.ts';

/** Versions of one document, or of two. */
export interface Sides {
  from: number;
  to: number;
  to_document_id?: string | undefined;
}

interface ListQuery extends Sides {
  limit: number;
  cursor?: string | undefined;
}

/** Sheets by page, of either side. */
interface Compared extends Comparison {
  sheetsBefore: ReadonlyMap<number, string | null>;
  sheetsAfter: ReadonlyMap<number, string | null>;
}

export interface TextComparisonDeps {
  db: Database;
  findVersion: FindVersion;
  threads: Threads;
}

/** What changed in the text of blocks from one version to another. */
export function createTextComparisons({ db, findVersion, threads }: TextComparisonDeps) {
  const recent = createRecent<Compared>(4);

  async function compareNow(beforeId: string, afterId: string, signal: AbortSignal): Promise<Compared> {
    const before = await readModel(db.executor, beforeId);
    const after = await readModel(db.executor, afterId);
    const comparison = await threads.use((thread) => thread.run('compareTexts', { before, after }, signal));
    const sheets = ({ pages }: typeof before) => new Map(pages.map(({ number, sheet }) => [number, sheet]));
    return { ...comparison, sheetsBefore: sheets(before), sheetsAfter: sheets(after) };
  }

  /** The beginning of a list compares anew, what follows goes on in what was found. */
  async function compare(actor: Actor, documentId: string, query: ListQuery, signal: AbortSignal) {
    const before = await findVersion(actor, documentId, query.from);
    const after = await findVersion(actor, query.to_document_id ?? documentId, query.to);
    const key = `${before.id} ${after.id}`;
    if (query.cursor === undefined) recent.forget(key);
    return recent.get(key, () => compareNow(before.id, after.id, signal));
  }

  return {
    async changes(
      actor: Actor,
      documentId: string,
      { page, signal, ...query }: ListQuery & { page?: number | undefined; signal: AbortSignal },
    ): Promise<Page<z.input<typeof Change>>> {
      const { changes } = await compare(actor, documentId, query, signal);
      const offset = offsetCursor(query.cursor) ?? 0;
      const wanted = page === undefined ? changes : changes.filter((change) => pageOf(change) === page);
      const rows = wanted.slice(offset, offset + query.limit + 1).map(presentChange);
      return offsetPage(rows, { limit: query.limit, offset });
    },

    async pages(
      actor: Actor,
      documentId: string,
      { signal, ...query }: ListQuery & { signal: AbortSignal },
    ): Promise<Page<z.input<typeof PagePair>>> {
      const { pages, changes, sheetsBefore, sheetsAfter } = await compare(actor, documentId, query, signal);
      const offset = offsetCursor(query.cursor) ?? 0;
      const rows = pages.slice(offset, offset + query.limit + 1).map(({ before, after }) => ({
        before,
        after,
        before_sheet: sheetsBefore.get(before ?? 0) ?? null,
        after_sheet: sheetsAfter.get(after ?? 0) ?? null,
        changes: changes.filter((change) =>
          change.after === null ? change.before?.page === before : change.after.page === after,
        ).length,
      }));
      return offsetPage(rows, { limit: query.limit, offset });
    },
  };
}

export type TextComparisons = ReturnType<typeof createTextComparisons>;

function pageOf({ before, after }: BlockChange): number | undefined {
  return (after ?? before)?.page;
}

function presentChange({ before, after, ...change }: BlockChange): z.input<typeof Change> {
  return { ...change, before: before && presentBlock(before), after: after && presentBlock(after) };
}

function presentBlock({ block, ...place }: ComparedBlock) {
  return { ...place, block_id: block };
}
