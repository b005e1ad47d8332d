import type { Transcript } from '#modules/chats';
import type { CitedVersions } from '#modules/documents';
import type { Actor } from '#platform/http/route.ts';
import type { ExportDocument, ExportMessage, ExportPicture, ExportSource } from './export-document.ts';

export interface Collecting {
  actor: Actor;
  transcript: Transcript;
  /** The only answer that is exported; `null` for the whole chat. */
  messageId: string | null;
  createdAt: Date;
  timeZone: string;
}

/** Everything that an export is made of, from the modules that own it. */
export async function collect(
  { actor, transcript, messageId, createdAt, timeZone }: Collecting,
  citedVersions: CitedVersions,
): Promise<ExportDocument> {
  const messages = transcript.messages.map((row) => toMessage(row, transcript.examined));
  const pictures = transcript.images.map(toPicture);
  const wanted = wantedVersions(messages, pictures);
  return {
    chat_id: transcript.chat.id,
    message_id: messageId,
    title: transcript.chat.title,
    created_at: createdAt.toISOString(),
    time_zone: timeZone,
    messages,
    pictures,
    sources: toSources(wanted, await citedVersions(actor, wanted)),
  };
}

function toMessage(row: Transcript['messages'][number], examined: Transcript['examined']): ExportMessage {
  const { chat_id: _, message_type: __, run_id: ___, parent_id: ____, created_at, ...rest } = row;
  return {
    ...rest,
    created_at: created_at.toISOString(),
    examined: examined
      .filter(({ message_id }) => message_id === row.id)
      .map(({ kind, query, document_id, block_id, page_number, block_text, coords_norm, coords_px }) => ({
        ...{ kind, query, document_id, block_id, coords_norm, coords_px },
        page: page_number,
        text: block_text,
      })),
  };
}

function toPicture(row: Transcript['images'][number]): ExportPicture {
  const { id, message_id, name, label, document_id, version, page, bbox, sha256, width, height, file } = row;
  return {
    ...{ id, message_id, name, label, document_id, version, page, bbox, sha256, width, height, file },
    block_id: row.block_code,
    size_bytes: row.file_size,
  };
}

interface Wanted {
  documentId: string;
  version: number;
  /** As the citations say, for when the document itself does not any more. */
  title: string;
  codes: string[];
}

/** Each version that is cited or was looked at, once. */
function wantedVersions(messages: readonly ExportMessage[], pictures: readonly ExportPicture[]): Wanted[] {
  const wanted = new Map<string, Wanted>();
  const want = (documentId: string, version: number, title: string): Wanted => {
    const key = `${documentId} ${version}`;
    const one = wanted.get(key) ?? { documentId, version, title, codes: [] };
    wanted.set(key, one);
    return one;
  };
  for (const { document_id, version, document_title, block_id } of messages.flatMap((one) => one.citations)) {
    const one = want(document_id, version, document_title);
    if (block_id !== null) one.codes.push(block_id);
  }
  for (const { document_id, version } of pictures) want(document_id, version, 'Документ');
  return [...wanted.values()];
}

function toSources(wanted: readonly Wanted[], found: Awaited<ReturnType<CitedVersions>>): ExportSource[] {
  return wanted.map(({ documentId, version, title }) => {
    const known = found.find((one) => one.documentId === documentId && one.version === version);
    return {
      document_id: documentId,
      version,
      title: known?.title ?? title,
      available: known !== undefined,
      files: (known?.files ?? []).map(({ name, sha256, size }) => ({ name, sha256, size_bytes: size })),
      blocks: known?.blocks ?? {},
    };
  });
}
