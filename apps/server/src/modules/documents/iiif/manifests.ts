import type { Database } from '#platform/db/database.ts';
import { tokenMissing } from '#platform/http/problem.ts';
import { type Actor, Reply, type RequestContext } from '#platform/http/route.ts';
import { findDocument, findVisibleDocuments } from '../document-store.ts';
import { documentNotFound } from '../errors.ts';
import { listPageRows, type PageRow } from '../page-store.ts';
import { pictureNotFound } from '../pictures/errors.ts';
import { findPictureFiles } from '../pictures/picture-store.ts';
import type { Pictures } from '../pictures/pictures.ts';
import { findVersionById } from '../versions/version-store.ts';
import type { FindVersion } from '../versions/visible-version.ts';
import { type Addresses, imagePath, readManifestId } from './addresses.ts';
import { jsonType } from './iiif.ts';
import { fullSize } from './image-info.ts';
import { type CanvasSource, manifestOf, presentationContext } from './manifest.ts';

const manifestPath = `${imagePath}manifests/`;
/** Pages of one manifest; viewers take no more. */
const mostCanvases = 10_000;

export interface ManifestDeps {
  db: Database;
  findVersion: FindVersion;
  addresses: Addresses;
  pictures: Pictures;
}

/** Documents for IIIF viewers, by signed addresses. */
export function createManifests({ db, findVersion, addresses, pictures }: ManifestDeps) {
  /** The version behind an id, for who may open it; and until when. */
  async function open(actor: Actor | null, manifestId: string) {
    const manifest = readManifestId(manifestId);
    if (actor === null && !manifest?.ticket) throw tokenMissing();
    if (manifest === null) throw documentNotFound();
    const { id, ticket } = manifest;
    if (ticket !== null) addresses.check({ kind: 'manifest', id }, ticket);
    const version = await findVersionById(db.executor, id);
    if (version === undefined) throw documentNotFound();
    const isSeen = ticket !== null || actor === null;
    const document = isSeen
      ? await findDocument(db.executor, version.document_id)
      : (await findVisibleDocuments(db.executor, actor, [version.document_id]))[0];
    if (document === undefined) throw documentNotFound();
    const expires = ticket?.expires ?? addresses.issue({ kind: 'manifest', id }).expires;
    return { version, document, expires };
  }

  async function canvasesOf(versionId: string, origin: string, expires: string): Promise<CanvasSource[]> {
    const pages = await listPageRows(db.executor, versionId, { after: 0, limit: mostCanvases });
    const files = new Map(
      (await findPictureFiles(db.executor, fileIdsOf(pages))).map((file) => [file.id, file]),
    );
    const canvases: CanvasSource[] = [];
    for (const page of pages) {
      const file = files.get(page.file_id ?? '');
      if (file === undefined || page.file_page === null) continue;
      const image = { fileId: file.id, page: page.file_page };
      const full = fullSize(await pictures.size(file, page.file_page));
      canvases.push({ page, full, imageUrl: `${origin}${addresses.imageUrlUntil(image, expires)}` });
    }
    return canvases;
  }

  return {
    /** Where the manifest of a document is to be had without a sign-in, and until when. */
    async link(actor: Actor, documentId: string, query: { version?: number | undefined; origin: string }) {
      const version = await findVersion(actor, documentId, query.version);
      const pages = await listPageRows(db.executor, version.id, { after: 0, limit: mostCanvases });
      if (fileIdsOf(pages).length === 0) throw pictureNotFound();
      const ticket = addresses.issue({ kind: 'manifest', id: version.id });
      return {
        url: `${query.origin}${manifestPath}${version.id}.${ticket.expires}.${ticket.signature}`,
        expires_at: addresses.expiryOf(ticket).toISOString(),
      };
    },

    async get(actor: Actor | null, manifestId: string, context: Pick<RequestContext, 'accept' | 'origin'>) {
      const { version, document, expires } = await open(actor, manifestId);
      const manifest = manifestOf({
        id: `${context.origin}${manifestPath}${manifestId}`,
        document,
        version: version.number,
        canvases: await canvasesOf(version.id, context.origin, expires),
      });
      const headers = {
        'content-type': jsonType(context.accept, presentationContext),
        'cache-control': 'private, no-cache',
        vary: 'accept',
      };
      return new Reply(manifest, { headers });
    },
  };
}

export type Manifests = ReturnType<typeof createManifests>;

function fileIdsOf(pages: readonly PageRow[]): string[] {
  return [...new Set(pages.flatMap(({ file_id }) => (file_id === null ? [] : [file_id])))];
}
