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
      serializers: { err: describeError },
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

/** What helps to find a failure; a driver's error also carries its whole connection, which is left out. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
