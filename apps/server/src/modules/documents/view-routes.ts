import { createViews, getView, getViewImage, zoomView } from '@aizoomdoc/contracts';
import type { ZoomTarget } from '@aizoomdoc/documents/views';
import { tokenMissing } from '#platform/http/problem.ts';
import { type FileBody, type Implementation, implement, Reply } from '#platform/http/route.ts';
import type { DrawnPicture } from './pictures/pictures.ts';
import type { Views } from './views/views.ts';

export function viewRoutes({ views }: { views: Views }): Implementation[] {
  return [
    implement(createViews, ({ actor, params, body, context }) => {
      const { max_side: maxSide, chat_id: chatId, ...query } = body;
      return views.create(actor, params.document_id, { ...query, maxSide, chatId }, context.signal);
    }),
    implement(zoomView, ({ actor, params, body, context }) => {
      const { box, units, sector, max_side: maxSide, ...query } = body;
      const target = box === undefined && sector !== undefined ? { sector } : boxTarget(box, units);
      return views.zoom(actor, params.view_id, { ...query, target, maxSide }, context.signal);
    }),
    implement(getView, ({ actor, params, context }) => views.get(actor, params.view_id, context.signal)),
    implement(getViewImage, async ({ actor, params, query, context }) => {
      const { expires, signature } = query;
      if (expires !== undefined && signature !== undefined) {
        return picture(await views.signedPicture(params.view_id, { expires, signature }, context.signal));
      }
      if (actor === null) throw tokenMissing();
      return picture(await views.picture(actor, params.view_id, context.signal));
    }),
  ];
}

/** What is missing is no number, and refused as such with the size of the view. */
function boxTarget(box: readonly number[] = [], units: 'norm' | 'px'): ZoomTarget {
  const [x0 = Number.NaN, y0 = Number.NaN, x1 = Number.NaN, y1 = Number.NaN] = box;
  return { box: [x0, y0, x1, y1], units: units === 'px' ? 'px' : 'relative' };
}

/** A view never changes. */
function picture({ bytes, mediaType }: DrawnPicture): Reply<FileBody> {
  const body = { stream: bytes, size: bytes.length, mimeType: mediaType, name: 'view.png' };
  return new Reply(body, {
    headers: { 'cache-control': 'private, max-age=3600, immutable', 'content-disposition': 'inline' },
  });
}
