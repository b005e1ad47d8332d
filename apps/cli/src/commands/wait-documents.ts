import { setTimeout as delay } from 'node:timers/promises';
import type { Answer as Got } from '@aizoomdoc/client';
import { getDocument } from '@aizoomdoc/contracts';
import type { Context } from '../context.ts';
import { formatProgress } from '../format/documents.ts';
import type { ImportResult } from './send-files.ts';

type Document = ImportResult['documents'][number];
type Detail = Got<typeof getDocument>;

const pollMs = 700;

/** Whether something is still being read or recognised. */
export const isBusy = ({ status, progress }: Document) => status === 'processing' || progress !== null;

/** Waits until the documents are read and recognised, and tells how far it is. @returns them as they are then */
export async function waitForDocuments(
  context: Context,
  documents: readonly Document[],
): Promise<Document[]> {
  const done: Document[] = [];
  for (const document of documents) {
    done.push(isBusy(document) ? withoutDetail(await waitFor(context, document.id)) : document);
  }
  return done;
}

/** Waits for one document. */
export async function waitFor({ client, output }: Context, document_id: string): Promise<Detail> {
  const connected = await client();
  for (;;) {
    const document = await connected.call(getDocument, { params: { document_id } });
    if (!isBusy(document)) {
      output.status.clear();
      return document;
    }
    output.status.show(`${document.name}: ${formatProgress(document)}`);
    await delay(pollMs);
  }
}

function withoutDetail({ sheets: _, report: __, ...document }: Detail): Document {
  return document;
}
