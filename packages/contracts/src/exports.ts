import { z } from 'zod';
import { Box, Id, Instant } from './common.ts';
import { defineRoute } from './define-route.ts';
import { ClaimStatus } from './evidence.ts';
import { MessageStatus, PromptVersions } from './messages.ts';

export const ExportFormat = z.enum(['markdown', 'pdf', 'docx']);

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const ManifestFile = z.strictObject({ path: z.string(), sha256: Sha256, size_bytes: z.number().int() });

const ManifestMessage = z.strictObject({
  id: Id,
  role: z.enum(['user', 'assistant', 'system']),
  status: MessageStatus,
  created_at: Instant,
  model: z.string().nullable(),
  prompts: PromptVersions.nullable(),
  /** Of the stored text in UTF-8, see `messages.json` of a package. */
  content_sha256: Sha256,
  content_bytes: z.number().int(),
  checks: z
    .strictObject({
      confirmed: z.number().int(),
      picture_only: z.number().int(),
      not_confirmed: z.number().int(),
      coverage: z.number(),
    })
    .nullable(),
});

/** A version of a document that is cited: the hashes tell whether a file at hand is that one. */
const ManifestDocument = z.strictObject({
  document_id: Id,
  version: z.number().int(),
  title: z.string(),
  /** `false`: the document is gone or is not visible any more, so there are no files here. */
  available: z.boolean(),
  files: z.array(
    z.strictObject({ name: z.string(), sha256: Sha256.nullable(), size_bytes: z.number().int() }),
  ),
});

/** One citation of one message. */
const ManifestEvidence = z.strictObject({
  message_id: Id,
  n: z.number().int(),
  document_id: Id,
  version: z.number().int(),
  page: z.number().int(),
  sheet: z.string().nullable(),
  block_id: z.string().nullable(),
  bbox: Box.nullable(),
  quote: z.string(),
  /** Of the block's text in UTF-8; `null` when there is no block or it is gone. */
  block_sha256: Sha256.nullable(),
  image_id: Id.nullable(),
  image_sha256: Sha256.nullable(),
  /** Place in the message's content, UTF-16 units. */
  start: z.number().int(),
  end: z.number().int(),
});

/** A block that was found or read for an answer. */
const ManifestExamined = z.strictObject({
  message_id: Id,
  kind: z.enum(['found', 'read']),
  document_id: Id,
  block_id: z.string(),
  page: z.number().int(),
  /** Of the text that the model got, in UTF-8. */
  text_sha256: Sha256,
});

const ManifestClaim = z.strictObject({
  message_id: Id,
  text: z.string(),
  status: ClaimStatus,
  /** `n` of the citation that proves it. */
  citation: z.number().int().nullable(),
  start: z.number().int(),
  end: z.number().int(),
});

const ManifestPicture = z.strictObject({
  id: Id,
  message_id: Id,
  name: z.string(),
  label: z.string(),
  document_id: Id,
  version: z.number().int(),
  page: z.number().int(),
  block_id: z.string().nullable(),
  bbox: Box.nullable(),
  sha256: Sha256,
  size_bytes: z.number().int(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** File of the package; `null` when it was left out or the form has no files. */
  path: z.string().nullable(),
});

/** Everything that an export stands on, by hash. Written by {@link encodeManifest}; verifies without a network. */
export const ExportManifest = z
  .strictObject({
    /** Version of this format; its name sorts first, so every manifest begins alike. */
    aizoomdoc_export: z.literal(1),
    created_at: Instant,
    format: ExportFormat,
    /** A ZIP with pictures, or one file with the manifest inside. */
    package: z.boolean(),
    chat_id: Id,
    /** `null`: the whole chat. */
    message_id: Id.nullable(),
    title: z.string(),
    messages: z.array(ManifestMessage),
    documents: z.array(ManifestDocument),
    evidence: z.array(ManifestEvidence),
    claims: z.array(ManifestClaim),
    examined: z.array(ManifestExamined),
    pictures: z.array(ManifestPicture),
    /** Files of the ZIP, or parts of the DOCX, without the manifest; empty for PDF and Markdown alone. */
    files: z.array(ManifestFile),
    /**
     * Of the whole file without the manifest's bytes; in a ZIP or DOCX its two CRC-32 fields count as zeros. So no byte
     * of the file can change unseen.
     */
    container_sha256: Sha256,
    /** Of {@link encodeManifest} of everything above. */
    digest: Sha256,
  })
  .meta({ id: 'ExportManifest' });

export type ExportManifest = z.output<typeof ExportManifest>;

/** Where the manifest stands in a ZIP, in a DOCX and among the attachments of a PDF. */
export const manifestPaths = {
  zip: 'manifest.json',
  docx: 'aizoomdoc/manifest.json',
  pdf: 'manifest.json',
} as const;

/** What stands before and after the manifest in a Markdown file that is alone; it is the file's end. */
export const markdownManifest = { before: '\n<!-- aizoomdoc-manifest\n', after: '\n-->\n' } as const;

/** How every manifest begins: it is found by these words in a file whose format has no directory of its parts. */
export const manifestBeginning = '{"aizoomdoc_export":1,';

/**
 * The one way to write a value as JSON: keys sorted, no spaces (RFC 8785), and `<`, `>` escaped so that it can stand in
 * a comment of Markdown.
 */
export function encodeManifest(value: unknown): string {
  return JSON.stringify(value, sortKeys).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

const ExportQuery = z.object({
  format: ExportFormat.default('pdf'),
  /** `true`: a ZIP with the text, pictures and `manifest.json`; `false`: one file with the manifest inside. */
  package: z.stringbool().default(true),
  /** IANA name, for the dates of the text. */
  time_zone: z.string().max(60).refine(isTimeZone).default('Europe/Moscow'),
});

const exported = {
  status: 200,
  kind: 'bytes',
  body: z.undefined(),
  description: 'Файл: ZIP, Markdown, PDF или DOCX',
} as const;

const failures = ['chat_not_found', 'nothing_to_export', 'export_too_large', 'export_failed'];

export const exportChat = defineRoute({
  id: 'exports.chat',
  method: 'GET',
  path: '/api/chats/{chat_id}/export',
  tag: 'chats',
  summary: 'Выгрузить чат: Markdown, PDF или DOCX с картинками и манифестом доказательств',
  access: 'user',
  params: z.object({ chat_id: Id }),
  query: ExportQuery,
  success: exported,
  errors: failures,
});

export const exportMessage = defineRoute({
  id: 'exports.message',
  method: 'GET',
  path: '/api/chats/{chat_id}/messages/{message_id}/export',
  tag: 'chats',
  summary: 'Выгрузить ответ с его вопросом: Markdown, PDF или DOCX с картинками и манифестом доказательств',
  access: 'user',
  params: z.object({ chat_id: Id, message_id: Id }),
  query: ExportQuery,
  success: exported,
  errors: [...failures, 'message_not_found'],
});
