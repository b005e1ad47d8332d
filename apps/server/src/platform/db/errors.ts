const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
]);
/** Shutting down, crashed, starting up, out of connections. */
const serverCodes = new Set(['57P01', '57P02', '57P03', '53300']);
/** What `pg` says without a code. */
const driverMessages =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/;

/** Whether the database could not be reached or went away, as opposed to refusing a statement. */
export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string')
    return networkCodes.has(code) || serverCodes.has(code) || /^08...$/.test(code);
  return driverMessages.test(error.message) || isDatabaseDown(error.cause);
}

/** Whether a statement broke the unique constraint or index of this name. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  const { code, constraint: broken } = (error ?? {}) as { code?: unknown; constraint?: unknown };
  return code === '23505' && broken === constraint;
}
