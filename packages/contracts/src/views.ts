import { z } from 'zod';
import { Box, Id } from './common.ts';
import { defineRoute } from './define-route.ts';
import { TextSpan } from './pages.ts';

const ViewParams = z.object({ view_id: z.string().min(1).max(80) });

/** A picture that was shown to a model or a person, and how its pixels lie on the page. */
export const View = z
  .object({
    /** `v_…`. */
    view_id: z.string(),
    parent_view_id: z.string().nullable(),
    chat_id: Id.nullable(),
    document_id: Id,
    version: z.number().int(),
    page: z.number().int(),
    sheet: z.string().nullable(),
    /** The block that it is a picture of. */
    block_id: z.string().nullable(),
    kind: z.enum(['overview', 'quadrant', 'region']),
    /** Pixels. */
    width: z.number().int(),
    height: z.number().int(),
    /** Pixels an inch of the paper. */
    dpi: z.number(),
    /** How many times smaller than legible (150 dpi) the paper is shown; 1 = not at all, over 1.5 zoom before reading numbers. */
    shrink: z.number(),
    /** What of the page is shown; `null` for a picture of a block whose place is unknown. */
    bbox: Box.nullable(),
    /** For the reader of the picture: block, page, sheet, view, shrink factor. */
    label: z.string(),
    /** Signed address of the PNG; expires. */
    image_url: z.string(),
    /**
     * The exact text inside, lines from the top, boxes relative to the view; at most 2,000. Where the page has no letters of its own, the
     * text of the blocks that stand there.
     */
    spans: z.array(TextSpan),
  })
  .meta({ id: 'View' });

const pixels = z.number().int().min(64).max(4096);
const margin = z.number().min(0).max(1);

export const createViews = defineRoute({
  id: 'views.create',
  method: 'POST',
  path: '/api/documents/{document_id}/views',
  tag: 'views',
  summary: 'Показать страницу, блок или область: обзор, четверти с перекрытием или точное место',
  access: 'user',
  params: z.object({ document_id: Id }),
  body: z.object({
    version: z.number().int().min(1).optional(),
    /** Page, 1 unless told, or `block_id`: then its region is shown. */
    page: z.number().int().min(1).optional(),
    block_id: z.string().max(80).optional(),
    /** Part of the page to show, 0–1; absent = all of the page or the block. */
    box: z.array(z.number()).length(4).optional(),
    /** `quadrants`: as many overlapping parts as the sheet needs to be legible. */
    kind: z.enum(['overview', 'quadrants', 'region']).default('overview'),
    /** Chat that the views belong to. */
    chat_id: Id.optional(),
    /** Longest side, pixels. */
    max_side: pixels.default(2000),
    /** Added around `box` (0 unless told) or the block (0.05), share of its size. */
    margin: margin.optional(),
  }),
  success: { status: 201, kind: 'list', body: View, description: 'Виды' },
  errors: [
    ...['document_not_found', 'version_not_found', 'block_not_found', 'page_not_found', 'chat_not_found'],
    'picture_not_found',
    ...['box_invalid', 'render_failed', 'busy'],
  ],
});

export const zoomView = defineRoute({
  id: 'views.zoom',
  method: 'POST',
  path: '/api/views/{view_id}/zoom',
  tag: 'views',
  summary: 'Увеличить место в показанном виде: рамка в пикселях или долях, или сектор A1–C3',
  access: 'user',
  params: ViewParams,
  body: z.object({
    /** In pixels of the view, or 0–1, see `units`; or name a sector. */
    box: z.array(z.number()).length(4).optional(),
    units: z.enum(['norm', 'px']).default('norm'),
    /** Column A–C from the left, row 1–3 from the top: `A1`. */
    sector: z.string().max(4).optional(),
    /** 0.2–0.4; what is outside is taken to the nearer end. */
    margin: margin.default(0.3),
    /** Extend to the bounds of the block or table that the box means. */
    snap: z.boolean().default(true),
    max_side: pixels.default(2000),
  }),
  success: { status: 201, kind: 'json', body: View, description: 'Новый вид' },
  errors: ['view_not_found', 'box_invalid', 'render_failed', 'busy'],
});

export const getView = defineRoute({
  id: 'views.get',
  method: 'GET',
  path: '/api/views/{view_id}',
  tag: 'views',
  summary: 'Вид: где он на странице и какой в нём текст',
  access: 'user',
  params: ViewParams,
  success: { status: 200, kind: 'json', body: View, description: 'Вид' },
  errors: ['view_not_found'],
});

export const getViewImage = defineRoute({
  id: 'views.get_image',
  method: 'GET',
  path: '/api/views/{view_id}/image',
  tag: 'views',
  summary: 'Картинка вида (PNG)',
  access: 'signed',
  params: ViewParams,
  query: z.object({ expires: z.string().max(20).optional(), signature: z.string().max(100).optional() }),
  success: { status: 200, kind: 'bytes', body: z.undefined(), description: 'PNG' },
  errors: ['view_not_found', 'address_expired', 'render_failed', 'busy'],
});
