import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { parseArgs } from 'node:util';
import { type App, buildApp } from './app.ts';
import { type Config, ConfigError, parseConfig, readEnv } from './platform/config.ts';
import { createLogger } from './platform/log.ts';

const usage = `Запуск: npm start -- [--no-demo] [--scripted]

  --no-demo    не загружать демонстрационный проект при первом запуске
  --scripted   отвечать сценарной моделью на этой же машине: без ключа и без сети

Настройки — переменные окружения, см. README.md.`;

async function main(): Promise<void> {
  const flags = parseFlags();
  const config = readConfig();
  const log = createLogger(config.logLevel);
  if (config.extraCaFile !== null) trust(config.extraCaFile);
  const scripted = flags.scripted ? await startScriptedModel() : null;
  const app = await buildApp({
    config,
    log,
    demo: flags['no-demo'] ? false : undefined,
    scriptedModelUrl: scripted?.url ?? null,
  });
  const stop = once(async () => {
    await app.close();
    await scripted?.close();
    // What the grace period left unfinished is in the database; nothing here keeps the process.
    process.exit(0);
  });
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await listen(app, config);
}

async function listen(app: App, config: Config): Promise<void> {
  const { port, host } = config.server;
  const address = await app.http.listen({ port, host }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EADDRINUSE') throw cause;
    throw new Error(`порт ${port} на ${host} занят; освободите его или задайте другой: PORT=8081 npm start`);
  });
  if (app.newAdminToken !== null) console.log(`Токен администратора: ${app.newAdminToken}`);
  console.log(`AIZoomDoc готов: ${config.server.publicBaseUrl ?? address}`);
}

function parseFlags() {
  try {
    const { values } = parseArgs({
      options: {
        'no-demo': { type: 'boolean', default: false },
        scripted: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    return values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
}

function readConfig(): Config {
  return parseConfig(readEnv(process.env), process.env.INIT_CWD ?? process.cwd());
}

/** Adds certificate roots to those that Node knows; it never takes any away. */
function trust(file: string): void {
  try {
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(file, 'utf8')]);
  } catch (error) {
    throw new ConfigError([`EXTRA_CA_FILE: сертификаты не прочитаны (${(error as Error).message})`]);
  }
}

async function startScriptedModel() {
  const { scriptedAssistant, startGeminiServer } = await import('@aizoomdoc/models/testing');
  return startGeminiServer({ script: scriptedAssistant({ tokenDelayMs: 15 }) });
}

function once(work: () => Promise<void>): () => void {
  let started = false;
  return () => {
    if (started) return;
    started = true;
    work().catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  };
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) {
    console.error(`Настройки заданы неверно:\n${error.problems.map((problem) => `  ${problem}`).join('\n')}`);
    process.exit(2);
  }
  console.error(`AIZoomDoc не запустился: ${(error as Error).message}`);
  const cause = (error as Error).cause;
  if (cause !== undefined) console.error(cause);
  process.exit(1);
});
