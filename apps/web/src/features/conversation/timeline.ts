import type { Message } from './chat-query.ts';
import type { PendingMessage } from './outbox.ts';
import { isActive, type RunView } from './run-view.ts';

export type TimelineItem =
  /** `waiting`: its place among the questions that wait for the answer in the making. */
  | { key: string; kind: 'question'; message: Message; waiting: number | null }
  | { key: string; kind: 'pending'; pending: PendingMessage }
  /** An answer: stored, being read from a stream, or both while one becomes the other. */
  | { key: string; kind: 'answer'; message: Message | null; view: RunView | null };

export interface TimelineParts {
  /** Pages of older messages and the latest ones; may overlap. */
  messages: readonly Message[];
  pending: readonly PendingMessage[];
  /** The chat's last run, if this page follows it. */
  view: RunView | null;
}

/** What the conversation shows, in order, each thing once and under a key that survives its storing. */
export function buildTimeline({ messages, pending, view }: TimelineParts): TimelineItem[] {
  const unique = [...new Map(messages.map((message) => [message.id, message])).values()];
  const items = unique
    .filter(({ role }) => role !== 'system')
    .map((message) => (message.role === 'user' ? question(message) : answer(message, view)));
  const stored = view !== null && unique.some((message) => isAnswerOf(message, view));
  if (view !== null && !stored && (isActive(view.status) || hasContent(view))) insertLive(items, view);
  return [
    ...items,
    ...pending.map((each): TimelineItem => ({ key: each.key, kind: 'pending', pending: each })),
  ];
}

/** Puts the answer in the making under its question; those asked since wait their turn below. */
function insertLive(items: TimelineItem[], view: RunView): void {
  const asked = items.findIndex(({ key }) => key === view.questionId);
  const at = asked < 0 ? items.length : asked + 1;
  const waiting = items
    .splice(at)
    .map((item, place) => (item.kind === 'question' ? { ...item, waiting: place + 1 } : item));
  items.push({ key: view.runId, kind: 'answer', message: null, view }, ...waiting);
}

function question(message: Message): TimelineItem {
  return { key: message.id, kind: 'question', message, waiting: null };
}

function answer(message: Message, view: RunView | null): TimelineItem {
  const own = view !== null && isAnswerOf(message, view) ? view : null;
  return { key: message.run_id ?? message.id, kind: 'answer', message, view: own };
}

function isAnswerOf(message: Message, view: RunView): boolean {
  return message.role === 'assistant' && (message.run_id === view.runId || message.id === view.messageId);
}

function hasContent({ text, error }: RunView): boolean {
  return text !== '' || error !== null;
}
