import { ModelError, type ModelErrorCode } from '@aizoomdoc/models';

export interface RunError {
  code: string;
  message: string;
  retryable: boolean;
}

const messages: Record<ModelErrorCode, string> = {
  bad_key: 'Ключ Gemini не подошёл. Проверьте его в настройках и повторите вопрос.',
  rate_limited: 'Модель просит подождать: слишком много запросов подряд. Повторите через минуту.',
  quota: 'Квота вашего ключа Gemini исчерпана. Проверьте её в кабинете Google или укажите другой ключ.',
  blocked: 'Модель отказалась отвечать по своим правилам безопасности. Переформулируйте вопрос.',
  invalid_request: 'Модель не приняла запрос. Сократите вопрос или начните новый чат.',
  missing_reference: 'Файл у поставщика модели устарел. Повторите вопрос.',
  malformed_output: 'Модель ответила неразборчиво. Повторите вопрос.',
  unavailable: 'Служба модели сейчас недоступна. Повторите через минуту.',
  broken_stream: 'Связь с моделью оборвалась. Написанное сохранено; повторите вопрос.',
  timeout: 'Модель не ответила вовремя. Повторите вопрос.',
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

const longestWaitMs = 20_000;

/** A failure of the model as the person who asked should read it. */
export function explainModelError(error: unknown): RunError {
  if (error instanceof ModelError) {
    return { code: error.code, message: messages[error.code], retryable: retryable.has(error.code) };
  }
  return {
    code: 'internal',
    message: 'Ответ не удался из-за внутренней ошибки. Повторите вопрос.',
    retryable: true,
  };
}

/** Milliseconds to wait before try number `attempt` + 1, or `null` when the run should give up. */
export function retryDelay(error: unknown, attempt: number): number | null {
  if (!(error instanceof ModelError) || !transient.has(error.code) || attempt >= 3) return null;
  const wait = error.retryAfterMs ?? 500 * 2 ** (attempt - 1);
  return wait > longestWaitMs ? null : wait;
}
