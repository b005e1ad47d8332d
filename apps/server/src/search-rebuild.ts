import pg from 'pg';
import { ConfigError, parseConfig, readEnv } from './platform/config.ts';
import { runningDatabaseUrl } from './platform/db/running-database.ts';

/** Tells running servers to build their search index anew, and what there is to index. */
async function main(): Promise<void> {
  const config = parseConfig(readEnv(process.env), process.env.INIT_CWD ?? process.cwd());
  const url = await runningDatabaseUrl(config);
  if (url === null) {
    console.log('Сервер не запущен. Поиск строится заново при каждом запуске, делать ничего не нужно.');
    return;
  }
  const client = new pg.Client({
    connectionString: url,
    application_name: 'aizoomdoc-search-rebuild',
    connectionTimeoutMillis: 10_000,
    query_timeout: 30_000,
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ documents: string; blocks: string; servers: string }>(counts);
    await client.query('notify documents_changed');
    const { documents, blocks, servers } = rows[0] ?? { documents: 0, blocks: 0, servers: 0 };
    console.log(
      `Документов: ${documents}, блоков: ${blocks}. Процессов, которым сказано перечитать их: ${servers}.`,
    );
    console.log('Пока индекс строится, поиск отвечает по прежнему.');
  } finally {
    await client.end();
  }
}

/** Processes are counted by the session that each holds open for notifications. */
const counts = `
  select
    (select count(*) from documents) as documents,
    (
      select count(*)
      from blocks as block
      join document_versions as version on version.id = block.version_id
      join documents as document on document.id = version.document_id
      where version.number = document.current_version
    ) as blocks,
    (select count(*) from pg_stat_activity where application_name = 'aizoomdoc-wakeups') as servers`;

main().catch((error: unknown) => {
  const isRefused = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
  if (error instanceof ConfigError) console.error(error.message);
  else if (isRefused) console.error('База данных не отвечает: запустите сервер и повторите.');
  else console.error(error);
  process.exitCode = 1;
});
