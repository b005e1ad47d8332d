import { z } from 'zod';

/** A UUID in canonical form (UUIDv7 where the server makes it). */
export const Id = z.uuid();

/** ISO 8601 instant in UTC. */
export const Instant = z.iso.datetime();

/** `[x0, y0, x1, y1]`, 0–1, origin top-left, relative to the CropBox after rotation. */
export const Box = z.tuple([z.number(), z.number(), z.number(), z.number()]);

export const Ok = z.object({ ok: z.literal(true) }).meta({ id: 'Ok' });

/** Cursor paging: the next page's address is in the `Link` header. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional(),
});

/** RFC 9457 problem with the fields that first-generation clients read (`error`, `message`, `details`). */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    /** Same as `code`. */
    error: z.string(),
    /** Russian; says what to do. */
    message: z.string(),
    details: z.array(z.record(z.string(), z.unknown())).optional(),
    request_id: z.string().optional(),
  })
  .meta({ id: 'Problem' });

export type Problem = z.output<typeof Problem>;
