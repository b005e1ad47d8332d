import { estimateTokens } from '@aizoomdoc/models';
import type { PromptMessage } from '#modules/ai';

/** A message of the branch before the question. */
export interface EarlierMessage {
  id: string;
  role: 'user' | 'assistant' | 'system';
  content: string;
}

/** What is told of the conversation so far. */
export interface History {
  /** Last messages, as they are. */
  recent: EarlierMessage[];
  /** Messages before them that no summary covers yet; to be summarised. */
  toSummarise: EarlierMessage[];
  /** What an earlier summary says of the messages before those. */
  summary: string | null;
}

export interface HistoryLimits {
  max_messages: number;
  max_tokens: number;
}

export interface Summary {
  /** The last message that it covers. */
  message_id: string;
  content: string;
}

/** The newest messages within the limits, whole messages only. */
function newestWithin(
  messages: readonly EarlierMessage[],
  { max_messages, max_tokens }: HistoryLimits,
): number {
  let tokens = 0;
  let count = 0;
  for (const { content } of messages.toReversed()) {
    tokens += estimateTokens(content);
    if (count + 1 > max_messages || tokens > max_tokens) break;
    count += 1;
  }
  return count;
}

/**
 * Divides a conversation into what goes to the model as it is and what is summarised. What outgrows the limits is cut
 * back to half of them, so that not every further question needs a new summary.
 */
export function divideHistory(
  path: readonly EarlierMessage[],
  limits: HistoryLimits,
  summaries: readonly Summary[],
): History {
  const messages = path.filter(({ content }) => content.trim() !== '');
  const covered = messages.findLastIndex(({ id }) => summaries.some(({ message_id }) => message_id === id));
  const summary = summaries.find(({ message_id }) => message_id === messages[covered]?.id)?.content ?? null;
  const open = messages.slice(covered + 1);
  if (newestWithin(open, limits) === open.length) return { recent: open, toSummarise: [], summary };
  const half = {
    max_messages: Math.floor(limits.max_messages / 2),
    max_tokens: Math.floor(limits.max_tokens / 2),
  };
  const kept = newestWithin(open, half);
  const cut = open.length - kept;
  return { recent: open.slice(cut), toSummarise: open.slice(0, cut), summary };
}

/** The conversation as a model takes it. */
export function historyMessages(recent: readonly EarlierMessage[], summary: string | null): PromptMessage[] {
  const said = recent.map(
    ({ role, content }): PromptMessage =>
      role === 'assistant'
        ? { role: 'assistant', text: content, toolCalls: [] }
        : { role: 'user', content: [{ type: 'text', text: content }] },
  );
  if (summary === null) return said;
  const before: PromptMessage = {
    role: 'user',
    content: [{ type: 'text', text: `Краткое содержание разговора до этого:\n${summary}` }],
  };
  return [before, { role: 'assistant', text: 'Понял, продолжаем.', toolCalls: [] }, ...said];
}
