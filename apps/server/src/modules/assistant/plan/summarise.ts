import type { Ai } from '#modules/ai';
import type { RunRow } from '#modules/chats';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { isDatabaseDown } from '#platform/db/errors.ts';
import type { Logger } from '#platform/log.ts';
import type { EarlierMessage } from './history.ts';
import type { Plan } from './plan.ts';
import { saveSummary } from './summary-store.ts';

export interface SummariseDeps {
  db: Database;
  clock: Clock;
  log: Logger;
  ai: Ai;
}

const instructions = `Сожми разговор инженера с помощником по строительной документации в заметку до 2000 знаков, чтобы его можно было продолжить.
Сохрани: о каких документах, листах, этажах и марках шла речь; какие числа названы и какими кодами блоков в квадратных скобках подтверждены; что не нашлось; о чём договорились и что осталось открытым. Числа, марки и коды переписывай знак в знак. Нового не добавляй. Пиши по-русски, списком.`;

const omitted = '(Более ранние сообщения разговора опущены.)';
const timeoutMs = 60_000;
const mostTokens = 2000;
/** UTF-16 units of one message that is summarised. */
const longestMessage = 8000;

/** The messages that outgrew the conversation, in short; without a model, or when it fails, only the note that they are left out. */
export async function summarise(
  { run, plan, signal }: { run: RunRow; plan: Plan; signal: AbortSignal },
  { db, clock, log, ai }: SummariseDeps,
): Promise<string> {
  const { history, summariser } = plan;
  const before = history.summary === null ? omitted : `${history.summary}\n\n${omitted}`;
  if (summariser.provider === 'extractive') return before;
  const prompt = {
    system: [instructions],
    messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: writeTalk(history) }] }],
    tools: [],
    settings: { maxOutputTokens: mostTokens, thinkingBudget: 0 },
  };
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const ask = { run, stage: 'summary' as const, choice: summariser, prompt, callsLeft: 1, signal: bounded };
    const { said } = await ai.ask(ask, () => {});
    const content = said.text.trim();
    const last = history.toSummarise.at(-1);
    if (content === '' || last === undefined) return before;
    const row = { chat_id: run.chat_id, message_id: last.id, content };
    await saveSummary(db.executor, { ...row, model: summariser.model, created_at: clock.now() });
    return content;
  } catch (error) {
    signal.throwIfAborted();
    if (isDatabaseDown(error)) throw error;
    log.warn({ err: error, runId: run.id }, 'conversation was not summarised');
    return before;
  }
}

function writeTalk({ summary, toSummarise }: Plan['history']): string {
  const said = toSummarise.map(
    ({ role, content }: EarlierMessage) =>
      `${role === 'assistant' ? 'Помощник' : 'Человек'}: ${content.slice(0, longestMessage).toWellFormed()}`,
  );
  return [...(summary === null ? [] : [`Раньше: ${summary}`]), ...said].join('\n\n');
}
