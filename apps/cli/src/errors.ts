import { isApiError, isNetworkError } from '@aizoomdoc/client';

/** What the program's exit says; part of the contract with scripts. */
export const exitCodes = {
  ok: 0,
  failure: 1,
  usage: 2,
  signIn: 3,
  notFound: 4,
  network: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A failure that the program itself found; `message` is Russian. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: string;
  readonly exitCode: ExitCode;
  /** What to do about it. */
  readonly hint: string | null;

  constructor(code: string, message: string, options: { exitCode?: ExitCode; hint?: string } = {}) {
    super(message);
    this.code = code;
    this.exitCode = options.exitCode ?? exitCodes.failure;
    this.hint = options.hint ?? null;
  }
}

/** The command line is wrong. */
export function usageError(message: string, hint?: string): CliError {
  return new CliError('usage', message, { exitCode: exitCodes.usage, ...(hint !== undefined && { hint }) });
}

/** A failure as it is reported: one object with `--json`, lines of text without. */
export interface Failure {
  code: string;
  message: string;
  exitCode: ExitCode;
  hint: string | null;
  /** HTTP status of the server's refusal. */
  status: number | null;
  details: Record<string, unknown>[];
  requestId: string | null;
}

const unknownFailure = { hint: null, status: null, details: [], requestId: null };

/** Puts any error into the shape of a report. `server` is the address that was being called. */
export function describeFailure(error: unknown, server: string | null): Failure {
  if (error instanceof CliError) {
    const { code, message, exitCode, hint } = error;
    return { ...unknownFailure, code, message, exitCode, hint };
  }
  if (isApiError(error)) {
    const { code, message, status, details, requestId } = error;
    // An answer that is no problem of ours comes from a stranger, or from a proxy with nobody behind it.
    const isStranger = code.startsWith('http_');
    const exitCode = isStranger ? exitCodes.network : exitCodeOf(status);
    const hint = isStranger ? strangerHint : hintFor(code, error.retryAfter);
    return { code, message, exitCode, hint, status, details, requestId };
  }
  if (isNetworkError(error)) {
    const message = `${error.message}${server === null ? '' : ` ${server}`}${causeOf(error)}.`;
    const hint = 'Проверьте адрес (login --server, AIZOOMDOC_SERVER) и что сервер запущен: aizoomdoc health';
    return { ...unknownFailure, code: `network_${error.reason}`, message, exitCode: exitCodes.network, hint };
  }
  return describeSystemFailure(error);
}

function describeSystemFailure(error: unknown): Failure {
  const { code = 'internal', message = String(error), path: file } = error as Partial<NodeJS.ErrnoException>;
  const explain = systemMessages[code];
  if (explain === undefined || file === undefined) {
    return { ...unknownFailure, code: code.toLowerCase(), message, exitCode: exitCodes.failure };
  }
  const exitCode = code === 'ENOENT' ? exitCodes.notFound : exitCodes.failure;
  return { ...unknownFailure, code: code.toLowerCase(), message: explain(file), exitCode };
}

const systemMessages: Record<string, (file: string) => string> = {
  ENOENT: (file) => `Нет такого файла или папки: ${file}`,
  EACCES: (file) => `Нет доступа: ${file}. Проверьте права.`,
  EPERM: (file) => `Нет доступа: ${file}. Проверьте права.`,
  EISDIR: (file) => `Это папка, а нужен файл: ${file}`,
  ENOTDIR: (file) => `Часть пути — не папка: ${file}`,
  ENOSPC: (file) => `На диске нет места: ${file}`,
  EROFS: (file) => `Диск открыт только для чтения: ${file}`,
};

function exitCodeOf(status: number): ExitCode {
  if (status === 401 || status === 403) return exitCodes.signIn;
  return status === 404 ? exitCodes.notFound : exitCodes.failure;
}

const strangerHint = 'Похоже, по этому адресу отвечает не AIZoomDoc. Проверьте адрес сервера.';
const login = 'Войдите: aizoomdoc login --server АДРЕС';

const hints: Record<string, string> = {
  token_missing: login,
  token_invalid: login,
  token_expired: login,
  chat_not_found: 'Ваши чаты: aizoomdoc chat list',
  document_not_found: 'Видимые документы: aizoomdoc document list',
  block_not_found: 'Блоки документа: aizoomdoc document blocks ДОКУМЕНТ',
  user_not_found: 'Пользователи: aizoomdoc admin users list',
  role_not_found: 'Роли: aizoomdoc settings list-roles',
};

function hintFor(code: string, retryAfter: number | null): string | null {
  const wait = retryAfter === null ? null : `Повторите через ${Math.ceil(retryAfter)}\u00a0с.`;
  return hints[code] ?? wait;
}

const networkCauses: Record<string, string> = {
  ECONNREFUSED: 'соединение отклонено',
  ECONNRESET: 'соединение разорвано',
  ENOTFOUND: 'такого имени нет в сети',
  EAI_AGAIN: 'имя сервера не определяется',
  EHOSTUNREACH: 'узел недоступен',
  ETIMEDOUT: 'узел не отвечает',
  UND_ERR_SOCKET: 'соединение разорвано',
  UND_ERR_CONNECT_TIMEOUT: 'узел не отвечает',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'сертификат не заверен известным центром',
  SELF_SIGNED_CERT_IN_CHAIN: 'сертификат не заверен известным центром',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'сертификат не заверен известным центром',
  CERT_HAS_EXPIRED: 'срок сертификата истёк',
  ERR_TLS_CERT_ALTNAME_INVALID: 'сертификат выдан другому имени',
  ERR_SSL_WRONG_VERSION_NUMBER: 'сервер говорит без шифрования, нужен http://',
};

/** The lowest cause that has a code: fetch wraps what really happened. */
function causeOf(error: Error): string {
  let code = '';
  for (let cause: unknown = error.cause; cause instanceof Error; cause = cause.cause) {
    const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
    code = (first as NodeJS.ErrnoException).code ?? code;
  }
  return code === '' ? '' : `: ${networkCauses[code] ?? code}`;
}
