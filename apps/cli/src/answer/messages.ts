import type { Answer } from '@aizoomdoc/client';
import type { listMessages } from '@aizoomdoc/contracts';
import type { Style } from '../format/style.ts';
import { formatInstant, formatModel } from '../format/text.ts';
import { formatSources } from './sources.ts';

type Message = Answer<typeof listMessages>;

const authors: Record<Message['role'], string> = { user: 'Вы', assistant: 'AIZoomDoc', system: 'Система' };

const endings: Record<Message['status'], string | null> = {
  complete: null,
  pending: 'пишется',
  stopped: 'остановлено',
  failed: 'не удалось',
};

/** A message of the history: who, when, what, and on what grounds. */
export function formatMessage(message: Message, style: Style): string {
  const { role, created_at, model, status, error_code } = message;
  const ending = [endings[status], error_code].filter(Boolean).join(': ');
  const about = [formatInstant(created_at), model === null ? '' : formatModel(model), ending]
    .filter(Boolean)
    .join(' · ');
  const head = `${style.bold(authors[role])} ${style.dim(`· ${about}`)}`;
  const body = message.content.trim();
  return [head, body, formatSources(message.citations, style)].filter((part) => part !== '').join('\n');
}
