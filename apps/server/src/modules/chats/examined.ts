import type { EvidenceLedger } from '@aizoomdoc/contracts';
import type { z } from 'zod';
import type { Database, Executor } from '#platform/db/database.ts';
import type { Actor } from '#platform/http/route.ts';
import type { Chats } from './chats.ts';
import { messageNotFound } from './errors.ts';
import { type ExaminedRow, listExamined, moveExamined, storeExamined } from './examined-store.ts';
import type { Images } from './images.ts';
import { moveImages } from './images-store.ts';
import { findMessage } from './message-store.ts';

/** Most blocks of one run that are kept. */
const mostRows = 300;
/** Characters of a block's text that are kept. */
const textLength = 2000;

/** What was looked at for an answer. */
export function createExamined({ db, chats, images }: { db: Database; chats: Chats; images: Images }) {
  return {
    /** Keeps blocks of one run; those that are kept already, and those beyond the bound, are passed over. */
    store: (rows: readonly ExaminedRow[]): Promise<void> =>
      storeExamined(db.executor, rows.map(bounded), mostRows),

    /** @throws 404 */
    async ledger(actor: Actor, chatId: string, messageId: string): Promise<z.input<typeof EvidenceLedger>> {
      await chats.find(actor, chatId);
      const message = await findMessage(db.executor, messageId);
      if (message?.chat_id !== chatId) throw messageNotFound();
      const rows = await listExamined(db.executor, [messageId], mostRows);
      return {
        message_id: messageId,
        run_id: message.run_id,
        pictures: await images.ofMessage(messageId),
        blocks: rows.map(({ kind, document_id, block_id, page_number, block_text, ...row }) => ({
          ...{ kind, document_id, block_id, page: page_number, text: block_text },
          ...{ coords_norm: row.coords_norm, coords_px: row.coords_px, query: row.query },
        })),
        not_examined: message.not_examined,
      };
    },
  };
}

export type Examined = ReturnType<typeof createExamined>;

/** Hands what was looked at in a run over to its answer; in the transaction that writes the answer. */
export async function attachToAnswer(tx: Executor, runId: string, answerMessageId: string): Promise<void> {
  await moveImages(tx, runId, answerMessageId);
  await moveExamined(tx, runId, answerMessageId);
}

/** Cut where no half of a surrogate pair is left; PostgreSQL keeps no NUL. */
function bounded(row: ExaminedRow): ExaminedRow {
  const clean = (text: string) => text.slice(0, textLength).toWellFormed().replaceAll('\0', '');
  return { ...row, block_text: clean(row.block_text), query: row.query && clean(row.query) };
}
