import { z } from 'zod';
import { Box, Id, Instant } from './common.ts';
import { defineRoute } from './define-route.ts';
import { NotExamined } from './evidence.ts';

const ImageParams = z.object({ image_id: Id });

export const ImageType = z.enum(['viewport', 'zoom_crop', 'original', 'processed']);

/** A picture that belongs to a message; shape of the first-generation client. */
export const MessageImage = z
  .object({
    id: Id,
    file_id: Id.nullable(),
    image_type: z.string().nullable(),
    description: z.string().nullable(),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    /** Signed; expires. The stable address is `/api/images/{id}`. */
    url: z.string().nullable(),
  })
  .meta({ id: 'MessageImage' });

/** A picture that was shown to the model, stored as it was shown. */
export const ChatImage = MessageImage.extend({
  chat_id: Id,
  message_id: Id,
  run_id: Id.nullable(),
  image_type: ImageType,
  /** As the conversation names it: `P3`. */
  name: z.string(),
  /** What the model was told of it. */
  label: z.string(),
  view_id: z.string().nullable(),
  document_id: Id,
  version: z.number().int(),
  page: z.number().int(),
  sheet: z.string().nullable(),
  block_id: z.string().nullable(),
  bbox: Box.nullable(),
  /** Pixels an inch of the paper. */
  dpi: z.number().nullable(),
  /** How many times smaller than legible the paper is shown. */
  shrink: z.number().nullable(),
  size_bytes: z.number().int(),
  /** Lower-case hexadecimal. */
  sha256: z.string(),
  created_at: Instant,
}).meta({ id: 'ChatImage' });

/** A block that a search found or that was read for an answer. */
export const ExaminedBlock = z
  .object({
    kind: z.enum(['found', 'read']),
    document_id: Id,
    block_id: z.string(),
    page: z.number().int(),
    /** Text that the model got, at most 2,000 characters. */
    text: z.string(),
    coords_norm: Box.nullable(),
    /** Pixels at 300 dpi. */
    coords_px: z.array(z.number()).length(4).nullable(),
    /** What was searched for. */
    query: z.string().nullable(),
  })
  .meta({ id: 'ExaminedBlock' });

/** Everything that was looked at for one answer, and what was not. */
export const EvidenceLedger = z
  .object({
    message_id: Id,
    run_id: Id.nullable(),
    pictures: z.array(ChatImage),
    blocks: z.array(ExaminedBlock),
    not_examined: z.array(NotExamined),
  })
  .meta({ id: 'EvidenceLedger' });

export const getChatImage = defineRoute({
  id: 'images.get',
  method: 'GET',
  path: '/api/images/{image_id}',
  tag: 'images',
  summary: 'Постоянный адрес картинки из ответа: ведёт (302) на подписанный',
  access: 'user',
  params: ImageParams,
  success: {
    status: 302,
    kind: 'redirect',
    body: z.undefined(),
    description: 'Подписанный адрес в `Location`',
  },
  errors: ['image_not_found'],
});

export const getChatImageInfo = defineRoute({
  id: 'images.get_info',
  method: 'GET',
  path: '/api/images/{image_id}/info',
  tag: 'images',
  summary: 'Сведения о картинке: что на ней, откуда она и её подписанный адрес',
  access: 'user',
  params: ImageParams,
  success: { status: 200, kind: 'json', body: ChatImage, description: 'Картинка' },
  errors: ['image_not_found'],
});

export const getChatImageContent = defineRoute({
  id: 'images.get_content',
  method: 'GET',
  path: '/api/images/{image_id}/content',
  tag: 'images',
  summary: 'Сама картинка (PNG)',
  access: 'signed',
  params: ImageParams,
  query: z.object({ expires: z.string().max(20).optional(), signature: z.string().max(100).optional() }),
  success: { status: 200, kind: 'bytes', body: z.undefined(), description: 'PNG' },
  errors: ['image_not_found', 'address_expired'],
});

export const getEvidence = defineRoute({
  id: 'chats.get_evidence',
  method: 'GET',
  path: '/api/chats/{chat_id}/messages/{message_id}/evidence',
  tag: 'chats',
  summary:
    'Что просмотрено для ответа: картинки, найденные и прочитанные блоки, и что осталось непросмотренным',
  access: 'user',
  params: z.object({ chat_id: Id, message_id: Id }),
  success: { status: 200, kind: 'json', body: EvidenceLedger, description: 'Просмотренное' },
  errors: ['chat_not_found', 'message_not_found'],
});
