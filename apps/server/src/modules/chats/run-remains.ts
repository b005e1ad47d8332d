import { type Executor, tables } from '#platform/db/database.ts';

interface RemainsTables {
  chat_images: { run_id: string | null };
  search_results: { run_id: string | null };
}

/** Forgets what a run without an answer has looked at; its pictures' objects go with the chat. */
export async function forgetLooks(executor: Executor, runId: string): Promise<void> {
  const db = tables<RemainsTables>(executor);
  await db.deleteFrom('chat_images').where('run_id', '=', runId).execute();
  await db.deleteFrom('search_results').where('run_id', '=', runId).execute();
}
