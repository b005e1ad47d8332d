import {
  type Answer,
  type Client,
  createClient,
  createMemoryTokenStore,
  isApiError,
} from '@aizoomdoc/client';
import { importDocuments, listBlocks, searchBlocks } from '@aizoomdoc/contracts';
import { depth } from './metrics.ts';
import { BenchError } from './program.ts';

export type ImportedDocument = Answer<typeof importDocuments>['documents'][number];
export type BlockOnWire = Answer<typeof listBlocks>;

export interface BundleFile {
  name: string;
  data: Blob;
}

/** Big bundles take their time. */
const importTimeoutMs = 10 * 60_000;
/** The longest question that a search takes. */
const maxQuestionLength = 1000;

export async function signIn(baseUrl: string, token: string): Promise<Client> {
  const client = createClient({ baseUrl, tokens: createMemoryTokenStore() });
  await client.signIn(token).catch((error: unknown) => {
    if (isApiError(error)) throw new BenchError(`Вход на ${baseUrl} не удался: ${error.message}`);
    throw error;
  });
  return client;
}

/** Imports the files of one document. */
export async function importBundle(client: Client, files: readonly BundleFile[]): Promise<ImportedDocument> {
  const { documents, report } = await client.call(importDocuments, { files, timeout: importTimeoutMs });
  const [document] = documents;
  if (document === undefined) {
    throw new BenchError(`Не загружен ${files[0]?.name}: ${report.map(({ message }) => message).join(' ')}`);
  }
  return document;
}

/** Every block of a document in the order of reading. */
export async function readBlocks(client: Client, documentId: string): Promise<BlockOnWire[]> {
  const blocks: BlockOnWire[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await client.list(listBlocks, {
      params: { document_id: documentId },
      query: { limit: 100, cursor },
    });
    blocks.push(...page.items);
    if (page.next === null) return blocks;
    cursor = page.next;
  }
}

/** Codes of the blocks that our search finds in a document, best first. */
export async function findBlocks(client: Client, documentId: string, question: string): Promise<string[]> {
  const { items } = await client.list(searchBlocks, {
    query: { q: question.slice(0, maxQuestionLength), document_id: documentId, limit: depth },
  });
  return items.map(({ block_id }) => block_id);
}
