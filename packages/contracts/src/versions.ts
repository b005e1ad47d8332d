import { z } from 'zod';
import { Box, Id, Instant, PageQuery } from './common.ts';
import { defineRoute } from './define-route.ts';

const DocumentParams = z.object({ document_id: Id });

export const DocumentVersion = z
  .object({
    number: z.number().int(),
    label: z.string().nullable(),
    page_count: z.number().int(),
    block_count: z.number().int(),
    is_current: z.boolean(),
    has_pictures: z.boolean(),
    created_at: Instant,
  })
  .meta({ id: 'DocumentVersion' });

/** The two sides of a comparison: versions of one document, or of two. */
const Sides = z.object({
  from: z.coerce.number().int().min(1),
  to: z.coerce.number().int().min(1),
  /** Document of `to` when it is another one. */
  to_document_id: Id.optional(),
});

const Side = z
  .object({
    page: z.number().int(),
    sheet: z.string().nullable(),
    block_id: z.string(),
    bbox: Box.nullable(),
    text: z.string(),
  })
  .meta({ id: 'ComparedBlock' });

/** One difference by block text. */
export const Change = z
  .object({
    change: z.enum(['added', 'removed', 'changed', 'moved']),
    before: Side.nullable(),
    after: Side.nullable(),
    /** Word by word, for `changed`. */
    diff: z.array(z.object({ op: z.enum(['equal', 'insert', 'delete']), text: z.string() })),
    /** Inside tables; `column` is `null` where the whole row came or went. */
    cells: z.array(
      z.object({
        table: z.string().nullable(),
        row: z.string(),
        column: z.string().nullable(),
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Change' });

export const PagePair = z
  .object({
    before: z.number().int().nullable(),
    after: z.number().int().nullable(),
    before_sheet: z.string().nullable(),
    after_sheet: z.string().nullable(),
    changes: z.number().int(),
  })
  .meta({ id: 'PagePair' });

/** What differs between the pictures of two pages. */
export const PictureComparison = z
  .object({
    before: z.object({ page: z.number().int(), iiif_url: z.string() }),
    after: z.object({ page: z.number().int(), iiif_url: z.string() }),
    /** Whether the two show the same sheet; where they do not, the changes say little. */
    is_aligned: z.boolean(),
    /** Affine map of the earlier page (0–1) onto the later: `x' = a·x + b`, `y' = c·y + d`. */
    alignment: z.object({ a: z.number(), b: z.number(), c: z.number(), d: z.number() }),
    /** Share of the page that the boxes of changes cover, 0–1. */
    changed_share: z.number(),
    changes: z.array(
      z.object({ kind: z.enum(['added', 'removed', 'changed']), bbox: Box, before_bbox: Box }),
    ),
  })
  .meta({ id: 'PictureComparison' });

const errors = ['document_not_found', 'version_not_found'];

export const listVersions = defineRoute({
  id: 'documents.list_versions',
  method: 'GET',
  path: '/api/documents/{document_id}/versions',
  tag: 'documents',
  summary: 'Версии документа',
  access: 'user',
  params: DocumentParams,
  query: PageQuery,
  success: { status: 200, kind: 'list', body: DocumentVersion, description: 'Версии, новые первыми' },
  errors: ['document_not_found'],
});

export const compareVersions = defineRoute({
  id: 'documents.compare',
  method: 'GET',
  path: '/api/documents/{document_id}/compare',
  tag: 'documents',
  summary: 'Сравнить две версии (или два документа) по тексту блоков',
  access: 'user',
  params: DocumentParams,
  query: PageQuery.extend(Sides.shape).extend({ page: z.coerce.number().int().min(1).optional() }),
  success: { status: 200, kind: 'list', body: Change, description: 'Различия по порядку чтения' },
  errors,
});

export const comparePages = defineRoute({
  id: 'documents.compare_pages',
  method: 'GET',
  path: '/api/documents/{document_id}/compare/pages',
  tag: 'documents',
  summary: 'Пары страниц двух версий и сколько в каждой различий',
  access: 'user',
  params: DocumentParams,
  query: PageQuery.extend(Sides.shape),
  success: { status: 200, kind: 'list', body: PagePair, description: 'Пары по порядку' },
  errors,
});

export const comparePictures = defineRoute({
  id: 'documents.compare_pictures',
  method: 'GET',
  path: '/api/documents/{document_id}/compare/pictures',
  tag: 'documents',
  summary: 'Сравнить изображения двух страниц: совмещение и рамки изменений',
  access: 'user',
  params: DocumentParams,
  query: Sides.extend({
    before_page: z.coerce.number().int().min(1),
    after_page: z.coerce.number().int().min(1),
  }),
  success: { status: 200, kind: 'json', body: PictureComparison, description: 'Различия' },
  errors: [...errors, 'page_not_found', 'picture_not_found', 'render_failed', 'busy'],
});
