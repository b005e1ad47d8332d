import type { Database } from '#platform/db/database.ts';
import { tokenMissing } from '#platform/http/problem.ts';
import type { Actor } from '#platform/http/route.ts';
import { findVisibleDocuments } from '../document-store.ts';
import { pictureNotFound } from '../pictures/errors.ts';
import { findPictureFiles, type PictureFile } from '../pictures/picture-store.ts';
import { type Addresses, type PageImage, readImageId } from './addresses.ts';

/** An image that the reader may see. */
export interface OpenImage extends PageImage {
  file: PictureFile;
  /** When the address that opened it ends; `null` for a signed-in reader. */
  expires: Date | null;
}

/** Opens images by their ids in addresses: with a signature for anybody, without one for who may see the document. */
export function createImageAccess({ db, addresses }: { db: Database; addresses: Addresses }) {
  async function find(image: PageImage): Promise<PictureFile> {
    const [file] = await findPictureFiles(db.executor, [image.fileId]);
    if (file === undefined) throw pictureNotFound();
    return file;
  }

  return async (actor: Actor | null, imageId: string): Promise<OpenImage> => {
    const image = readImageId(imageId);
    if (actor === null && !image?.ticket) throw tokenMissing();
    if (image === null) throw pictureNotFound();
    const { ticket, id, fileId, page } = image;
    if (ticket !== null) {
      addresses.check({ kind: 'image', id }, ticket);
      return { fileId, page, file: await find(image), expires: addresses.expiryOf(ticket) };
    }
    const file = await find(image);
    const documents = actor && (await findVisibleDocuments(db.executor, actor, [file.document_id]));
    if (documents?.length !== 1) throw pictureNotFound();
    return { fileId, page, file, expires: null };
  };
}

export type ImageAccess = ReturnType<typeof createImageAccess>;
