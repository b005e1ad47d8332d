import type { SearchRebuild, Synonym } from '@aizoomdoc/contracts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Database, Executor } from '#platform/db/database.ts';
import { idCursor } from '#platform/http/paging.ts';
import { Problem } from '#platform/http/problem.ts';
import type { Page } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import { countCurrent } from '../document-store.ts';
import type { Library } from '../library.ts';
import { documentsChannel, libraryNews } from '../library-news.ts';
import { starterSynonyms } from './starter-synonyms.ts';
import {
  deleteSynonym,
  insertSynonyms,
  listSynonymRows,
  type SynonymRow,
  updateSynonym,
} from './synonym-store.ts';

type Presented = z.input<typeof Synonym>;

export interface SynonymInput {
  terms?: string[] | undefined;
  note?: string | null | undefined;
}

/** The table of synonyms; a change is in force everywhere as soon as it is stored. */
export function createSynonyms({ db, clock, library }: { db: Database; clock: Clock; library: Library }) {
  /** Stores a change and tells every process; this one has it before the answer goes out. */
  async function change<T>(work: (tx: Executor) => Promise<T>): Promise<T> {
    const result = await db.transaction(async (tx) => {
      const done = await work(tx);
      await sql`select pg_notify(${documentsChannel}, ${libraryNews.synonyms})`.execute(tx);
      return done;
    });
    await library.readSynonyms();
    return result;
  }

  return {
    async list(query: { limit: number; cursor?: string | undefined }): Promise<Page<Presented>> {
      const rows = await listSynonymRows(db.executor, {
        before: idCursor(query.cursor),
        limit: query.limit + 1,
      });
      const items = rows.slice(0, query.limit).map(present);
      return { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
    },

    async create({ terms = [], note = null }: SynonymInput): Promise<Presented> {
      const row = { id: newId(), terms: distinct(terms), note, updated_at: clock.now() };
      await change((tx) => insertSynonyms(tx, [row]));
      return present(row);
    },

    async patch(id: string, { terms, note }: SynonymInput): Promise<Presented> {
      const changes = {
        ...(terms !== undefined && { terms: distinct(terms) }),
        ...(note !== undefined && { note }),
        updated_at: clock.now(),
      };
      const row = await change((tx) => updateSynonym(tx, id, changes));
      if (row === undefined) throw synonymNotFound();
      return present(row);
    },

    async remove(id: string): Promise<void> {
      if (!(await change((tx) => deleteSynonym(tx, id)))) throw synonymNotFound();
    },

    /** The well-known ones, for a new installation. */
    async loadStarter(): Promise<void> {
      const known = await listSynonymRows(db.executor, { before: undefined, limit: 1 });
      if (known.length > 0) return;
      const now = clock.now();
      const rows = starterSynonyms.map((terms) => ({
        id: newId(),
        terms: [...terms],
        note: null,
        updated_at: now,
      }));
      await change((tx) => insertSynonyms(tx, rows));
    },

    /** Has every process build its index anew. */
    async rebuildSearch(): Promise<z.input<typeof SearchRebuild>> {
      await sql`select pg_notify(${documentsChannel}, ${libraryNews.everyDocument})`.execute(db.executor);
      return countCurrent(db.executor);
    },
  };
}

export type Synonyms = ReturnType<typeof createSynonyms>;

function present({ id, terms, note, updated_at }: SynonymRow): Presented {
  return { id, terms, note, updated_at: updated_at.toISOString() };
}

/** A group of one means nothing. */
function distinct(terms: readonly string[]): string[] {
  const byKey = new Map(terms.map((term) => [term.toLowerCase().replaceAll('ё', 'е'), term]));
  if (byKey.size > 1) return [...byKey.values()];
  const message = 'Нужны хотя бы два разных слова.';
  throw new Problem(422, 'validation_failed', message, {
    details: [{ path: 'body.terms', code: 'too_small', message }],
  });
}

const synonymNotFound = () => new Problem(404, 'synonym_not_found', 'Таких синонимов нет. Обновите список.');
