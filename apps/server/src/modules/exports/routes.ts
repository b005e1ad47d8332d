import { exportChat, exportMessage } from '@aizoomdoc/contracts';
import { type Implementation, implement } from '#platform/http/route.ts';
import type { Exports } from './exports.ts';

export function exportRoutes({ exports }: { exports: Exports }): Implementation[] {
  return [
    implement(exportChat, ({ actor, params, query, context }) =>
      exports.chat(actor, params.chat_id, { ...query, signal: context.signal }),
    ),
    implement(exportMessage, ({ actor, params, query, context }) =>
      exports.message(actor, params.chat_id, params.message_id, { ...query, signal: context.signal }),
    ),
  ];
}
