import { type Kysely, sql } from 'kysely';

/** Runs statements one by one; each ends with `;` at the end of its line. */
export async function executeAll(db: Kysely<unknown>, statements: string): Promise<void> {
  for (const statement of statements.split(/;\s*\n/)) {
    if (statement.trim() !== '') await sql.raw(statement).execute(db);
  }
}
