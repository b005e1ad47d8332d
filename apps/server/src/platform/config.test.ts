import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig, readEnv } from './config.ts';

const cwd = '/srv/aizoomdoc';
const parse = (env: Record<string, string> = {}) => parseConfig(readEnv(env), cwd);

/** What is said about a wrong environment, one line a mistake. */
function mistakes(env: Record<string, string>): readonly string[] {
  try {
    parse(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const key = 'k'.repeat(32);
const production = { NODE_ENV: 'production', JWT_SIGNING_KEY: key, MASTER_ENCRYPTION_KEY: key };

describe('an empty environment', () => {
  it('is a whole installation on this machine', () => {
    expect(parse()).toMatchObject({
      production: false,
      server: { port: 8080, host: '127.0.0.1', publicBaseUrl: null, trustedProxies: [] },
      role: 'all',
      dataDir: `${cwd}/data`,
      logLevel: 'info',
      database: { kind: 'embedded', dir: `${cwd}/data/postgres` },
      redisUrl: null,
      objectsDir: `${cwd}/data/objects`,
      secrets: {
        jwtSigningKey: null,
        masterEncryptionKey: null,
        previousMasterKeys: [],
        adminStaticToken: null,
      },
      limits: { maxFileBytes: 50 * 1024 * 1024 },
      refreshTtlDays: 30,
      extraCaFile: null,
      services: { GEMINI_BASE_URL: 'https://generativelanguage.googleapis.com' },
    });
  });

  it('with empty values is the same', () => {
    expect(parse({ PORT: '', DATABASE_URL: '  ', JWT_SIGNING_KEY: '' })).toEqual(parse());
  });

  it('knows only its own names', () => {
    expect(readEnv({ HOME: '/root', SHELL: '/bin/sh', PORT: '1' })).toEqual({ PORT: '1' });
  });
});

describe('each variable', () => {
  it.each([
    [{ PORT: '0' }, { server: { port: 0 } }],
    [{ HOST: '0.0.0.0' }, { server: { host: '0.0.0.0' } }],
    [{ DATA_DIR: 'var' }, { dataDir: `${cwd}/var`, objectsDir: `${cwd}/var/objects` }],
    [{ DATA_DIR: '/var/azd' }, { dataDir: '/var/azd', database: { dir: '/var/azd/postgres' } }],
    [
      { PUBLIC_BASE_URL: 'https://docs.example.ru' },
      { server: { publicBaseUrl: 'https://docs.example.ru' } },
    ],
    [{ LOG_LEVEL: 'debug' }, { logLevel: 'debug' }],
    [{ ROLE: 'worker' }, { role: 'worker' }],
    [{ REDIS_URL: 'redis://127.0.0.1:6379' }, { redisUrl: 'redis://127.0.0.1:6379' }],
    [{ JWT_SIGNING_KEY: key }, { secrets: { jwtSigningKey: key } }],
    [{ MASTER_ENCRYPTION_KEY: key }, { secrets: { masterEncryptionKey: key } }],
    [
      { MASTER_ENCRYPTION_KEY_PREVIOUS: `${key}, ${key}2` },
      { secrets: { previousMasterKeys: [key, `${key}2`] } },
    ],
    [{ ADMIN_STATIC_TOKEN: key }, { secrets: { adminStaticToken: key } }],
    [{ MAX_FILE_SIZE_MB: '1.5' }, { limits: { maxFileBytes: 1_572_864 } }],
    [{ REFRESH_TTL_DAYS: '7' }, { refreshTtlDays: 7 }],
    [{ SHUTDOWN_GRACE_SECONDS: '0' }, { shutdownGraceMs: 0 }],
    [{ EXTRA_CA_FILE: '/etc/ca.pem' }, { extraCaFile: '/etc/ca.pem' }],
    [
      { TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16' },
      { server: { trustedProxies: ['10.0.0.1', '10.1.0.0/16'] } },
    ],
    [{ GEMINI_BASE_URL: 'http://127.0.0.1:9' }, { services: { GEMINI_BASE_URL: 'http://127.0.0.1:9' } }],
    [production, { production: true }],
  ])('%j', (env, expected) => {
    expect(parse(env)).toMatchObject(expected);
  });
});

describe('the database', () => {
  const url = 'postgresql://u:p@db.example:5432/azd?sslmode=verify-full';

  it('is the one of its address; sessions go where they are allowed', () => {
    expect(parse({ DATABASE_URL: url }).database).toMatchObject({ kind: 'external', url, directUrl: url });
    const direct = 'postgresql://u:p@db.example:6543/azd';
    expect(parse({ DATABASE_URL: url, DATABASE_DIRECT_URL: direct }).database).toMatchObject({
      url,
      directUrl: direct,
    });
  });

  it('is embedded when told so', () => {
    expect(parse({ DATABASE_URL: url, USE_DATABASE: 'false' }).database.kind).toBe('embedded');
  });

  it.each([
    'mysql://h/db',
    'db.example',
    'postgres://h/db?sslmode=no-verify',
    // The driver then checks no certificate, as libpq does.
    'postgres://h/db?uselibpqcompat=true&sslmode=require',
  ])('is not %s', (address) => {
    for (const name of ['DATABASE_URL', 'DATABASE_DIRECT_URL', 'DATABASE_REPLICA_URL']) {
      expect(mistakes({ DATABASE_URL: url, [name]: address }), name).toEqual([expect.stringContaining(name)]);
    }
  });
});

describe('mistakes', () => {
  it.each([
    ['PORT', '65536'],
    ['PORT', '80a'],
    ['PORT', '-1'],
    ['LOG_LEVEL', 'loud'],
    ['ROLE', 'boss'],
    ['NODE_ENV', 'prod'],
    ['USE_DATABASE', 'yes'],
    ['REDIS_URL', 'http://h'],
    ['JWT_SIGNING_KEY', 'short'],
    ['MASTER_ENCRYPTION_KEY', 'short'],
    ['ADMIN_STATIC_TOKEN', 'x'.repeat(31)],
    ['MAX_FILE_SIZE_MB', '0'],
    ['REFRESH_TTL_DAYS', '366'],
    ['RESULT_TTL_HOURS', '169'],
    ['T_SYNC_RESPONSE_SECONDS', '61'],
    ['PUBLIC_BASE_URL', 'docs.example.ru'],
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
    ['TRUSTED_PROXIES', 'proxy.example'],
    ['TRUSTED_PROXIES', '10.0.0.1,'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['S3_ENDPOINT', 'http://minio.example:9000'],
  ])('%s=%s is named', (name, value) => {
    expect(mistakes({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}: .*[а-я]{3}`))]);
  });

  it('are all told at once, and no secret with them', () => {
    const secret = 'secret-too-short';
    const found = mistakes({ PORT: 'x', ROLE: 'y', JWT_SIGNING_KEY: secret, LOG_LEVEL: 'z' });
    expect(found.map((line) => line.split(':')[0]).sort()).toEqual([
      'JWT_SIGNING_KEY',
      'LOG_LEVEL',
      'PORT',
      'ROLE',
    ]);
    expect(found.join()).not.toContain(secret);
  });

  it('of variables that need each other', () => {
    expect(mistakes({ DATABASE_DIRECT_URL: 'postgres://h/db' })).toEqual([
      expect.stringContaining('DATABASE_URL'),
    ]);
    expect(mistakes({ S3_ENDPOINT: 'https://s3.example' })[0]).toMatch(/^S3_ENDPOINT/);
    expect(mistakes({ S3_ENDPOINT: 'https://s3.example', USE_S3_STORAGE: 'false' })).toEqual([]);
  });

  it('of production without its keys', () => {
    expect(mistakes({ NODE_ENV: 'production' }).map((line) => line.split(':')[0])).toEqual([
      'JWT_SIGNING_KEY',
      'MASTER_ENCRYPTION_KEY',
    ]);
  });
});

describe('outside services', () => {
  const services = Object.keys(parse().services);

  it('are https by default, all nine', () => {
    expect(services).toHaveLength(9);
    for (const address of Object.values(parse().services)) expect(address).toMatch(/^https:/);
  });

  it.each(services)('%s is https, or on this machine', (name) => {
    for (const loopback of [
      'http://127.0.0.1:8000',
      'http://localhost:1',
      'http://[::1]:5',
      'http://127.9.9.9',
    ]) {
      expect(mistakes({ [name]: loopback }), loopback).toEqual([]);
    }
    for (const outside of [
      'http://example.com',
      'http://10.0.0.1',
      'http://127.0.0.1.example.com',
      'http://localhost.example.com',
      'http://127.example.com',
      'ftp://localhost',
      'file:///etc/passwd',
      'https://',
    ]) {
      expect(mistakes({ [name]: outside }), outside).toEqual([expect.stringContaining(name)]);
    }
  });
});
