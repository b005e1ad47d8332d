import { type Executor, tables } from '#platform/db/database.ts';
import type { Summary } from './history.ts';

interface SummaryTables {
  chat_summaries: Summary & { chat_id: string; model: string; created_at: Date };
}

/** Summaries of the chat, whatever the branch. */
export function listSummaries(executor: Executor, chatId: string): Promise<Summary[]> {
  return tables<SummaryTables>(executor)
    .selectFrom('chat_summaries')
    .select(['message_id', 'content'])
    .where('chat_id', '=', chatId)
    .execute();
}

/** The same message again keeps its first summary: a step that is repeated changes nothing. */
export async function saveSummary(executor: Executor, row: SummaryTables['chat_summaries']): Promise<void> {
  await tables<SummaryTables>(executor)
    .insertInto('chat_summaries')
    .values(row)
    .onConflict((conflict) => conflict.columns(['chat_id', 'message_id']).doNothing())
    .execute();
}
