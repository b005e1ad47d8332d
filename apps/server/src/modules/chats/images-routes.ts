import { getChatImage, getChatImageContent, getChatImageInfo, getEvidence } from '@aizoomdoc/contracts';
import { type Implementation, implement, Reply } from '#platform/http/route.ts';
import type { Examined } from './examined.ts';
import type { Images } from './images.ts';

export function imageRoutes({ images, examined }: { images: Images; examined: Examined }): Implementation[] {
  return [
    implement(getChatImage, async ({ actor, params }) => {
      const location = await images.address(actor, params.image_id);
      return new Reply(undefined, { headers: { location, 'cache-control': 'private, no-store' } });
    }),
    implement(getChatImageInfo, ({ actor, params }) => images.info(actor, params.image_id)),
    implement(getChatImageContent, async ({ actor, params, query: { expires, signature } }) => {
      const ticket = expires === undefined || signature === undefined ? null : { expires, signature };
      return new Reply(await images.content(actor, params.image_id, ticket), {
        headers: { 'cache-control': 'private, max-age=3600, immutable', 'content-disposition': 'inline' },
      });
    }),
    implement(getEvidence, ({ actor, params }) => examined.ledger(actor, params.chat_id, params.message_id)),
  ];
}
