import { type DestinationStream, type Logger, pino } from 'pino';

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
export function createLogger(level: string, destination: DestinationStream = toStderr()): Logger {
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
    destination,
  );
}

function toStderr(): DestinationStream {
  return pino.destination({ fd: 2, sync: true });
}
