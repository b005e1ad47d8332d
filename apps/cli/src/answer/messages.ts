import type { Answer } from '@aizoomdoc/client';
import type { listMessages } from '@aizoomdoc/contracts';
import type { Style } from '../format/style.ts';
import { formatInstant, formatModel } from '../format/text.ts';
import { formatCost, formatEvidence } from './evidence.ts';
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
  const { id, role, created_at, model, status, error_code, variants, cost_usd } = message;
  const ending = [endings[status], error_code].filter(Boolean).join(': ');
  const about = [
    formatInstant(created_at),
    model === null ? '' : formatModel(model),
    ending,
    variants.length > 1 ? `вариант ${variants.indexOf(id) + 1} из ${variants.length}` : '',
    formatCost(cost_usd),
  ].filter(Boolean);
  const head = `${style.bold(authors[role])} ${style.dim(`· ${about.join(' · ')}`)}`;
  const parts = [head, message.content.trim(), formatSources(message.citations, style)];
  return [...parts, formatEvidence(message, style)].filter((part) => part !== '').join('\n');
}
