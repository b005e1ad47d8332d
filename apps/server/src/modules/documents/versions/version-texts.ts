import {
  createSearchIndex,
  type IndexedBlock,
  type SearchIndex,
  type SearchQuery,
  type TableModel,
} from '@aizoomdoc/documents';
import type { Database } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import {
  type BlockRow,
  findBlockRows,
  hasBlockText,
  listBlockRows,
  listCodes,
  listIndexedBlocks,
  listPictureBlocks,
  listSheetRows,
} from '../block-store.ts';
import { findVisibleDocuments } from '../document-store.ts';
import type { Addresses } from '../iiif/addresses.ts';
import type { Library } from '../library.ts';
import { findPageRange, listPageRows } from '../page-store.ts';
import { createRecent } from '../pictures/recent.ts';
import { type PresentedBlock, type PresentedHit, presentBlock, presentHit } from '../present.ts';
import { readSynonymGroups } from '../synonyms/synonym-store.ts';
import { findVersionsByNumber } from './version-store.ts';

/** One version of a document. */
export interface VersionRef {
  documentId: string;
  version: number;
}

/** A version that the actor may read. */
export interface OpenVersion {
  document_id: string;
  title: string;
  /** `document_versions.id`. */
  id: string;
  number: number;
  isCurrent: boolean;
  textRevision: number;
}

/** A block with all that a reader of one version wants to know. */
export interface VersionBlock extends Omit<PresentedBlock, 'tables'> {
  tables: TableModel[];
  /** Of its page as seen, in points; `null` where nothing says. */
  page_size: { width: number; height: number } | null;
}

export type VersionQuery = Omit<SearchQuery, 'documentIds' | 'alsoNear'> & { limit: number };

/** Indexes of earlier versions that are kept, those used last. */
const keptIndexes = 4;
/** Blocks that are read at once when a version is looked through. */
const batch = 300;
/** Codes that are compared with a wrong one. */
const mostCodes = 50_000;

export interface VersionTextDeps {
  db: Database;
  library: Library;
  addresses: Addresses;
}

/** Any version of documents, searched and read; a question about two revisions needs the earlier one too. */
export function createVersionTexts({ db, library, addresses }: VersionTextDeps) {
  const indexes = createRecent<SearchIndex>(keptIndexes);

  /** The index of the installation holds current versions; another one is built for the while. */
  async function indexOf(version: OpenVersion): Promise<SearchIndex> {
    return indexes.get(`${version.id} ${version.textRevision}`, async () => {
      const index = createSearchIndex();
      index.setSynonyms(await readSynonymGroups(db.executor));
      const blocks: IndexedBlock[] = await listIndexedBlocks(db.executor, {
        id: version.id,
        documentId: version.document_id,
        number: version.number,
      });
      await index.put(version.document_id, blocks);
      return index;
    });
  }

  function present(row: BlockRow, { document_id, title, number }: OpenVersion): VersionBlock {
    const { page_width: width, page_height: height } = row;
    const document = { id: document_id, title };
    return {
      ...presentBlock(row, { document, version: number, addresses }),
      tables: row.tables,
      page_size: width === null || height === null ? null : { width, height },
    };
  }

  /** The best blocks of every version; of several indexes in turn, so that an earlier version is seen too. */
  async function search(versions: readonly OpenVersion[], query: VersionQuery): Promise<PresentedHit[]> {
    const titles = new Map(versions.map((version) => [version.document_id, version.title]));
    const current = versions.filter(({ isCurrent }) => isCurrent);
    const documentIds = current.map(({ document_id }) => document_id);
    const earlier = versions.filter(({ isCurrent }) => !isCurrent);
    const lists = await Promise.all([
      documentIds.length === 0 ? [] : library.search({ ...query, documentIds }),
      ...earlier.map(async (version) => (await indexOf(version)).search(query)),
    ]);
    return inTurn(lists)
      .slice(0, query.limit)
      .map((hit) => presentHit(hit, titles.get(hit.documentId) ?? ''));
  }

  return {
    search,

    /** The best blocks of each group in turn, so that both sides of a comparison are seen. */
    async searchEach(
      groups: readonly (readonly OpenVersion[])[],
      query: VersionQuery,
    ): Promise<PresentedHit[]> {
      const lists = await Promise.all(groups.map((versions) => search(versions, query)));
      return inTurn(lists).slice(0, query.limit);
    },

    /** Those that are there and that the actor may see, in the order of `refs`. */
    async open(actor: Actor, refs: readonly VersionRef[]): Promise<OpenVersion[]> {
      const ids = refs.map(({ documentId }) => documentId);
      const visible = await findVisibleDocuments(db.executor, actor, ids);
      const documents = new Map(visible.map((document) => [document.id, document]));
      const found = await findVersionsByNumber(db.executor, refs);
      const versions = new Map(found.map((row) => [`${row.document_id} ${row.number}`, row]));
      return refs.flatMap(({ documentId, version }) => {
        const document = documents.get(documentId);
        const row = versions.get(`${documentId} ${version}`);
        if (document === undefined || row === undefined) return [];
        const isCurrent = document.current_version === version;
        const { id, number, text_revision: textRevision } = row;
        return [{ document_id: documentId, title: document.title, id, number, isCurrent, textRevision }];
      });
    },

    /** Blocks by code, as they are now; in the order of the versions. */
    async blocks(versions: readonly OpenVersion[], codes: readonly string[]): Promise<VersionBlock[]> {
      const ids = versions.map(({ id }) => id);
      const rows = await findBlockRows(db.executor, ids, codes);
      return versions.flatMap((version) =>
        rows.filter(({ version_id }) => version_id === version.id).map((row) => present(row, version)),
      );
    },

    /** Every block of a version, in reading order. */
    async *everyBlock(version: OpenVersion): AsyncGenerator<VersionBlock> {
      for (let after: number | null = null; ; ) {
        const rows: BlockRow[] = await listBlockRows(db.executor, version.id, { limit: batch, after });
        for (const row of rows) yield present(row, version);
        after = rows.at(-1)?.position ?? null;
        if (rows.length < batch) return;
      }
    },

    /** Whether any block of the version says something. */
    hasText: (version: OpenVersion): Promise<boolean> => hasBlockText(db.executor, version.id),

    /** Codes of the versions, with where they stand. */
    async codes(versions: readonly OpenVersion[]) {
      const byId = new Map(versions.map((version) => [version.id, version]));
      const rows = await listCodes(db.executor, [...byId.keys()], mostCodes);
      return rows.flatMap(({ version_id, ...row }) => {
        const version = byId.get(version_id);
        return version === undefined ? [] : [{ ...row, version }];
      });
    },

    /** Sheets of a version, in the order of its pages. */
    sheets: (version: OpenVersion) => listSheetRows(db.executor, version.id),

    /** Pages after `after`, in order, with their sheets. */
    pages: (version: OpenVersion, range: { after: number; limit: number }) =>
      listPageRows(db.executor, version.id, range),

    /** How many pages there are; of some bundles not every page is known. */
    pageRange: (version: OpenVersion) => findPageRange(db.executor, version.id),

    /** Blocks of pictures on some pages. */
    pictureBlocks: (version: OpenVersion, pages: readonly number[]) =>
      listPictureBlocks(db.executor, version.id, pages),
  };
}

export type VersionTexts = ReturnType<typeof createVersionTexts>;

/** The first of every list, then the second of every list, and so on. */
function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}
