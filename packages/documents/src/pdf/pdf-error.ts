/** What a PDF can be refused for. `busy` and `timeout` pass with time, the others do not. */
export type PdfErrorCode =
  | 'password_required'
  | 'wrong_password'
  | 'unsupported_encryption'
  | 'damaged'
  | 'empty'
  | 'file_missing'
  | 'too_large'
  | 'timeout'
  | 'out_of_memory'
  | 'page_not_found'
  | 'page_unreadable'
  | 'busy';

const messages: Record<PdfErrorCode, string> = {
  password_required: 'Файл защищён паролем. Укажите пароль, чтобы открыть документ.',
  wrong_password: 'Пароль не подошёл. Проверьте раскладку и регистр и введите его ещё раз.',
  unsupported_encryption:
    'Файл зашифрован способом, который мы не умеем читать. Сохраните его без шифрования и загрузите снова.',
  damaged:
    'Файл PDF повреждён или это не PDF. Откройте его в программе просмотра, сохраните заново и загрузите снова.',
  empty: 'Файл пуст: в нём 0 байт. Проверьте исходный файл и загрузите его снова.',
  file_missing: 'Файл не найден в хранилище. Загрузите его снова.',
  too_large: 'Файл PDF слишком велик. Разделите его на части или уменьшите и загрузите снова.',
  timeout: 'Страница рисуется слишком долго. Попробуйте участок поменьше или упростите страницу.',
  out_of_memory: 'Страница требует слишком много памяти. Уменьшите картинки на ней и загрузите файл снова.',
  page_not_found: 'Такой страницы в документе нет. Проверьте номер страницы.',
  page_unreadable: 'Страница повреждена, прочитать её не удалось. Сохраните файл заново и загрузите снова.',
  busy: 'Сейчас рисуется слишком много страниц. Повторите через несколько секунд.',
};

/** A PDF, or one page of it, that cannot be had; `message` is Russian and says what to do. */
export class PdfError extends Error {
  readonly code: PdfErrorCode;

  constructor(code: PdfErrorCode, options?: ErrorOptions) {
    super(messages[code], options);
    this.name = 'PdfError';
    this.code = code;
  }
}
