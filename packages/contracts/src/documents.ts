import { z } from 'zod';
import { Box, Id, Instant, Ok, PageQuery } from './common.ts';
import { defineRoute } from './define-route.ts';

const DocumentParams = z.object({ document_id: Id });

export const BlockKind = z.enum(['text', 'image', 'table']);

export const DocumentStatus = z.enum(['processing', 'ready', 'failed']);

/** How far reading or recognition has come, in pages. */
export const Progress = z
  .object({ stage: z.enum(['reading', 'ocr']), done: z.number().int(), total: z.number().int() })
  .meta({ id: 'Progress' });

export const Document = z
  .object({
    id: Id,
    title: z.string(),
    /** Short name for lists: the cipher, or the file's stem. */
    name: z.string(),
    cipher: z.string().nullable(),
    stage: z.string().nullable(),
    /** Construction object. */
    object: z.string().nullable(),
    organisation: z.string().nullable(),
    project_id: Id.nullable(),
    owner_id: Id.nullable(),
    is_demo: z.boolean(),
    /** Current version, from 1. */
    version: z.number().int(),
    /** What is printed of the revision: «изм. 7». */
    version_label: z.string().nullable(),
    page_count: z.number().int(),
    block_count: z.number().int(),
    /** `processing`: pages are still being read; what is read is there already. `failed`: see `error`. */
    status: DocumentStatus,
    progress: Progress.nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    /** Whether its pages can be looked at (a PDF or pictures were given). */
    has_pictures: z.boolean(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'Document' });

export const Sheet = z
  .object({
    number: z.string(),
    total: z.number().int().nullable(),
    title: z.string().nullable(),
    page: z.number().int(),
  })
  .meta({ id: 'Sheet' });

export const Reread = z
  .object({ text: z.string(), confidence: z.number().nullable(), created_at: Instant })
  .meta({ id: 'Reread' });

export const Block = z
  .object({
    block_id: z.string(),
    document_id: Id,
    document_title: z.string(),
    version: z.number().int(),
    page: z.number().int(),
    sheet: z.string().nullable(),
    sheet_title: z.string().nullable(),
    kind: BlockKind,
    bbox: Box.nullable(),
    /** Markdown. */
    text: z.string(),
    tables: z.array(
      z.object({
        title: z.string().nullable(),
        header: z.array(z.string()),
        rows: z.array(z.array(z.string())),
      }),
    ),
    linked_block_id: z.string().nullable(),
    /** Outline of a region that is no rectangle, in the units of `bbox`. */
    polygon: z.array(z.tuple([z.number(), z.number()])).nullable(),
    /** What a person marked it as: `stamp`. */
    category: z.string().nullable(),
    group: z.string().nullable(),
    text_source: z.enum(['bundle', 'pdf', 'ocr']),
    /** Certainty of recognition, 0–1. */
    confidence: z.number().nullable(),
    flags: z.array(z.string()),
    /** Text read again from the picture, when somebody asked for it. */
    reread: Reread.nullable(),
    /** Picture of the block, a signed address that expires; `null` where nothing can be shown. */
    picture_url: z.string().nullable(),
  })
  .meta({ id: 'Block' });

export const SearchResult = z
  .object({
    document_id: Id,
    document_title: z.string(),
    version: z.number().int(),
    block_id: z.string(),
    page: z.number().int(),
    sheet: z.string().nullable(),
    kind: BlockKind,
    score: z.number(),
    match: z.enum(['mark', 'mark_ocr', 'text']),
    snippet: z.string(),
    /** UTF-16 offsets in `snippet`. */
    highlights: z.array(z.tuple([z.number().int(), z.number().int()])),
  })
  .meta({ id: 'SearchResult' });

export const ReportEntry = z
  .object({
    file: z.string(),
    line: z.number().int().nullable(),
    severity: z.enum(['error', 'warning', 'info']),
    code: z.string(),
    message: z.string(),
  })
  .meta({ id: 'ReportEntry' });

export const ImportResult = z
  .object({ documents: z.array(Document), report: z.array(ReportEntry) })
  .meta({ id: 'ImportResult' });

/** Where imported documents go and how they open. */
export const ImportOptions = z.object({
  /** Node of the tree to put new documents in; absent = the top level. */
  parent_id: Id.optional(),
  /** Password of encrypted PDFs; kept sealed, beside the file. */
  password: z.string().min(1).max(200).optional(),
});

const importErrors = [
  ...['import_failed', 'password_required', 'node_not_found', 'too_large', 'unsupported_media_type'],
];

export const importDocuments = defineRoute({
  id: 'documents.import',
  method: 'POST',
  path: '/api/documents/import',
  tag: 'documents',
  summary:
    'Загрузить документы: PDF, комплекты (*_document.md, *_ocr.html, *_annotation.json, …), DOCX, картинки, ZIP; повторно — новая версия',
  access: 'user',
  multipart: true,
  form: ImportOptions,
  success: { status: 201, kind: 'json', body: ImportResult, description: 'Документы и замечания к файлам' },
  errors: importErrors,
});

export const importUploaded = defineRoute({
  id: 'documents.import_uploaded',
  method: 'POST',
  path: '/api/documents/import-files',
  tag: 'documents',
  summary: 'Прочитать в документы уже загруженные файлы',
  access: 'user',
  body: ImportOptions.extend({ file_ids: z.array(Id).min(1).max(200) }),
  success: { status: 201, kind: 'json', body: ImportResult, description: 'Документы и замечания к файлам' },
  errors: [...importErrors, 'file_not_found'],
});

export const importUrl = defineRoute({
  id: 'documents.import_url',
  method: 'POST',
  path: '/api/documents/import-url',
  tag: 'documents',
  summary: 'Загрузить документ по адресу https',
  access: 'user',
  body: ImportOptions.extend({ url: z.url({ protocol: /^https$/ }).max(2000) }),
  success: { status: 201, kind: 'json', body: ImportResult, description: 'Документы и замечания к файлам' },
  errors: [...importErrors, 'url_refused', 'url_unavailable'],
});

export const listDocuments = defineRoute({
  id: 'documents.list',
  method: 'GET',
  path: '/api/documents',
  tag: 'documents',
  summary: 'Документы, которые мне видны',
  access: 'user',
  query: PageQuery,
  success: { status: 200, kind: 'list', body: Document, description: 'Документы, новые первыми' },
});

export const getDocument = defineRoute({
  id: 'documents.get',
  method: 'GET',
  path: '/api/documents/{document_id}',
  tag: 'documents',
  summary: 'Документ с листами',
  access: 'user',
  params: DocumentParams,
  success: {
    status: 200,
    kind: 'json',
    body: Document.extend({ sheets: z.array(Sheet), report: z.array(ReportEntry) }).meta({
      id: 'DocumentDetail',
    }),
    description: 'Документ',
  },
  errors: ['document_not_found'],
});

export const deleteDocument = defineRoute({
  id: 'documents.delete',
  method: 'DELETE',
  path: '/api/documents/{document_id}',
  tag: 'documents',
  summary: 'Удалить свой документ со всеми версиями',
  access: 'user',
  params: DocumentParams,
  success: { status: 200, kind: 'json', body: Ok, description: 'Удалён' },
  errors: ['document_not_found'],
});

export const listBlocks = defineRoute({
  id: 'documents.list_blocks',
  method: 'GET',
  path: '/api/documents/{document_id}/blocks',
  tag: 'documents',
  summary: 'Блоки по порядку чтения; без `version` — текущей версии',
  access: 'user',
  params: DocumentParams,
  query: PageQuery.extend({
    version: z.coerce.number().int().min(1).optional(),
    page: z.coerce.number().int().min(1).optional(),
    sheet: z.string().max(40).optional(),
  }),
  success: { status: 200, kind: 'list', body: Block, description: 'Блоки' },
  errors: ['document_not_found', 'version_not_found'],
});

export const getBlock = defineRoute({
  id: 'documents.get_block',
  method: 'GET',
  path: '/api/documents/{document_id}/blocks/{block_id}',
  tag: 'documents',
  summary: 'Блок по его коду; без `version` — из текущей версии',
  access: 'user',
  params: DocumentParams.extend({ block_id: z.string().min(1).max(80) }),
  query: z.object({ version: z.coerce.number().int().min(1).optional() }),
  success: { status: 200, kind: 'json', body: Block, description: 'Блок' },
  errors: ['document_not_found', 'version_not_found', 'block_not_found'],
});

export const rereadBlock = defineRoute({
  id: 'documents.reread_block',
  method: 'POST',
  path: '/api/documents/{document_id}/blocks/{block_id}/reread',
  tag: 'documents',
  summary: 'Перечитать блок с картинки: распознанный текст хранится рядом с прежним и участвует в поиске',
  access: 'user',
  params: DocumentParams.extend({ block_id: z.string().min(1).max(80) }),
  success: { status: 200, kind: 'json', body: Block, description: 'Блок с новым прочтением' },
  errors: ['document_not_found', 'block_not_found', 'picture_not_found', 'ocr_unavailable'],
});

export const recognisePages = defineRoute({
  id: 'documents.recognise',
  method: 'POST',
  path: '/api/documents/{document_id}/ocr',
  tag: 'documents',
  summary: 'Распознать страницы без текста (или перечисленные); идёт в фоне, ход виден в документе',
  access: 'user',
  params: DocumentParams,
  body: z.object({ pages: z.array(z.number().int().min(1)).max(5000).optional() }),
  success: { status: 202, kind: 'json', body: Document, description: 'Документ с ходом распознавания' },
  errors: ['document_not_found', 'picture_not_found', 'ocr_unavailable'],
});

export const searchBlocks = defineRoute({
  id: 'documents.search',
  method: 'GET',
  path: '/api/search/blocks',
  tag: 'documents',
  summary: 'Поиск блоков по точным маркам и русскому тексту',
  access: 'user',
  query: z.object({
    q: z.string().trim().min(1).max(1000),
    document_id: Id.optional(),
    page: z.coerce.number().int().min(1).optional(),
    sheet: z.string().max(40).optional(),
    kind: BlockKind.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.string().max(200).optional(),
  }),
  success: { status: 200, kind: 'list', body: SearchResult, description: 'Найденное, лучшее первым' },
  errors: ['document_not_found'],
});
