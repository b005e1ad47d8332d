import type { Chat, Message, Run } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { ChatRow } from './chat-store.ts';
import type { MessageRow } from './message-store.ts';
import type { RunRow } from './run-store.ts';

export function presentChat(row: ChatRow): z.input<typeof Chat> {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    user_id: row.user_id,
    is_archived: row.is_archived,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

export function presentMessage(
  row: MessageRow,
  beside: Pick<z.input<typeof Message>, 'variants' | 'images'>,
): z.input<typeof Message> {
  return { ...row, ...beside, created_at: row.created_at.toISOString() };
}

export function presentRun(row: RunRow): z.input<typeof Run> {
  return {
    id: row.id,
    chat_id: row.chat_id,
    user_message_id: row.user_message_id,
    answer_message_id: row.answer_message_id,
    status: row.status,
    model_profile: row.model_profile,
    error_code: row.error_code,
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}
