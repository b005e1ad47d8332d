import type { Database } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import { type BlockRow, findBlockRows } from '../block-store.ts';
import { blockNotFound } from '../errors.ts';
import { findPageRow, type PageRow } from '../page-store.ts';
import { pageNotFound, pictureNotFound } from '../pictures/errors.ts';
import { findPictureFiles, type PictureFile } from '../pictures/picture-store.ts';
import type { FindVersion, VisibleVersion } from '../versions/visible-version.ts';

/** What is looked at: a page of a document, perhaps one block of it, and the file that shows it. */
export interface ViewTarget {
  version: VisibleVersion;
  page: PageRow;
  block: BlockRow | null;
  file: PictureFile;
  filePage: number;
  /** The file shows the block alone, not the page. */
  isCrop: boolean;
}

export interface TargetQuery {
  version?: number | undefined;
  page?: number | undefined;
  block_id?: string | undefined;
}

export function createViewTargets({ db, findVersion }: { db: Database; findVersion: FindVersion }) {
  async function findBlock(version: VisibleVersion, code: string): Promise<BlockRow> {
    const [row] = await findBlockRows(db.executor, [version.id], [code.toUpperCase(), code]);
    if (row === undefined) throw blockNotFound(code);
    return row;
  }

  async function withFile(
    target: Omit<ViewTarget, 'file' | 'filePage' | 'isCrop'>,
    shown: { fileId: string | null; filePage: number; isCrop: boolean },
  ): Promise<ViewTarget> {
    const [file] = shown.fileId === null ? [] : await findPictureFiles(db.executor, [shown.fileId]);
    if (file === undefined) throw pictureNotFound();
    return { ...target, file, filePage: shown.filePage, isCrop: shown.isCrop };
  }

  return {
    /** The page itself where it can be drawn, else the block's own picture. @throws 404 */
    async find(actor: Actor, documentId: string, query: TargetQuery): Promise<ViewTarget> {
      const version = await findVersion(actor, documentId, query.version);
      const block = query.block_id === undefined ? null : await findBlock(version, query.block_id);
      const number = block?.page ?? query.page ?? 1;
      const page = await findPageRow(db.executor, version.id, number);
      if (page === undefined) throw pageNotFound(number);
      const isCrop = page.file_id === null;
      return withFile(
        { version, page, block },
        {
          fileId: isCrop ? (block?.crop_file_id ?? null) : page.file_id,
          filePage: isCrop ? 1 : (page.file_page ?? 1),
          isCrop,
        },
      );
    },

    /** What an earlier view showed. @throws 404 */
    async again(
      version: VisibleVersion,
      view: { page: number; block_code: string | null; file_id: string; file_page: number },
    ): Promise<ViewTarget> {
      const page = await findPageRow(db.executor, version.id, view.page);
      if (page === undefined) throw pageNotFound(view.page);
      const block = view.block_code === null ? null : await findBlock(version, view.block_code);
      const isCrop = page.file_id !== view.file_id;
      return withFile({ version, page, block }, { fileId: view.file_id, filePage: view.file_page, isCrop });
    },
  };
}

export type ViewTargets = ReturnType<typeof createViewTargets>;
