import { z } from 'zod';
import { Problem } from '#platform/http/problem.ts';
import type { Actor } from '#platform/http/route.ts';
import type { Attachments, AttachmentsWanted, FileNames } from './attachments.ts';

/** What the first-generation client sends beside ids: its own records of files, more or less complete. */
export interface NamedFiles {
  google_files?: readonly Record<string, unknown>[] | null | undefined;
  tree_files?: readonly Record<string, unknown>[] | null | undefined;
}

const ownAddress = /^(?:aizoomdoc:file|files)\/([\da-f-]{36})$/i;

/** Files and documents that the records name; what they name in vain is passed over. */
export async function findNamed(
  attachments: Attachments,
  actor: Actor,
  { google_files, tree_files }: NamedFiles,
): Promise<AttachmentsWanted> {
  const uploaded = namesIn(google_files ?? [], {
    ids: ['id', 'file_id'],
    addresses: ['uri', 'google_file_uri', 'file_uri', 'name', 'google_file_name'],
  });
  const inTree = namesIn(tree_files ?? [], {
    ids: ['document_id', 'document_node_id', 'node_id', 'id'],
    addresses: ['r2_key', 'storage_path'],
  });
  return {
    fileIds: isNothing(uploaded) ? [] : await attachments.findFiles(actor, uploaded),
    documentIds: isNothing(inTree) ? [] : await attachments.findDocuments(actor, inTree),
  };
}

/** A list of records out of a query string. @throws 422 */
export function parseRecords(name: string, text: string | undefined): Record<string, unknown>[] {
  if (text === undefined) return [];
  const records = Records.safeParse(parseJson(text));
  if (records.success) return records.data ?? [];
  const message = 'Здесь нужен список объектов в JSON.';
  throw new Problem(422, 'validation_failed', `Запрос не подходит: query.${name} — ${message}`, {
    details: [{ path: `query.${name}`, code: 'invalid_format', message }],
  });
}

const Records = z.array(z.record(z.string(), z.unknown())).max(50).nullable();
const Uuid = z.uuid();

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Fields = { [Kind in keyof FileNames]: readonly string[] };

function namesIn(records: readonly Record<string, unknown>[], fields: Fields): FileNames {
  const valuesOf = (names: readonly string[]) =>
    records
      .flatMap((record) => names.map((name) => record[name]))
      .filter((value): value is string => typeof value === 'string' && value !== '');
  const addresses = valuesOf(fields.addresses);
  const ids = [...valuesOf(fields.ids), ...addresses.map((address) => ownAddress.exec(address)?.[1])];
  return {
    ids: ids.filter((id): id is string => Uuid.safeParse(id).success),
    addresses: addresses.filter((address) => !ownAddress.test(address)),
  };
}

const isNothing = ({ ids, addresses }: FileNames) => ids.length + addresses.length === 0;
