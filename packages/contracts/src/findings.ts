import { z } from 'zod';
import { Box, Id, PageQuery } from './common.ts';
import { defineRoute } from './define-route.ts';

const DocumentParams = z.object({ document_id: Id });
const Version = z.object({ version: z.coerce.number().int().min(1).optional() });

/** Where something stands in the document. */
export const Evidence = z
  .object({
    page: z.number().int(),
    sheet: z.string().nullable(),
    block_id: z.string().nullable(),
    bbox: Box.nullable(),
    quote: z.string(),
  })
  .meta({ id: 'Evidence' });

/** What does not agree inside the document, with its evidence. */
export const Finding = z
  .object({
    id: Id,
    /** Stable word: `sheet_missing`, `sum_mismatch`, `standard_years`, … */
    kind: z.string(),
    severity: z.enum(['error', 'warning', 'info']),
    message: z.string(),
    evidence: z.array(Evidence),
  })
  .meta({ id: 'Finding' });

/** «см. лист 5.1», «узел 3» and where it leads. */
export const Reference = z
  .object({
    text: z.string(),
    kind: z.string(),
    source: Evidence,
    /** `null` = the reference is broken. */
    target: z
      .object({ page: z.number().int(), sheet: z.string().nullable(), block_id: z.string().nullable() })
      .nullable(),
  })
  .meta({ id: 'Reference' });

export const listFindings = defineRoute({
  id: 'documents.list_findings',
  method: 'GET',
  path: '/api/documents/{document_id}/findings',
  tag: 'documents',
  summary: 'Проверка документа: листы, ссылки, суммы, годы стандартов',
  access: 'user',
  params: DocumentParams,
  query: PageQuery.extend(Version.shape).extend({
    kind: z.string().max(60).optional(),
    severity: z.enum(['error', 'warning', 'info']).optional(),
  }),
  success: { status: 200, kind: 'list', body: Finding, description: 'Находки, важные первыми' },
  errors: ['document_not_found', 'version_not_found'],
});

export const listReferences = defineRoute({
  id: 'documents.list_references',
  method: 'GET',
  path: '/api/documents/{document_id}/references',
  tag: 'documents',
  summary: 'Ссылки внутри документа и куда они ведут',
  access: 'user',
  params: DocumentParams,
  query: PageQuery.extend(Version.shape).extend({ broken: z.stringbool().optional() }),
  success: { status: 200, kind: 'list', body: Reference, description: 'Ссылки по порядку' },
  errors: ['document_not_found', 'version_not_found'],
});
