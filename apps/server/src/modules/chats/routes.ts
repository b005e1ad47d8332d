import {
  attachToChat,
  createChat,
  deleteChat,
  detachFromChat,
  editMessage,
  getChat,
  listChats,
  listMessages,
  patchChat,
  regenerateAnswer,
  resumeRun,
  selectBranch,
  sendMessage,
  stopRun,
  streamChat,
} from '@aizoomdoc/contracts';
import { type Implementation, implement } from '#platform/http/route.ts';
import type { Attachments } from './attachments.ts';
import type { Chats } from './chats.ts';
import { notAttached } from './errors.ts';
import type { Runs } from './runs.ts';
import type { Streams } from './stream.ts';

const ok = { ok: true as const };

export interface ChatModule {
  chats: Chats;
  attachments: Attachments;
  runs: Runs;
  streams: Streams;
}

export function chatRoutes({ chats, attachments, runs, streams }: ChatModule): Implementation[] {
  return [
    implement(createChat, ({ actor, body }) => chats.create(actor, body ?? {})),
    implement(listChats, ({ actor, query }) => chats.list(actor, query)),
    implement(getChat, ({ actor, params }) => chats.get(actor, params.chat_id)),
    implement(patchChat, ({ actor, params, body }) => chats.patch(actor, params.chat_id, body)),
    implement(deleteChat, ({ actor, params }) => chats.archive(actor, params.chat_id).then(() => ok)),
    implement(listMessages, ({ actor, params, query }) => chats.listMessages(actor, params.chat_id, query)),
    implement(sendMessage, ({ actor, params, body }) => runs.send(actor, params.chat_id, body)),
    implement(streamChat, ({ actor, params, query, context }) => {
      const lastEventId = context.lastEventId ?? query.last_event_id ?? null;
      return streams.open(actor, params.chat_id, { lastEventId, wishes: query, signal: context.signal });
    }),
    implement(stopRun, ({ actor, params }) => runs.stop(actor, params.chat_id)),
    implement(resumeRun, ({ actor, params }) => runs.resume(actor, params.chat_id)),
    implement(editMessage, ({ actor, params, body }) =>
      runs.edit(actor, { chatId: params.chat_id, messageId: params.message_id }, body),
    ),
    implement(regenerateAnswer, ({ actor, params }) =>
      runs.regenerate(actor, params.chat_id, params.message_id),
    ),
    implement(selectBranch, ({ actor, params, body }) =>
      chats.selectBranch(actor, params.chat_id, body.message_id),
    ),
    implement(attachToChat, async ({ actor, params, body }) => {
      await chats.find(actor, params.chat_id);
      const fileIds = 'file_id' in body ? [body.file_id] : [];
      const documentIds = 'document_id' in body ? [body.document_id] : [];
      await attachments.add(actor, params.chat_id, { fileIds, documentIds });
      return attachments.list(actor, params.chat_id);
    }),
    implement(detachFromChat, async ({ actor, params }) => {
      await chats.find(actor, params.chat_id);
      if (!(await attachments.remove(params.chat_id, params.document_id))) throw notAttached();
      return ok;
    }),
  ];
}
