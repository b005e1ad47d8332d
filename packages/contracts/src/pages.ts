import { z } from 'zod';
import { Box, Id, Instant, PageQuery } from './common.ts';
import { defineRoute } from './define-route.ts';

const DocumentParams = z.object({ document_id: Id });
const Version = z.object({ version: z.coerce.number().int().min(1).optional() });

/** Title block («основная надпись») of one sheet. */
export const PageStamp = z
  .object({
    cipher: z.string().nullable(),
    stage: z.string().nullable(),
    sheet: z.string().nullable(),
    total: z.number().int().nullable(),
    title: z.string().nullable(),
    object: z.string().nullable(),
    organisation: z.string().nullable(),
    revision: z.string().nullable(),
    revisions: z.array(
      z.object({ number: z.string(), document: z.string().nullable(), date: z.string().nullable() }),
    ),
    signatures: z.array(
      z.object({ role: z.string(), name: z.string().nullable(), date: z.string().nullable() }),
    ),
    bbox: Box.nullable(),
  })
  .meta({ id: 'PageStamp' });

export const DocumentPage = z
  .object({
    number: z.number().int(),
    sheet: z.string().nullable(),
    sheet_title: z.string().nullable(),
    /** As seen, in points (1/72 in); `null` where nothing can be shown. */
    width: z.number().nullable(),
    height: z.number().nullable(),
    rotation: z.number().int().nullable(),
    text_layer: z.enum(['good', 'repaired', 'broken', 'none', 'recognised']).nullable(),
    ocr: z.enum(['needed', 'running', 'done', 'unavailable', 'failed']).nullable(),
    stamp: PageStamp.nullable(),
    /** IIIF Image API 3.0 base address, signed; `null` where nothing can be shown. */
    iiif_url: z.string().nullable(),
  })
  .meta({ id: 'DocumentPage' });

/** A piece of text where it stands; the box is relative to what was asked for: the page, or the view. */
export const TextSpan = z.object({ text: z.string(), bbox: Box }).meta({ id: 'TextSpan' });

export const listPages = defineRoute({
  id: 'documents.list_pages',
  method: 'GET',
  path: '/api/documents/{document_id}/pages',
  tag: 'documents',
  summary: 'Страницы с размерами, штампами и адресами изображений',
  access: 'user',
  params: DocumentParams,
  query: PageQuery.extend(Version.shape),
  success: { status: 200, kind: 'list', body: DocumentPage, description: 'Страницы по порядку' },
  errors: ['document_not_found', 'version_not_found'],
});

export const getPageText = defineRoute({
  id: 'documents.get_page_text',
  method: 'GET',
  path: '/api/documents/{document_id}/pages/{page}/text',
  tag: 'documents',
  summary: 'Слова страницы с местами, для выделения и копирования',
  access: 'user',
  params: DocumentParams.extend({ page: z.coerce.number().int().min(1) }),
  query: Version,
  success: {
    status: 200,
    kind: 'json',
    body: z.object({ spans: z.array(TextSpan) }).meta({ id: 'PageText' }),
    description: 'Строки в порядке чтения',
  },
  errors: ['document_not_found', 'version_not_found', 'page_not_found', 'picture_not_found'],
});

export const getManifest = defineRoute({
  id: 'documents.get_manifest',
  method: 'GET',
  path: '/api/documents/{document_id}/manifest',
  tag: 'documents',
  summary: 'Подписанный адрес манифеста IIIF Presentation 3.0 (Mirador и другие программы просмотра)',
  access: 'user',
  params: DocumentParams,
  query: Version,
  success: {
    status: 200,
    kind: 'json',
    body: z.object({ url: z.string(), expires_at: Instant }).meta({ id: 'ManifestLink' }),
    description: 'Адрес и срок',
  },
  errors: ['document_not_found', 'version_not_found', 'picture_not_found'],
});
