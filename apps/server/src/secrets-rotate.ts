import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { sealedPasswords } from '#modules/documents';
import { sealedSettings } from '#modules/settings';
import { type Config, ConfigError, parseConfig, readEnv } from './platform/config.ts';
import { createSecretBox } from './platform/crypto.ts';
import { type Database, openDatabase } from './platform/db/database.ts';
import { isDatabaseDown } from './platform/db/errors.ts';
import { runningDatabaseUrl } from './platform/db/running-database.ts';
import { createLogger } from './platform/log.ts';
import { forgetPreviousKeys, openMasterKeys, renewMasterKey } from './platform/master-keys.ts';
import { type Rotation, rotateSecrets } from './platform/rotate-secrets.ts';

const usage = `Запуск: npm run secrets:rotate -- [--forget]

  Перешифровывает сохранённые ключи и пароли новым мастер-ключом. Сервер может при этом работать.

  Ключ в MASTER_ENCRYPTION_KEY: задайте в нём новый, прежний — в MASTER_ENCRYPTION_KEY_PREVIOUS, перезапустите
  сервер и запустите эту команду с теми же переменными.
  Ключ в папке данных: команда сама сделает новый.

  --forget     убедиться, что прежние ключи больше ничего не открывают, и удалить их из папки данных`;

const sealed = [...sealedSettings, sealedPasswords];

async function main(): Promise<void> {
  const { forget, help } = readFlags();
  if (help) return console.log(usage);
  const config = parseConfig(readEnv(process.env), process.env.INIT_CWD ?? process.cwd());
  if (config.database.kind === 'embedded' && !existsSync(path.join(config.database.dir, 'PG_VERSION'))) {
    return console.log('Базы данных ещё нет: перешифровывать нечего.');
  }
  const db = await open(config);
  try {
    await alone(db, () => rotate(db, config, forget));
  } finally {
    await db.close();
  }
}

function readFlags(): { forget: boolean; help: boolean } {
  try {
    const flag = { type: 'boolean', default: false } as const;
    return parseArgs({ options: { forget: flag, help: flag } }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
}

/** Of the running server where there is one; else the embedded database is started for the while. */
async function open(config: Config): Promise<Database> {
  const log = createLogger('error');
  const url = await runningDatabaseUrl(config);
  if (url !== null) {
    const { logLevel } = config.database;
    const running = { kind: 'external', url, directUrl: url, replicaUrl: null, logLevel } as const;
    const db = await openDatabase(running, log);
    try {
      await db.ping();
      return db;
    } catch (error) {
      await db.close();
      // What the killed server left: its database is gone or going.
      if (config.database.kind === 'external' || !isDatabaseDown(error)) throw error;
    }
  }
  return openDatabase(config.database, log);
}

/** One rotation at a time. */
async function alone(db: Database, work: () => Promise<void>): Promise<void> {
  const session = await db.pool.connect();
  try {
    const { rows } = await session.query<{ free: boolean }>(
      `select pg_try_advisory_lock(hashtext('secrets:rotate')) as free`,
    );
    if (!rows[0]?.free) throw new Refusal('Перешифрование уже идёт. Дождитесь его конца.');
    await work();
  } finally {
    // With its session the lock is gone.
    session.release(true);
  }
}

async function rotate(db: Database, config: Config, forget: boolean): Promise<void> {
  const keys = await openMasterKeys(config);
  const box = createSecretBox(keys);
  const isConfigured = config.secrets.masterEncryptionKey !== null;
  let rotations = await rotateSecrets({ db, box }, sealed);
  // An earlier rotation that did not come to its end is ended rather than followed by another.
  const isUnfinished = sum(rotations, 'renewed') > 0;
  // In a folder of another installation a key more would not help.
  const isForeign = sum(rotations, 'current') === 0 && sum(rotations, 'unreadable') > 0;
  const isOurs = !isConfigured && !forget;
  if (isOurs && isUnfinished) console.log(unfinished);
  if (isOurs && !isUnfinished && !isForeign) {
    await renewMasterKey(config, keys());
    console.log(`Новый мастер-ключ сделан в ${path.join(config.dataDir, 'secrets')}.`);
    rotations = await rotateSecrets({ db, box }, sealed);
  }
  report(rotations);
  if (forget) await forgetKeys(config);
  else console.log(nextStep(isConfigured, keys().previous.length));
}

/** How many values in all. */
function sum(rotations: readonly Rotation[], what: 'renewed' | 'current' | 'unreadable'): number {
  return rotations
    .map(({ [what]: values }) => (typeof values === 'number' ? values : values.length))
    .reduce((total, count) => total + count, 0);
}

const unfinished =
  'Прошлое перешифрование не дошло до конца, теперь оно закончено. Нужен ещё один новый ключ — запустите команду снова.';

function report(rotations: readonly Rotation[]): void {
  for (const { label, renewed, current, unreadable } of rotations) {
    console.log(`${label}: перешифровано ${renewed}, уже новым ключом ${current}.`);
    if (unreadable.length === 0) continue;
    process.exitCode = 1;
    const shown = unreadable.slice(0, 20).join(', ');
    const more = unreadable.length > 20 ? ` и ещё ${unreadable.length - 20}` : '';
    console.error(`  Не открылись ни одним ключом: ${unreadable.length} (${shown}${more}).`);
    console.error(
      '  Добавьте ключ, которым они зашифрованы, в MASTER_ENCRYPTION_KEY_PREVIOUS — или их введут заново.',
    );
  }
}

function nextStep(isConfigured: boolean, previous: number): string {
  if (previous === 0)
    return 'Прежних ключей нет: всё зашифровано нынешним. Как сменить ключ: npm run secrets:rotate -- --help';
  return isConfigured
    ? 'Теперь уберите MASTER_ENCRYPTION_KEY_PREVIOUS и перезапустите сервер; прежний ключ сохраните вместе со старыми резервными копиями.'
    : 'Прежний ключ остался рядом, для старых резервных копий. Чтобы удалить его: npm run secrets:rotate -- --forget';
}

async function forgetKeys(config: Config): Promise<void> {
  const hadAny = await forgetPreviousKeys(config);
  console.log(hadAny ? 'Прежние ключи удалены из папки данных.' : 'В папке данных прежних ключей нет.');
  if (config.secrets.previousMasterKeys.length > 0)
    console.log('Уберите MASTER_ENCRYPTION_KEY_PREVIOUS из настроек и перезапустите сервер.');
}

/** Told as it is. */
class Refusal extends Error {}

main().catch((error: unknown) => {
  process.exitCode = 1;
  if (error instanceof ConfigError || error instanceof Refusal) return console.error(error.message);
  if ((error as { code?: string }).code === '42P01')
    return console.error('База данных прежней версии: запустите сервер этой версии один раз и повторите.');
  console.error(error);
});
