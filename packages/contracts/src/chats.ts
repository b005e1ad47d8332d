import { z } from 'zod';
import { Id, Instant, Ok, PageQuery } from './common.ts';
import { defineRoute } from './define-route.ts';
import { RunEvent } from './events.ts';
import { Message, MessageInput, Run } from './messages.ts';

const ChatParams = z.object({ chat_id: Id });
const MessageParams = ChatParams.extend({ message_id: Id });

export const Chat = z
  .object({
    id: Id,
    title: z.string(),
    description: z.string().nullable(),
    user_id: z.string(),
    is_archived: z.boolean(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'Chat' });

export const Attachment = z
  .object({
    document_id: Id,
    title: z.string(),
    file_id: Id.nullable(),
    created_at: Instant,
  })
  .meta({ id: 'Attachment' });

export const ChatDetail = z
  .object({
    chat: Chat,
    /** The latest 100 of the branch that is shown, newest last; older ones by `GET …/messages`. */
    messages: z.array(Message),
    attachments: z.array(Attachment),
    /** Run of the last message, whatever its status. */
    run: Run.nullable(),
  })
  .meta({ id: 'ChatDetail' });

/** One id or several, as query strings carry them. */
const StreamIds = z.union([Id.transform((id) => [id]), z.array(Id).max(50)]).optional();

const Accepted = z.object({ message: Message, run: Run });

export const createChat = defineRoute({
  id: 'chats.create',
  method: 'POST',
  path: '/api/chats',
  tag: 'chats',
  summary: 'Создать чат',
  access: 'user',
  body: z
    .object({
      title: z.string().trim().max(200).nullish(),
      description: z.string().trim().max(2000).nullish(),
    })
    .nullish(),
  success: { status: 201, kind: 'json', body: Chat, description: 'Чат' },
});

export const listChats = defineRoute({
  id: 'chats.list',
  method: 'GET',
  path: '/api/chats',
  tag: 'chats',
  summary: 'Мои чаты, недавние первыми',
  access: 'user',
  query: PageQuery.extend({
    /** More than 100 is 100: the first-generation client asks for any number and reads one page. */
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .default(50)
      .transform((limit) => Math.min(limit, 100)),
  }),
  success: { status: 200, kind: 'list', body: Chat, description: 'Чаты' },
});

export const getChat = defineRoute({
  id: 'chats.get',
  method: 'GET',
  path: '/api/chats/{chat_id}',
  tag: 'chats',
  summary: 'Чат с последними сообщениями, прикреплёнными документами и последним ответом в работе',
  access: 'user',
  params: ChatParams,
  success: {
    status: 200,
    kind: 'json',
    body: ChatDetail,
    description: 'Чат',
  },
  errors: ['chat_not_found'],
});

export const patchChat = defineRoute({
  id: 'chats.patch',
  method: 'PATCH',
  path: '/api/chats/{chat_id}',
  tag: 'chats',
  summary: 'Переименовать чат',
  access: 'user',
  params: ChatParams,
  body: z.object({
    title: z.string().trim().min(1).max(200).optional(),
    description: z.string().trim().max(2000).nullish(),
  }),
  success: { status: 200, kind: 'json', body: Chat, description: 'Чат' },
  errors: ['chat_not_found'],
});

export const deleteChat = defineRoute({
  id: 'chats.delete',
  method: 'DELETE',
  path: '/api/chats/{chat_id}',
  tag: 'chats',
  summary: 'Убрать чат в архив',
  access: 'user',
  params: ChatParams,
  success: { status: 200, kind: 'json', body: Ok, description: 'Чат в архиве' },
  errors: ['chat_not_found'],
});

export const listMessages = defineRoute({
  id: 'chats.list_messages',
  method: 'GET',
  path: '/api/chats/{chat_id}/messages',
  tag: 'chats',
  summary: 'История: страница сообщений, новые последними; Link ведёт к более старым',
  access: 'user',
  params: ChatParams,
  query: PageQuery,
  success: { status: 200, kind: 'list', body: Message, description: 'Сообщения' },
  errors: ['chat_not_found'],
});

export const sendMessage = defineRoute({
  id: 'chats.send',
  method: 'POST',
  path: '/api/chats/{chat_id}/messages',
  tag: 'chats',
  summary: 'Задать вопрос; ответ начинается сразу и читается из потока',
  access: 'user',
  params: ChatParams,
  body: MessageInput,
  success: {
    status: 202,
    kind: 'json',
    body: Accepted.meta({ id: 'SentMessage' }),
    description: 'Сообщение принято, ответ готовится',
  },
  errors: [
    'chat_not_found',
    'file_not_found',
    'document_not_found',
    'version_not_found',
    'page_not_found',
    'import_failed',
    'too_large',
  ],
});

export const streamChat = defineRoute({
  id: 'chats.stream',
  method: 'GET',
  path: '/api/chats/{chat_id}/stream',
  tag: 'chats',
  summary:
    'События ответа на последнее сообщение (SSE): с начала или после `Last-Event-ID`; 204, если всё уже получено',
  access: 'user',
  params: ChatParams,
  query: z.object({
    /** Same as the `Last-Event-ID` header, for clients that cannot set it. */
    last_event_id: z.string().max(80).optional(),
    /** Of the first-generation client: attached to the chat; when new, the answer begins anew with them. */
    document_ids: StreamIds,
    /** Of the first-generation client: the question becomes a comparison; when new, the answer begins anew. */
    compare_document_ids_a: StreamIds,
    compare_document_ids_b: StreamIds,
    client_id: z.string().max(200).optional(),
    google_files: z.string().max(100_000).optional(),
    tree_files: z.string().max(100_000).optional(),
  }),
  success: { status: 200, kind: 'events', body: RunEvent, description: 'События по одному' },
  errors: ['chat_not_found', 'document_not_found'],
});

export const stopRun = defineRoute({
  id: 'chats.stop',
  method: 'POST',
  path: '/api/chats/{chat_id}/stop',
  tag: 'chats',
  summary: 'Остановить ответ; написанное сохраняется',
  access: 'user',
  params: ChatParams,
  success: { status: 200, kind: 'json', body: Run.nullable(), description: 'Последний ответ чата' },
  errors: ['chat_not_found'],
});

export const resumeRun = defineRoute({
  id: 'chats.resume',
  method: 'POST',
  path: '/api/chats/{chat_id}/resume',
  tag: 'chats',
  summary: 'Ответить на последний вопрос ещё раз, если ответ не удался или был остановлен',
  access: 'user',
  params: ChatParams,
  success: {
    status: 202,
    kind: 'json',
    body: Accepted.meta({ id: 'ResumedMessage' }),
    description: 'Ответ готовится',
  },
  errors: ['chat_not_found', 'nothing_to_resume'],
});

export const attachToChat = defineRoute({
  id: 'chats.attach',
  method: 'POST',
  path: '/api/chats/{chat_id}/attachments',
  tag: 'chats',
  summary: 'Прикрепить файл или документ: ответы чата будут только по прикреплённому',
  access: 'user',
  params: ChatParams,
  body: z.union([z.object({ file_id: Id }), z.object({ document_id: Id })]),
  success: { status: 201, kind: 'list', body: Attachment, description: 'Всё прикреплённое к чату' },
  errors: [
    'chat_not_found',
    'file_not_found',
    'document_not_found',
    'unsupported_media_type',
    'import_failed',
  ],
});

export const detachFromChat = defineRoute({
  id: 'chats.detach',
  method: 'DELETE',
  path: '/api/chats/{chat_id}/attachments/{document_id}',
  tag: 'chats',
  summary: 'Открепить документ от чата',
  access: 'user',
  params: ChatParams.extend({ document_id: Id }),
  success: { status: 200, kind: 'json', body: Ok, description: 'Откреплён' },
  errors: ['chat_not_found', 'document_not_found'],
});

export const editMessage = defineRoute({
  id: 'chats.edit_message',
  method: 'POST',
  path: '/api/chats/{chat_id}/messages/{message_id}/edit',
  tag: 'chats',
  summary: 'Задать вопрос иначе: новая ветка чата с этого места; прежняя остаётся',
  access: 'user',
  params: MessageParams,
  body: MessageInput,
  success: {
    status: 202,
    kind: 'json',
    body: Accepted.meta({ id: 'EditedMessage' }),
    description: 'Вопрос принят, ответ готовится',
  },
  errors: [
    'chat_not_found',
    'message_not_found',
    'file_not_found',
    'document_not_found',
    'version_not_found',
    'page_not_found',
    'import_failed',
    'not_a_question',
  ],
});

export const regenerateAnswer = defineRoute({
  id: 'chats.regenerate',
  method: 'POST',
  path: '/api/chats/{chat_id}/messages/{message_id}/regenerate',
  tag: 'chats',
  summary: 'Ответить на вопрос ещё раз: новый вариант ответа рядом с прежним (id вопроса или ответа)',
  access: 'user',
  params: MessageParams,
  success: {
    status: 202,
    kind: 'json',
    body: Accepted.meta({ id: 'RegeneratedAnswer' }),
    description: 'Ответ готовится',
  },
  errors: ['chat_not_found', 'message_not_found'],
});

export const selectBranch = defineRoute({
  id: 'chats.select_branch',
  method: 'POST',
  path: '/api/chats/{chat_id}/branch',
  tag: 'chats',
  summary: 'Показать ветку чата, в которой стоит это сообщение',
  access: 'user',
  params: ChatParams,
  body: z.object({ message_id: Id }),
  success: { status: 200, kind: 'json', body: ChatDetail, description: 'Чат с сообщениями ветки' },
  errors: ['chat_not_found', 'message_not_found'],
});
