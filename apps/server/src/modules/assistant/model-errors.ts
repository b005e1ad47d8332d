import { ModelError, type ModelErrorCode } from '@aizoomdoc/models';
import type { ModelChoice } from '#modules/ai';

export interface RunError {
  code: string;
  message: string;
  retryable: boolean;
}

type Vendor = ModelChoice['provider'];

const keyOf: Record<Vendor, string> = {
  gemini: 'Ключ Gemini',
  openai: 'Ключ OpenAI',
  anthropic: 'Ключ Anthropic',
  compatible: 'Ключ сервера моделей',
  extractive: 'Ключ',
};

const whoseKey = (vendor: Vendor) =>
  vendor === 'compatible'
    ? 'Его задаёт администратор в системных настройках.'
    : 'Проверьте его в настройках и повторите вопрос.';

const messages: Record<ModelErrorCode, (vendor: Vendor) => string> = {
  bad_key: (vendor) => `${keyOf[vendor]} не подошёл. ${whoseKey(vendor)}`,
  rate_limited: () => 'Модель просит подождать: слишком много запросов подряд. Повторите через минуту.',
  quota: (vendor) =>
    vendor === 'compatible'
      ? 'Сервер моделей исчерпал свою квоту. Скажите об этом администратору.'
      : `${keyOf[vendor]} исчерпал свою квоту. Проверьте её в кабинете поставщика или задайте в настройках другой ключ.`,
  blocked: () => 'Модель отказалась отвечать по своим правилам безопасности. Переформулируйте вопрос.',
  invalid_request: () => 'Модель не приняла запрос. Сократите вопрос или начните новый чат.',
  missing_reference: () => 'Файл у поставщика модели устарел. Повторите вопрос.',
  malformed_output: () => 'Модель ответила неразборчиво. Повторите вопрос.',
  unavailable: () => 'Служба модели сейчас недоступна. Повторите через минуту.',
  broken_stream: () => 'Связь с моделью оборвалась. Написанное сохранено; повторите вопрос.',
  timeout: () => 'Модель не ответила вовремя. Повторите вопрос.',
};

const retryable = new Set<ModelErrorCode>([
  'rate_limited',
  'missing_reference',
  'malformed_output',
  'unavailable',
  'broken_stream',
  'timeout',
]);
/** Worth another try inside the same run. */
const transient = new Set<ModelErrorCode>(['rate_limited', 'unavailable', 'broken_stream']);

const mostAttempts = 3;
/** Longer than this nobody waits for an answer to begin. */
const longestWaitMs = 120_000;

/** A failure of the model as the person who asked should read it. */
export function explainModelError(error: unknown, vendor: Vendor): RunError {
  if (error instanceof ModelError) {
    return { code: error.code, message: messages[error.code](vendor), retryable: retryable.has(error.code) };
  }
  return {
    code: 'internal',
    message: 'Ответ не удался из-за внутренней ошибки. Повторите вопрос.',
    retryable: true,
  };
}

/**
 * Milliseconds to wait before the next try, or `null` when the run should give up.
 * @param leftMs time that the run still has
 */
export function retryDelay(
  error: unknown,
  { attempt, leftMs }: { attempt: number; leftMs: number },
): number | null {
  if (!(error instanceof ModelError) || !transient.has(error.code) || attempt >= mostAttempts) return null;
  const wait = error.retryAfterMs ?? 500 * 2 ** (attempt - 1);
  return wait > longestWaitMs || wait >= leftMs ? null : wait;
}
