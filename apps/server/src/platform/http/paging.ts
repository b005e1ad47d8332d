import { z } from 'zod';
import { Problem } from './problem.ts';

const Uuid = z.uuid();

/** Cursors are ours, but they come back through anybody's hands. */
function wrongCursor(): Problem {
  const message = 'Курсор страницы не подходит. Возьмите адрес следующей страницы из заголовка Link.';
  return new Problem(422, 'validation_failed', message, {
    details: [{ path: 'query.cursor', code: 'invalid_format', message }],
  });
}

/** A cursor that is the id of the last item. @throws 422 */
export function idCursor(cursor: string | undefined): string | undefined {
  if (cursor !== undefined && !Uuid.safeParse(cursor).success) throw wrongCursor();
  return cursor;
}

/** A cursor that counts items, or is the position of the last one. @throws 422 */
export function offsetCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^\d{1,9}$/.test(cursor)) throw wrongCursor();
  return Number(cursor);
}

/** A cursor of an instant and an id. @throws 422 */
export function instantCursor(cursor: string | undefined): { at: Date; id: string } | null {
  if (cursor === undefined) return null;
  const [text = '', id = ''] = cursor.split('_');
  if (!z.iso.datetime().safeParse(text).success || !Uuid.safeParse(id).success) throw wrongCursor();
  return { at: new Date(text), id };
}

/** A page by {@link offsetCursor}, of rows read one more than `limit`. */
export function offsetPage<T>(
  rows: readonly T[],
  { limit, offset }: { limit: number; offset: number },
): { items: T[]; next: string | null } {
  return { items: rows.slice(0, limit), next: rows.length > limit ? String(offset + limit) : null };
}
