import { createHash } from 'node:crypto';
import type { Clock } from '#platform/clock.ts';
import type { SecretBox } from '#platform/crypto.ts';
import { type Executor, tables } from '#platform/db/database.ts';
import { conflict, Problem } from './problem.ts';

interface IdempotencyTables {
  idempotency_keys: {
    /** Hash of user, route and key. */
    scope: string;
    fingerprint: string;
    status: number | null;
    /** Sealed: an answer may hold a token that is shown only once. */
    answer: string | null;
    created_at: Date;
  };
}

export interface StoredAnswer {
  status: number;
  /** JSON text as first sent. */
  answer: string;
}

export interface IdempotentRequest {
  /** User, route and key. */
  scope: readonly string[];
  /** What was asked, hashed; another fingerprint under the same key is refused. */
  fingerprint: string;
}

const keepMs = 24 * 3600_000;
/** A request that never answered (the process died) may be repeated after this. */
const inFlightMs = 120_000;

export interface IdempotencyDeps {
  executor: Executor;
  clock: Clock;
  box: SecretBox;
}

/** Runs a request once per key: replays the first answer, refuses a second body, 409 while the first is in flight. */
export function createIdempotency({ executor, clock, box }: IdempotencyDeps) {
  const db = tables<IdempotencyTables>(executor);
  const seal = (answer: string, scope: string) => box.seal(answer, `idempotency:${scope}`).toString('base64');
  const open = (sealed: string, scope: string) =>
    box.open(Buffer.from(sealed, 'base64'), `idempotency:${scope}`);

  async function claim(scope: string, fingerprint: string): Promise<StoredAnswer | null> {
    const now = clock.now();
    const inserted = await db
      .insertInto('idempotency_keys')
      .values({ scope, fingerprint, status: null, answer: null, created_at: now })
      .onConflict((row) =>
        row
          .column('scope')
          .doUpdateSet({ fingerprint, status: null, answer: null, created_at: now })
          .where((where) =>
            where.or([
              where('idempotency_keys.created_at', '<', new Date(now.getTime() - keepMs)),
              where.and([
                where('idempotency_keys.status', 'is', null),
                where('idempotency_keys.created_at', '<', new Date(now.getTime() - inFlightMs)),
              ]),
            ]),
          ),
      )
      .returning('scope')
      .executeTakeFirst();
    if (inserted !== undefined) return null;
    const first = await db
      .selectFrom('idempotency_keys')
      .selectAll()
      .where('scope', '=', scope)
      .executeTakeFirst();
    if (first === undefined) throw conflict('Такой же запрос только что завершился неудачей. Повторите его.');
    if (first.fingerprint !== fingerprint) {
      throw new Problem(
        422,
        'idempotency_mismatch',
        'Этот Idempotency-Key уже использован с другим запросом.',
      );
    }
    if (first.status === null || first.answer === null) {
      throw conflict('Такой же запрос ещё выполняется. Дождитесь его ответа.');
    }
    return { status: first.status, answer: open(first.answer, scope) };
  }

  return {
    async run(request: IdempotentRequest, work: () => Promise<StoredAnswer>): Promise<StoredAnswer> {
      const scope = sha256(JSON.stringify(request.scope));
      const replay = await claim(scope, request.fingerprint);
      if (replay !== null) return replay;
      try {
        const result = await work();
        const stored = { status: result.status, answer: seal(result.answer, scope) };
        await db.updateTable('idempotency_keys').set(stored).where('scope', '=', scope).execute();
        return result;
      } catch (error) {
        // A failure changed nothing, so the key stays free for the next try.
        await db.deleteFrom('idempotency_keys').where('scope', '=', scope).execute();
        throw error;
      }
    },
    /** Forgets keys older than a day. */
    async sweep(): Promise<void> {
      const limit = new Date(clock.now().getTime() - keepMs);
      await db.deleteFrom('idempotency_keys').where('created_at', '<', limit).execute();
    },
  };
}

export type Idempotency = ReturnType<typeof createIdempotency>;

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
