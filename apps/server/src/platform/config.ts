import { isIP, isIPv4 } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { ru } from 'zod/locales';

/** Environment as text, the only thing that the process reads outside. */
export type Env = Readonly<Record<string, string | undefined>>;

const outsideServices = {
  GEMINI_BASE_URL: 'https://generativelanguage.googleapis.com',
  OPENAI_BASE_URL: 'https://api.openai.com',
  ANTHROPIC_BASE_URL: 'https://api.anthropic.com',
  YANDEX_BASE_URL: 'https://llm.api.cloud.yandex.net',
  GIGACHAT_BASE_URL: 'https://gigachat.devices.sberbank.ru',
  GIGACHAT_AUTH_URL: 'https://ngw.devices.sberbank.ru:9443',
  TURBOTEXT_BASE_URL: 'https://www.turbotext.ru',
  YOOKASSA_BASE_URL: 'https://api.yookassa.ru',
  STRIPE_BASE_URL: 'https://api.stripe.com',
} as const;

type OutsideService = keyof typeof outsideServices;

const text = z.string().trim().min(1);
const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
const level = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']);
const number = (min: number, max: number) => z.coerce.number().min(min).max(max);
const integer = (min: number, max: number) => number(min, max).int();

/** A refinement of an address; what is no address at all is told by `z.url`. */
const where = (test: (url: URL) => boolean) => (value: string) =>
  !URL.canParse(value) || test(new URL(value));

const outsideUrl = z.url().refine(
  where(({ protocol, hostname }) => protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))),
  'нужен адрес https (http — только на этой же машине)',
);

/** `uselibpqcompat` makes the driver take `sslmode=require` as libpq does: without checking the certificate. */
const databaseUrl = z.url({ protocol: /^postgres(ql)?$/ }).refine(
  where(
    ({ searchParams }) => searchParams.get('sslmode') !== 'no-verify' && !searchParams.has('uselibpqcompat'),
  ),
  'sslmode=no-verify и uselibpqcompat отключают проверку сертификата; поставьте sslmode=verify-full',
);

const proxies = text
  .transform((list) => list.split(',').map((item) => item.trim()))
  .refine(
    (list) => list.every(isAddressOrSubnet),
    'нужны адреса или подсети через запятую: 10.0.0.1, 10.1.0.0/16',
  );

const masterKeys = text
  .transform((list) => list.split(',').map((key) => key.trim()))
  .refine(
    (list) => list.every((key) => key.length >= 32),
    'нужны ключи не короче 32 знаков, через запятую, самый новый первым',
  );

const outsideUrls = Object.fromEntries(
  Object.entries(outsideServices).map(([name, address]) => [name, outsideUrl.default(address)]),
) as Record<OutsideService, z.ZodDefault<typeof outsideUrl>>;

const optionalTexts = Object.fromEntries(
  [
    'S3_ACCESS_KEY',
    'S3_SECRET_KEY',
    'S3_BUCKET',
    'GEMINI_API_KEY',
    'OPENAI_API_KEY',
    'ANTHROPIC_API_KEY',
    'YANDEX_API_KEY',
    'YANDEX_FOLDER_ID',
    'GIGACHAT_AUTH_KEY',
    'TURBOTEXT_API_KEY',
    'MEDIA_ROOT',
    'ADMIN_CREDENTIALS_PATH',
    'EXTRA_CA_FILE',
    'PATH',
    'LD_LIBRARY_PATH',
    'TESSDATA_PREFIX',
    'SystemRoot',
  ].map((name) => [name, text.optional()]),
);

const Variables = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: integer(0, 65_535).default(8080),
  HOST: text.default('127.0.0.1'),
  DATA_DIR: text.default('./data'),
  PUBLIC_BASE_URL: outsideUrl.optional(),
  TRUSTED_PROXIES: proxies.default([]),
  LOG_LEVEL: level.default('info'),
  ROLE: z.enum(['api', 'worker', 'all']).default('all'),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_DIRECT_URL: databaseUrl.optional(),
  DATABASE_REPLICA_URL: databaseUrl.optional(),
  USE_DATABASE: flag.default(true),
  DATABASE_LOG_LEVEL: level.default('warn'),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  S3_ENDPOINT: outsideUrl.optional(),
  S3_REGION: text.default('us-east-1'),
  USE_S3_STORAGE: flag.default(true),
  JWT_SIGNING_KEY: z.string().min(32).optional(),
  MASTER_ENCRYPTION_KEY: z.string().min(32).optional(),
  MASTER_ENCRYPTION_KEY_PREVIOUS: masterKeys.default([]),
  ADMIN_STATIC_TOKEN: z.string().min(32).max(200).optional(),
  MAX_FILE_SIZE_MB: number(1, 2048).default(50),
  OCR_ENABLED: flag.default(true),
  REFRESH_TTL_DAYS: number(1, 365).default(30),
  RESULT_TTL_HOURS: number(1, 168).default(72),
  TEMP_TTL_SECONDS: integer(1, 86_400).default(3600),
  T_SYNC_RESPONSE_SECONDS: number(10, 60).default(48),
  PUBLIC_MEDIA_BASE_URL: outsideUrl.optional(),
  RENDER_WORKERS: integer(1, 64).optional(),
  RENDER_MEMORY_MB: integer(256, 2048).default(768),
  RENDER_CACHE_MB: integer(16, 1_000_000).default(2048),
  SHUTDOWN_GRACE_SECONDS: number(0, 600).default(10),
  EMBEDDINGS_BASE_URL: outsideUrl.optional(),
  EMBEDDINGS_API_KEY: text.optional(),
  EMBEDDINGS_MODEL: text.optional(),
  EMBEDDINGS_DIMENSIONS: integer(8, 8192).optional(),
  NODE_TLS_REJECT_UNAUTHORIZED: z
    .string()
    .refine(
      (value) => value !== '0',
      'проверку сертификатов отключить нельзя; добавьте свой корень через EXTRA_CA_FILE',
    )
    .optional(),
  ...optionalTexts,
  ...outsideUrls,
});

type Parsed = z.output<typeof Variables> & Record<string, string | undefined>;

export type DatabaseConfig =
  | { kind: 'embedded'; dir: string; logLevel: string }
  | { kind: 'external'; url: string; directUrl: string; replicaUrl: string | null; logLevel: string };

/** A service that turns texts into vectors, as `POST /embeddings` of OpenAI does. */
export interface EmbeddingsConfig {
  /** Without a slash at its end. */
  baseUrl: string;
  apiKey: string | null;
  model: string;
  dimensions: number;
}

export interface Config {
  production: boolean;
  server: { port: number; host: string; publicBaseUrl: string | null; trustedProxies: string[] };
  role: 'api' | 'worker' | 'all';
  /** Absolute. */
  dataDir: string;
  logLevel: string;
  database: DatabaseConfig;
  redisUrl: string | null;
  /** Absolute folder of the object store. */
  objectsDir: string;
  secrets: {
    jwtSigningKey: string | null;
    masterEncryptionKey: string | null;
    /** They open what was sealed by them, until `npm run secrets:rotate` has sealed it anew. */
    previousMasterKeys: string[];
    adminStaticToken: string | null;
  };
  limits: { maxFileBytes: number };
  /** Drawing of pages; `workers` `null` = by the machine's processors. */
  rendering: { workers: number | null; memoryMegabytes: number; cacheMegabytes: number };
  /** `null`: search goes by words alone. */
  embeddings: EmbeddingsConfig | null;
  refreshTtlDays: number;
  shutdownGraceMs: number;
  extraCaFile: string | null;
  /** Whether pages without letters are recognised. */
  ocrEnabled: boolean;
  /** Where programs (tesseract) and their data are found. */
  programs: Readonly<Record<string, string | undefined>>;
  services: Record<OutsideService, string>;
}

/** Every mistake found in the environment, each naming its variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Configuration is not valid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Step 1 of 3: the names we know, empty values dropped. */
export function readEnv(env: NodeJS.ProcessEnv): Env {
  const known = Object.keys(Variables.shape).map((name) => [name, env[name]] as const);
  return Object.fromEntries(known.filter(([, value]) => value !== undefined && value.trim() !== ''));
}

/** Step 2 of 3: text → checked configuration; step 3 is `buildApp(config)`. Relative paths are against `cwd`. */
export function parseConfig(env: Env, cwd: string): Config {
  const result = Variables.safeParse(env, { error: ru().localeError });
  if (!result.success) {
    throw new ConfigError(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const variables = result.data as Parsed;
  const problems = crossCheck(variables);
  if (problems.length > 0) throw new ConfigError(problems);
  const dataDir = path.resolve(cwd, variables.DATA_DIR);
  return {
    production: variables.NODE_ENV === 'production',
    server: {
      port: variables.PORT,
      host: variables.HOST,
      publicBaseUrl: variables.PUBLIC_BASE_URL ?? null,
      trustedProxies: variables.TRUSTED_PROXIES,
    },
    role: variables.ROLE,
    dataDir,
    logLevel: variables.LOG_LEVEL,
    database: chooseDatabase(variables, dataDir),
    redisUrl: variables.REDIS_URL ?? null,
    objectsDir: path.join(dataDir, 'objects'),
    secrets: {
      jwtSigningKey: variables.JWT_SIGNING_KEY ?? null,
      masterEncryptionKey: variables.MASTER_ENCRYPTION_KEY ?? null,
      previousMasterKeys: variables.MASTER_ENCRYPTION_KEY_PREVIOUS,
      adminStaticToken: variables.ADMIN_STATIC_TOKEN ?? null,
    },
    limits: { maxFileBytes: Math.floor(variables.MAX_FILE_SIZE_MB * 1024 * 1024) },
    rendering: {
      workers: variables.RENDER_WORKERS ?? null,
      memoryMegabytes: variables.RENDER_MEMORY_MB,
      cacheMegabytes: variables.RENDER_CACHE_MB,
    },
    embeddings: chooseEmbeddings(variables),
    refreshTtlDays: variables.REFRESH_TTL_DAYS,
    shutdownGraceMs: variables.SHUTDOWN_GRACE_SECONDS * 1000,
    extraCaFile: variables.EXTRA_CA_FILE ?? null,
    ocrEnabled: variables.OCR_ENABLED,
    programs: {
      DATA_DIR: dataDir,
      PATH: variables.PATH,
      LD_LIBRARY_PATH: variables.LD_LIBRARY_PATH,
      TESSDATA_PREFIX: variables.TESSDATA_PREFIX,
      SystemRoot: variables.SystemRoot,
    },
    services: Object.fromEntries(
      Object.keys(outsideServices).map((name) => [name, variables[name]]),
    ) as Record<OutsideService, string>,
  };
}

function crossCheck(variables: Parsed): string[] {
  const problems: string[] = [];
  if (variables.NODE_ENV === 'production') {
    for (const name of ['JWT_SIGNING_KEY', 'MASTER_ENCRYPTION_KEY']) {
      if (variables[name] === undefined)
        problems.push(`${name}: нужен при NODE_ENV=production (openssl rand -base64 48)`);
    }
  }
  if (variables.S3_ENDPOINT !== undefined && variables.USE_S3_STORAGE) {
    problems.push('S3_ENDPOINT: хранилища S3 в этой версии нет; поставьте USE_S3_STORAGE=false');
  }
  if (variables.DATABASE_URL === undefined && variables.DATABASE_DIRECT_URL !== undefined) {
    problems.push('DATABASE_DIRECT_URL: задайте и DATABASE_URL');
  }
  return [...problems, ...missingOfEmbeddings(variables)];
}

function missingOfEmbeddings(variables: Parsed): string[] {
  if (variables.EMBEDDINGS_BASE_URL === undefined) return [];
  return ['EMBEDDINGS_MODEL', 'EMBEDDINGS_DIMENSIONS']
    .filter((name) => variables[name] === undefined)
    .map((name) => `${name}: нужна вместе с EMBEDDINGS_BASE_URL`);
}

function chooseEmbeddings(variables: Parsed): EmbeddingsConfig | null {
  const { EMBEDDINGS_BASE_URL: url, EMBEDDINGS_MODEL: model, EMBEDDINGS_DIMENSIONS: dimensions } = variables;
  if (url === undefined || model === undefined || dimensions === undefined) return null;
  const apiKey = variables.EMBEDDINGS_API_KEY ?? null;
  return { baseUrl: url.replace(/\/+$/, ''), apiKey, model, dimensions };
}

function chooseDatabase(variables: Parsed, dataDir: string): DatabaseConfig {
  const logLevel = variables.DATABASE_LOG_LEVEL;
  const url = variables.DATABASE_URL;
  if (url === undefined || !variables.USE_DATABASE) {
    return { kind: 'embedded', dir: path.join(dataDir, 'postgres'), logLevel };
  }
  const directUrl = variables.DATABASE_DIRECT_URL ?? url;
  return { kind: 'external', url, directUrl, replicaUrl: variables.DATABASE_REPLICA_URL ?? null, logLevel };
}

function isAddressOrSubnet(item: string): boolean {
  const [address = '', bits, ...more] = item.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'))
  );
}
