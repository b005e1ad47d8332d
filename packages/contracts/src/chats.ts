import { z } from 'zod';
import { Box, Id, Instant, Ok, PageQuery } from './common.ts';
import { defineRoute } from './define-route.ts';
import { RunEvent } from './events.ts';
import { ModelProfile } from './me.ts';

const ChatParams = z.object({ chat_id: Id });

export const MAX_MESSAGE_LENGTH = 100_000;

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

/** A statement's evidence; offsets are UTF-16 units in the message's content. */
export const Citation = z
  .object({
    n: z.number().int(),
    document_id: Id,
    document_title: z.string(),
    version: z.number().int(),
    page: z.number().int(),
    sheet: z.string().nullable(),
    block_id: z.string(),
    bbox: Box.nullable(),
    quote: z.string(),
    start: z.number().int(),
    end: z.number().int(),
  })
  .meta({ id: 'Citation' });

export const Usage = z
  .object({
    input_tokens: z.number().int(),
    output_tokens: z.number().int(),
    thinking_tokens: z.number().int(),
    cached_tokens: z.number().int(),
    model_calls: z.number().int(),
  })
  .meta({ id: 'Usage' });

/** A picture that belongs to a message; shape of the first-generation client. */
export const MessageImage = z
  .object({
    id: Id,
    file_id: Id.nullable(),
    image_type: z.string().nullable(),
    description: z.string().nullable(),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    url: z.string().nullable(),
  })
  .meta({ id: 'MessageImage' });

export const MessageStatus = z.enum(['complete', 'pending', 'stopped', 'failed']);

export const Message = z
  .object({
    id: Id,
    chat_id: Id,
    role: z.enum(['user', 'assistant', 'system']),
    content: z.string(),
    message_type: z.string(),
    status: MessageStatus,
    run_id: Id.nullable(),
    model: z.string().nullable(),
    citations: z.array(Citation),
    usage: Usage.nullable(),
    error_code: z.string().nullable(),
    created_at: Instant,
    images: z.array(MessageImage),
  })
  .meta({ id: 'Message' });

export const RunStatus = z.enum(['queued', 'running', 'done', 'failed', 'stopped']);

export const Run = z
  .object({
    id: Id,
    chat_id: Id,
    user_message_id: Id,
    answer_message_id: Id.nullable(),
    status: RunStatus,
    model_profile: ModelProfile,
    error_code: z.string().nullable(),
    created_at: Instant,
    started_at: Instant.nullable(),
    finished_at: Instant.nullable(),
  })
  .meta({ id: 'Run' });

export const Attachment = z
  .object({
    document_id: Id,
    title: z.string(),
    file_id: Id.nullable(),
    created_at: Instant,
  })
  .meta({ id: 'Attachment' });

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
  query: PageQuery,
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
    body: z
      .object({
        chat: Chat,
        /** The latest 100, newest last; older ones by `GET …/messages`. */
        messages: z.array(Message),
        attachments: z.array(Attachment),
        /** Run of the last message, whatever its status. */
        run: Run.nullable(),
      })
      .meta({ id: 'ChatDetail' }),
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
  body: z.object({
    content: z
      .string()
      .max(MAX_MESSAGE_LENGTH)
      .refine((text) => text.trim() !== ''),
    /** Files to attach to the chat before answering. */
    attached_file_ids: z.array(Id).max(50).nullish(),
    /** Documents to attach to the chat before answering. */
    attached_document_ids: z.array(Id).max(50).nullish(),
  }),
  success: {
    status: 202,
    kind: 'json',
    body: z.object({ message: Message, run: Run }).meta({ id: 'SentMessage' }),
    description: 'Сообщение принято, ответ готовится',
  },
  errors: ['chat_not_found', 'file_not_found', 'document_not_found', 'too_large'],
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
  }),
  success: { status: 200, kind: 'events', body: RunEvent, description: 'События по одному' },
  errors: ['chat_not_found'],
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
    body: z.object({ message: Message, run: Run }).meta({ id: 'ResumedMessage' }),
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
