import type { AttachmentDeps, AttachmentSource, QuestionDeps } from '#modules/chats';
import {
  type BlockSearch,
  type Documents,
  documentNotFound,
  type FindVersion,
  type NamedDocuments,
  type Pages,
} from '#modules/documents';
import type { Files } from '#modules/files';
import type { Actor } from '#platform/http/route.ts';

/** What chats need of documents and files: a file that is attached is read into a document first. */
export function attachmentResolver({
  blocks,
  documents,
  files,
  namedDocuments,
}: {
  blocks: BlockSearch;
  documents: Documents;
  files: Files;
  namedDocuments: NamedDocuments;
}): Omit<AttachmentDeps, 'db' | 'clock'> {
  return {
    findFiles: files.findNamed,
    findDocuments: namedDocuments.find,

    async documentTitles(actor, ids) {
      if (ids.length === 0) return new Map();
      const visible = await blocks.scope(actor, ids);
      return new Map(visible.map(({ id, title }) => [id, title]));
    },

    async resolve(actor: Actor, wanted): Promise<AttachmentSource[]> {
      const sources: AttachmentSource[] = [];
      if (wanted.documentIds.length > 0) {
        const visible = await blocks.scope(actor, wanted.documentIds);
        if (visible.length < new Set(wanted.documentIds).size) throw documentNotFound();
        sources.push(...visible.map(({ id }) => ({ documentId: id, fileId: null })));
      }
      for (const fileId of wanted.fileIds) {
        const imported = await documents.import(actor, [await files.locate(actor, fileId)]);
        sources.push(...imported.documents.map(({ id }) => ({ documentId: id, fileId })));
      }
      return sources;
    },
  };
}

/** What questions point at, as documents know it. */
export function questionPlaces({
  findVersion,
  pages,
}: {
  findVersion: FindVersion;
  pages: Pages;
}): QuestionDeps {
  return {
    findVersion: async (actor, documentId, version) => (await findVersion(actor, documentId, version)).number,
    checkPage: (actor, { documentId, ...place }) => pages.check(actor, documentId, place),
  };
}
