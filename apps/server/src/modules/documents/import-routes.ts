import {
  importDocuments,
  importUploaded,
  importUrl,
  recognisePages,
  rereadBlock,
} from '@aizoomdoc/contracts';
import { type Actor, type Implementation, implement } from '#platform/http/route.ts';
import type { Incoming } from '#platform/incoming.ts';
import type { FetchUrl } from '#platform/outbound/fetch-url.ts';
import type { Documents } from './documents.ts';
import type { SourceFile } from './import.ts';
import type { Recognition } from './recognition.ts';

/** Where files of an import come from, besides a form. */
export interface FileSources {
  /** @throws when it is not the actor's */
  locate(actor: Actor, fileId: string): Promise<SourceFile>;
  fetchUrl: FetchUrl;
  incoming: Incoming;
}

export interface ImportModule {
  documents: Documents;
  recognition: Recognition;
  sources: FileSources;
}

export function importRoutes({ documents, recognition, sources }: ImportModule): Implementation[] {
  return [
    implement(importDocuments, ({ actor, files, form, context: { signal } }) =>
      documents.import(actor, files, { folder: form.parent_id, password: form.password, signal }),
    ),
    implement(importUploaded, async ({ actor, body, context: { signal } }) => {
      const ids = [...new Set(body.file_ids)];
      const files = await Promise.all(ids.map((id) => sources.locate(actor, id)));
      return documents.import(actor, files, { folder: body.parent_id, password: body.password, signal });
    }),
    implement(importUrl, async ({ actor, body, context: { signal } }) => {
      const file = await sources.fetchUrl(body.url, signal);
      try {
        const options = { folder: body.parent_id, password: body.password, signal };
        return await documents.import(actor, [file], options);
      } finally {
        await sources.incoming.drop(file);
      }
    }),
    implement(recognisePages, ({ actor, params, body }) =>
      recognition.recognise(actor, params.document_id, body.pages),
    ),
    implement(rereadBlock, ({ actor, params, context: { signal } }) =>
      recognition.reread(actor, params.document_id, { code: params.block_id, signal }),
    ),
  ];
}
