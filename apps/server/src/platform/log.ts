import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

const secretFields = [
  'authorization',
  'cookie',
  'password',
  'static_token',
  'access_token',
  'refresh_token',
  'api_key',
  'apiKey',
  'token',
];

/** JSON on stderr; stdout belongs to what a person reads at start. Secrets are redacted two levels deep. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: secretFields.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[скрыто]',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
