import { tables } from '#platform/db/database.ts';
import type { SealedValues } from '#platform/rotate-secrets.ts';
import type { DocumentTables } from './document-store.ts';

/** Passwords of PDFs, each sealed for its file, for the rotation of the master key. */
export const sealedPasswords: SealedValues = {
  label: 'Пароли файлов',
  async lock(tx, { after, limit }) {
    let query = tables<DocumentTables>(tx)
      .selectFrom('document_files')
      .select(['id', 'password_ciphertext as sealed']);
    if (after !== null) query = query.where('id', '>', after);
    const rows = await query
      .where('password_ciphertext', 'is not', null)
      .$narrowType<{ sealed: Buffer }>()
      .orderBy('id')
      .limit(limit)
      .forUpdate()
      .execute();
    return rows.map(({ id, sealed }) => ({ id, sealed, context: id }));
  },
  async replace(tx, id, { sealed }) {
    await tables<DocumentTables>(tx)
      .updateTable('document_files')
      .set({ password_ciphertext: sealed })
      .where('id', '=', id)
      .execute();
  },
};
