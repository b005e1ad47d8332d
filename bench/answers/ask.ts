import type { Client } from '@aizoomdoc/client';
import type { Checks } from '@aizoomdoc/contracts';
import { attachToChat, createChat, sendMessage } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Answer } from './judge.ts';

/** The slowest model has this long for one answer. */
const patienceMs = 10 * 60_000;

/** An answer with the server's own check of it. */
export interface CheckedAnswer extends Answer {
  checks: z.output<typeof Checks> | null;
}

/** Asks a document in a fresh chat and reads the stream to its end, as a reader's browser does. */
export async function askDocument(
  client: Client,
  documentId: string,
  question: string,
): Promise<CheckedAnswer> {
  const chat = await client.call(createChat, { body: {} });
  const params = { chat_id: chat.id };
  await client.list(attachToChat, { params, body: { document_id: documentId } });
  const from = performance.now();
  await client.call(sendMessage, { params, body: { content: question } });
  let text = '';
  let cited: string[] = [];
  let failure: string | null = null;
  let checks: CheckedAnswer['checks'] = null;
  const signal = AbortSignal.timeout(patienceMs);
  for await (const { event, data } of client.streamRun(chat.id, { signal })) {
    if (event === 'error') failure = data.message;
    if (event === 'llm_final') {
      text = data.content;
      checks = data.checks;
      cited = data.citations.flatMap(({ block_id }) => block_id ?? []);
    }
  }
  const ms = performance.now() - from;
  return { text, cited, checks, ms, failure };
}
