import type { PictureComparison } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Database } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import type { Addresses } from '../iiif/addresses.ts';
import { findPageRow } from '../page-store.ts';
import { pageNotFound, pictureNotFound } from '../pictures/errors.ts';
import { findPictureFiles, type PictureFile } from '../pictures/picture-store.ts';
import type { Pictures } from '../pictures/pictures.ts';
import type { Threads } from '../thread/threads.ts';
import { areaOf, wholePage } from '../views/region.ts';
import type { Sides } from './text-comparisons.ts';
import type { FindVersion } from './visible-version.ts';

export interface PictureComparisonDeps {
  db: Database;
  findVersion: FindVersion;
  pictures: Pictures;
  addresses: Addresses;
  threads: Threads;
}

/** One of the two pages. */
interface Shown {
  page: number;
  file: PictureFile;
  filePage: number;
}

/** Longest side of a page that is compared, pixels: a line of 0.3 mm on A1 is one pixel wide. */
const comparedSide = 3000;

/** Where the pictures of two pages differ. */
export function createPictureComparisons(deps: PictureComparisonDeps) {
  const { db, findVersion, pictures, addresses, threads } = deps;

  async function find(versionId: string, number: number): Promise<Shown> {
    const page = await findPageRow(db.executor, versionId, number);
    if (page === undefined) throw pageNotFound(number);
    const [file] = page.file_id === null ? [] : await findPictureFiles(db.executor, [page.file_id]);
    if (file === undefined || page.file_page === null) throw pictureNotFound();
    return { page: number, file, filePage: page.file_page };
  }

  async function rasterOf({ file, filePage }: Shown, signal: AbortSignal) {
    const { geometry } = await pictures.size(file, filePage, signal);
    const scale = comparedSide / Math.max(geometry.width, geometry.height);
    const side = (length: number) => Math.max(1, Math.round(length * scale));
    const size = { width: side(geometry.width), height: side(geometry.height) };
    const pixels = await pictures.pixels(file, { page: filePage, box: wholePage, ...size }, signal);
    return { ...pixels, channels: 4 as const };
  }

  const side = ({ page, file, filePage }: Shown) => ({
    page,
    iiif_url: addresses.imageUrl({ fileId: file.id, page: filePage }),
  });

  return {
    async compare(
      actor: Actor,
      documentId: string,
      { signal, ...query }: Sides & { before_page: number; after_page: number; signal: AbortSignal },
    ): Promise<z.input<typeof PictureComparison>> {
      const from = await findVersion(actor, documentId, query.from);
      const to = await findVersion(actor, query.to_document_id ?? documentId, query.to);
      const [before, after] = [await find(from.id, query.before_page), await find(to.id, query.after_page)];
      const rasters = { before: await rasterOf(before, signal), after: await rasterOf(after, signal) };
      const found = await threads.use((thread) => thread.run('comparePictures', rasters, signal));
      const { x, y } = found.alignment;
      const changed = found.changes.reduce((sum, change) => sum + areaOf(change.after), 0);
      return {
        before: side(before),
        after: side(after),
        is_aligned: found.isAligned,
        alignment: {
          a: (x.scale * rasters.before.width) / rasters.after.width,
          b: x.shift / rasters.after.width,
          c: (y.scale * rasters.before.height) / rasters.after.height,
          d: y.shift / rasters.after.height,
        },
        changed_share: Math.min(1, changed),
        changes: found.changes.map((change) => ({
          kind: change.kind,
          bbox: change.after,
          before_bbox: change.before,
        })),
      };
    },
  };
}

export type PictureComparisons = ReturnType<typeof createPictureComparisons>;
