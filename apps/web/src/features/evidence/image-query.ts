import type { Answer } from '@aizoomdoc/client';
import { getChatImageInfo, getEvidence } from '@aizoomdoc/contracts';
import { queryOptions } from '@tanstack/react-query';
import { client } from '#shared/api/client.ts';

export type ChatImage = Answer<typeof getChatImageInfo>;
export type EvidenceLedger = Answer<typeof getEvidence>;

const hour = 3_600_000;

/** A stored picture with its signed address, which lives for hours. */
export const imageQuery = (imageId: string) =>
  queryOptions({
    queryKey: ['image', imageId],
    queryFn: ({ signal }) => client.call(getChatImageInfo, { params: { image_id: imageId }, signal }),
    staleTime: hour,
  });

/** Everything that was looked at for an answer. */
export const evidenceQuery = (chatId: string, messageId: string) =>
  queryOptions({
    queryKey: ['chat', chatId, 'evidence', messageId],
    queryFn: ({ signal }) =>
      client.call(getEvidence, { params: { chat_id: chatId, message_id: messageId }, signal }),
    staleTime: hour,
  });
