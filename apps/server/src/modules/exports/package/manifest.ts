import { createHash } from 'node:crypto';
import { type ExportManifest, encodeManifest } from '@aizoomdoc/contracts';
import type { ExportDocument, Format } from '../export-document.ts';
import type { ZipFile } from './zip-writer.ts';

export interface ManifestInput {
  document: ExportDocument;
  format: Format;
  isPackage: boolean;
  files: readonly ZipFile[];
  /** Where a picture stands among `files`. */
  pathOf(pictureId: string): string | null;
}

const unknownHash = '0'.repeat(64);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The manifest without its seal: the two hashes that depend on the finished file are zeros. */
export function draftManifest({ document, format, isPackage, files, pathOf }: ManifestInput): ExportManifest {
  const { messages, pictures, sources } = document;
  return {
    aizoomdoc_export: 1,
    created_at: document.created_at,
    format,
    package: isPackage,
    chat_id: document.chat_id,
    message_id: document.message_id,
    title: document.title,
    messages: messages.map(({ id, role, status, created_at, model, prompts, content, checks }) => ({
      id,
      role,
      status,
      created_at,
      model,
      prompts,
      content_sha256: sha256(content),
      content_bytes: Buffer.byteLength(content),
      checks: checks && {
        confirmed: checks.confirmed,
        picture_only: checks.picture_only,
        not_confirmed: checks.not_confirmed,
        coverage: checks.coverage,
      },
    })),
    documents: sources.map(({ document_id, version, title, available, files: originals }) => ({
      document_id,
      version,
      title,
      available,
      files: originals,
    })),
    evidence: messages.flatMap((message) =>
      message.citations.map((citation) => evidenceOf(document, message.id, citation)),
    ),
    claims: messages.flatMap(({ id, checks }) =>
      (checks?.claims ?? []).map(({ text, status, citation, start, end }) => ({
        message_id: id,
        text,
        status,
        citation,
        start,
        end,
      })),
    ),
    examined: messages.flatMap(({ id, examined }) =>
      examined.map(({ kind, document_id, block_id, page, text }) => ({
        ...{ message_id: id, kind, document_id, block_id, page },
        text_sha256: sha256(text),
      })),
    ),
    pictures: pictures.map(({ file: _, ...picture }) => ({ ...picture, path: pathOf(picture.id) })),
    files: [...files],
    container_sha256: unknownHash,
    digest: unknownHash,
  };
}

type Citation = ExportDocument['messages'][number]['citations'][number];

function evidenceOf(
  { sources, pictures }: ExportDocument,
  message_id: string,
  citation: Citation,
): ExportManifest['evidence'][number] {
  const {
    n,
    document_id,
    version,
    page,
    sheet,
    block_id,
    bbox,
    quote,
    image_id = null,
    start,
    end,
  } = citation;
  const source = sources.find((one) => one.document_id === document_id && one.version === version);
  return {
    message_id,
    n,
    document_id,
    version,
    page,
    sheet,
    block_id,
    bbox,
    quote,
    block_sha256: (block_id === null ? undefined : source?.blocks[block_id]) ?? null,
    image_id,
    image_sha256: pictures.find(({ id }) => id === image_id)?.sha256 ?? null,
    start,
    end,
  };
}

/** The finished manifest in bytes; as many as of its draft. */
export function sealManifest(draft: ExportManifest, containerSha256: string): Buffer {
  const { digest: _, ...rest } = { ...draft, container_sha256: containerSha256 };
  return Buffer.from(encodeManifest({ ...rest, digest: sha256(encodeManifest(rest)) }));
}

/**
 * Seals bytes that hold the encoded draft once, in its place.
 * @throws when they do not
 */
export function sealBytes(bytes: Buffer, draft: ExportManifest): Buffer {
  const encoded = Buffer.from(encodeManifest(draft));
  const start = bytes.lastIndexOf(encoded);
  if (start < 0) throw new Error('the manifest is not in the file');
  const container = createHash('sha256')
    .update(bytes.subarray(0, start))
    .update(bytes.subarray(start + encoded.length));
  sealManifest(draft, container.digest('hex')).copy(bytes, start);
  return bytes;
}
