import { z } from 'zod';
import { Box, Id, Instant } from './common.ts';
import { Checks, Citation, DiffRow, NotExamined } from './evidence.ts';
import { MessageImage } from './images.ts';
import { ModelProfile } from './models.ts';

export const MAX_MESSAGE_LENGTH = 100_000;

export const Usage = z
  .object({
    input_tokens: z.number().int(),
    output_tokens: z.number().int(),
    thinking_tokens: z.number().int(),
    cached_tokens: z.number().int(),
    model_calls: z.number().int(),
    /** Pictures shown to the model. */
    pictures: z.number().int().optional(),
    /** Bytes sent to the model: requests and files. */
    bytes_sent: z.number().int().optional(),
  })
  .meta({ id: 'Usage' });

/** A document, or one version of it. */
export const DocumentRef = z.object({ document_id: Id, version: z.number().int().min(1).optional() });

/** What is compared with what; a bare id is the document's current version. */
export const Compare = z
  .object({
    a: z
      .array(z.union([Id.transform((document_id) => ({ document_id })), DocumentRef]))
      .min(1)
      .max(10),
    b: z
      .array(z.union([Id.transform((document_id) => ({ document_id })), DocumentRef]))
      .min(1)
      .max(10),
  })
  .meta({ id: 'Compare' });

/** A place that a person drew: shown to the model with the question. */
export const RegionInput = z
  .object({
    document_id: Id,
    version: z.number().int().min(1).optional(),
    page: z.number().int().min(1),
    box: Box,
    note: z.string().trim().max(500).nullish(),
  })
  .meta({ id: 'RegionInput' });

const content = z
  .string()
  .max(MAX_MESSAGE_LENGTH)
  .refine((text) => text.trim() !== '', 'Напишите вопрос');

export const MessageInput = z
  .object({
    content,
    /** Files to attach to the chat before answering. */
    attached_file_ids: z.array(Id).max(50).nullish(),
    /** Documents to attach to the chat before answering. */
    attached_document_ids: z.array(Id).max(50).nullish(),
    /** Ask for a comparison of two sides. */
    compare: Compare.nullish(),
    /** Places that the person drew. */
    regions: z.array(RegionInput).max(10).nullish(),
    /** Of the first-generation client: files given by `upload-for-llm`, and files of the project tree. */
    google_files: z.array(z.looseObject({})).max(50).nullish(),
    tree_files: z.array(z.looseObject({})).max(50).nullish(),
  })
  .meta({ id: 'MessageInput' });

/** Versions of the prompts that an answer was made with; `null` for those that were not used. */
export const PromptVersions = z
  .object({
    llm_system: z.number().int().nullable(),
    json_annotation: z.number().int().nullable(),
    html_ocr: z.number().int().nullable(),
    flash_extractor: z.number().int().nullable(),
    role: z.object({ id: z.number().int(), name: z.string(), version: z.number().int() }).nullable(),
  })
  .meta({ id: 'PromptVersions' });

export const MessageStatus = z.enum(['complete', 'pending', 'stopped', 'failed']);

export const Message = z
  .object({
    id: Id,
    chat_id: Id,
    role: z.enum(['user', 'assistant', 'system']),
    content: z.string(),
    message_type: z.string(),
    status: MessageStatus,
    run_id: Id.nullable(),
    /** The message that this one follows. */
    parent_id: Id.nullable(),
    /** Every variant at this place of the chat, this one included, oldest first: edits of a question, repeated answers. */
    variants: z.array(Id),
    model: z.string().nullable(),
    model_profile: ModelProfile.nullable(),
    citations: z.array(Citation),
    checks: Checks.nullable(),
    /** Structured comparison, when the question asked for one. */
    diff: z.array(DiffRow),
    not_examined: z.array(NotExamined),
    usage: Usage.nullable(),
    /** US dollars; `null` when the price of the model is not known. */
    cost_usd: z.number().nullable(),
    prompts: PromptVersions.nullable(),
    compare: z.object({ a: z.array(DocumentRef), b: z.array(DocumentRef) }).nullable(),
    regions: z.array(RegionInput.extend({ image_id: Id.nullable() })),
    error_code: z.string().nullable(),
    created_at: Instant,
    images: z.array(MessageImage),
  })
  .meta({ id: 'Message' });

export const RunStatus = z.enum(['queued', 'running', 'done', 'failed', 'stopped']);

export const Run = z
  .object({
    id: Id,
    chat_id: Id,
    user_message_id: Id,
    answer_message_id: Id.nullable(),
    status: RunStatus,
    model_profile: ModelProfile,
    error_code: z.string().nullable(),
    created_at: Instant,
    started_at: Instant.nullable(),
    finished_at: Instant.nullable(),
  })
  .meta({ id: 'Run' });
