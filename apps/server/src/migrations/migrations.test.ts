import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { createTestDatabase, type TestDatabase } from '#platform/testing/index.ts';
import { migrations } from './index.ts';

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  const { url } = database;
  const config = { kind: 'external', url, directUrl: url, replicaUrl: null, logLevel: 'warn' } as const;
  db = await openDatabase(config, pino({ level: 'silent' }));
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Everything that the schema consists of, one line each; the migrator's own tables left out. */
async function catalogue(): Promise<string[]> {
  const rows = await database.query<{ line: string }>(`
    with own as (
      select c.oid, c.relname, c.relkind from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relname not like 'kysely%'
    )
    select format('relation %s %s', relkind, relname) as line from own
    union all
    select format('column %s.%s %s %s %s %s', own.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      a.attnotnull, a.attidentity, pg_get_expr(d.adbin, d.adrelid))
    from own join pg_attribute a on a.attrelid = own.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = own.oid and d.adnum = a.attnum
    union all
    select format('constraint %s %s', own.relname, pg_get_constraintdef(k.oid))
    from own join pg_constraint k on k.conrelid = own.oid
    union all
    select indexdef from pg_indexes where schemaname = 'public' and tablename not like 'kysely%'
    union all
    select format('function %s', proname) from pg_proc where pronamespace = 'public'::regnamespace
    union all
    select format('type %s', typname) from pg_type
    where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')
    union all
    select format('partition of %s %s', inhparent::regclass, inhrelid::regclass) from pg_inherits
    order by 1`);
  return rows.map(({ line }) => line);
}

const names = Object.keys(migrations);

it('go up, down to nothing, and up to the very same', async () => {
  expect(await migrate(db, migrations)).toEqual(names);
  const first = await catalogue();
  expect(first.length).toBeGreaterThan(150);
  expect(await migrate(db, migrations), 'again: nothing to do').toEqual([]);

  expect(await migrate(db, migrations, null)).toEqual(names.toReversed());
  expect(await catalogue()).toEqual([]);

  await migrate(db, migrations);
  expect(await catalogue()).toEqual(first);
});

it('each goes down and up by itself', async () => {
  await migrate(db, migrations, null);
  for (const [at, name] of names.entries()) {
    const before = await catalogue();
    await migrate(db, migrations, name);
    const after = await catalogue();
    await migrate(db, migrations, names[at - 1] ?? null);
    expect(await catalogue(), name).toEqual(before);
    await migrate(db, migrations, name);
    expect(await catalogue(), name).toEqual(after);
  }
});

it('of two servers that start at once, one migrates and both go on', async () => {
  await migrate(db, migrations, null);
  const ran = await Promise.all([migrate(db, migrations), migrate(db, migrations), migrate(db, migrations)]);
  expect(ran.flat()).toEqual(names);
});

it('earlier chats become one branch each: an answer follows its question, the next question the last answer', async () => {
  await migrate(db, migrations, '0006-page-words');
  const id = (n: number) => `0195f000-0000-7000-8000-00000000000${n}`;
  const [chat, user] = [id(0), id(9)];
  await database.query("insert into users values ($1, 'Некто', 'user', 'active', 'hash', now())", [user]);
  await database.query("insert into chats values ($1, $2, 'Чат', null, false, now(), now())", [chat, user]);
  // The second question waited behind the first, whose answer failed and was given again.
  const messages = [
    [1, 'user', null],
    [2, 'user', null],
    [3, 'assistant', 1],
    [4, 'assistant', 1],
    [5, 'assistant', 2],
    [6, 'user', null],
  ] as const;
  for (const [n, role, question] of messages) {
    const runId = question === null ? null : id(n);
    if (runId !== null)
      await database.query(
        `insert into runs (id, chat_id, user_id, user_message_id, answer_message_id, status, model_profile, created_at)
         values ($1, $2, $3, $4, $1, 'done', 'simple', now())`,
        [runId, chat, user, id(question ?? 0)],
      );
    await database.query(
      `insert into chat_messages (id, chat_id, role, content, status, run_id, created_at)
       values ($1, $2, $3, '', 'complete', $4, now())`,
      [id(n), chat, role, runId],
    );
  }
  await migrate(db, migrations);
  const parents = await database.query('select id, parent_id from chat_messages order by id');
  expect(parents.map(({ parent_id }) => parent_id)).toEqual([null, id(4), id(1), id(1), id(2), id(5)]);
  expect(await database.query('select active_message_id from chats')).toEqual([{ active_message_id: id(6) }]);
  await database.query('delete from users');
});

it('a broken one changes nothing and is named', async () => {
  const before = await catalogue();
  const broken = {
    ...migrations,
    '9999-broken': {
      async up(schema: Database['executor']) {
        await schema.schema.createTable('half').addColumn('id', 'integer').execute();
        throw new Error('no further');
      },
    },
  };
  await expect(migrate(db, broken)).rejects.toThrow('9999-broken');
  expect(await catalogue()).toEqual(before);
});

it('names are ordered, and a number is used once', () => {
  expect(names).toEqual(names.toSorted());
  const numbers = names.map((name) => /^\d{4}(?=-)/.exec(name)?.[0]);
  expect(new Set(numbers).size).toBe(names.length);
  expect(numbers).not.toContain(undefined);
});
