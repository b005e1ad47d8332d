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
  const messages = transcript.messages.map(toMessage);
  return {
    chat_id: transcript.chat.id,
    message_id: messageId,
    title: transcript.chat.title,
    created_at: createdAt.toISOString(),
    time_zone: timeZone,
    messages,
    pictures: transcript.images.map(toPicture),
    sources: await collectSources(actor, messages, citedVersions),
  };
}

function toMessage(row: Transcript['messages'][number]): ExportMessage {
  const { id, role, content, status, created_at, model, citations, checks, diff, not_examined, prompts } =
    row;
  return {
    ...{ id, role, content, status, model, citations, checks, diff, not_examined, prompts },
    created_at: created_at.toISOString(),
    region_image_ids: row.regions.flatMap(({ image_id }) => image_id ?? []),
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

/** Each cited version once; of one that cannot be seen any more, what the citations themselves say. */
async function collectSources(
  actor: Actor,
  messages: readonly ExportMessage[],
  citedVersions: CitedVersions,
): Promise<ExportSource[]> {
  const cited = Map.groupBy(
    messages.flatMap(({ citations }) => citations),
    ({ document_id, version }) => `${document_id} ${version}`,
  );
  const wanted = [...cited.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : {
          documentId: first.document_id,
          version: first.version,
          title: first.document_title,
          codes: [first, ...others].flatMap(({ block_id }) => block_id ?? []),
        },
  );
  const found = await citedVersions(actor, wanted);
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
