/** What went wrong, as a value of the contract; RFC 9457 on the wire. `message` is Russian and says what to do. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown>[] | undefined;
  /** Seconds for `Retry-After`. */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    extra: { details?: Record<string, unknown>[]; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: extra.cause });
    this.status = status;
    this.code = code;
    this.details = extra.details;
    this.retryAfter = extra.retryAfter;
  }

  toJSON() {
    return {
      type: `urn:aizoomdoc:problem:${this.code}`,
      title: this.code,
      status: this.status,
      code: this.code,
      error: this.code,
      message: this.message,
      ...(this.details && { details: this.details }),
    };
  }
}

export const malformed = (message = 'Запрос не разобран: проверьте, что тело — правильный JSON в UTF-8.') =>
  new Problem(400, 'malformed', message);

export const tokenMissing = () => new Problem(401, 'token_missing', 'Войдите: в запросе нет токена доступа.');

export const tokenInvalid = () =>
  new Problem(401, 'token_invalid', 'Токен не подходит. Проверьте его или попросите новый у администратора.');

export const tokenExpired = () =>
  new Problem(401, 'token_expired', 'Срок токена истёк: обновите его или войдите снова.');

export const notFound = () =>
  new Problem(404, 'not_found', 'Такого адреса нет. Список адресов — на странице /docs.');

export const conflict = (message: string) => new Problem(409, 'conflict', message);

export const tooLarge = (message: string) => new Problem(413, 'too_large', message);

export const unsupportedMediaType = (message: string) => new Problem(415, 'unsupported_media_type', message);

export const throttled = (seconds: number) =>
  new Problem(429, 'throttled', `Слишком много неудачных попыток. Повторите через ${seconds}\u00a0с.`, {
    retryAfter: seconds,
  });

export const unavailable = (
  message = 'Служба временно недоступна. Повторите через несколько секунд.',
  cause?: unknown,
) => new Problem(503, 'unavailable', message, { retryAfter: 5, cause });
