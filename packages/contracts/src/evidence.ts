import { z } from 'zod';
import { Box, Id } from './common.ts';

/** A statement's evidence; offsets are UTF-16 units in the message's content. */
export const Citation = z
  .object({
    n: z.number().int(),
    document_id: Id,
    document_title: z.string(),
    version: z.number().int(),
    page: z.number().int(),
    sheet: z.string().nullable(),
    /** `null` for a picture of a place where no block stands. */
    block_id: z.string().nullable(),
    bbox: Box.nullable(),
    quote: z.string(),
    start: z.number().int(),
    end: z.number().int(),
    /** The view that was looked at, when a picture is cited. */
    view_id: z.string().nullable().optional(),
    /** Its stored picture, see `/api/images/{image_id}`. */
    image_id: Id.nullable().optional(),
  })
  .meta({ id: 'Citation' });

export const ClaimKind = z.enum(['number', 'mark', 'date', 'sheet', 'page', 'reference', 'block']);

export const ClaimStatus = z.enum(['confirmed', 'picture_only', 'not_confirmed']);

/** A number, mark, date or reference of an answer, and whether the cited text says it. */
export const Claim = z
  .object({
    start: z.number().int(),
    end: z.number().int(),
    text: z.string(),
    kind: ClaimKind,
    status: ClaimStatus,
    /** `n` of the citation that proves it. */
    citation: z.number().int().nullable(),
    /** Why, for a person. */
    note: z.string().nullable(),
  })
  .meta({ id: 'Claim' });

/** Text and drawing, or two places, that say different things of one subject. */
export const Conflict = z
  .object({ message: z.string(), citations: z.array(z.number().int()) })
  .meta({ id: 'Conflict' });

/** What the deterministic check of an answer came to. */
export const Checks = z
  .object({
    claims: z.array(Claim),
    confirmed: z.number().int(),
    picture_only: z.number().int(),
    not_confirmed: z.number().int(),
    /** Share of claims that are confirmed or seen in a picture, 0–1; 1 when there are none. */
    coverage: z.number().min(0).max(1),
    conflicts: z.array(Conflict),
  })
  .meta({ id: 'Checks' });

/** One difference between two documents or versions. */
export const DiffRow = z
  .object({
    item: z.string(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    impact: z.string().nullable(),
    evidence: z.array(
      z.object({
        side: z.enum(['a', 'b']),
        document_id: Id,
        version: z.number().int(),
        page: z.number().int().nullable(),
        block_id: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'DiffRow' });

/** A place that could bear on the answer and was not looked at. */
export const NotExamined = z
  .object({
    document_id: Id,
    block_id: z.string().nullable(),
    page: z.number().int().nullable(),
    sheet: z.string().nullable(),
    reason: z.enum(['budget', 'unavailable', 'not_requested']),
    message: z.string(),
  })
  .meta({ id: 'NotExamined' });
