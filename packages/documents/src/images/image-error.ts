/** What a picture can be refused for; `busy` and `timeout` pass with time. */
export type ImageErrorCode = 'damaged' | 'too_large' | 'page_not_found' | 'timeout' | 'busy';

const messages: Record<ImageErrorCode, string> = {
  damaged: 'Картинка повреждена или это не картинка. Откройте её, сохраните заново и загрузите снова.',
  too_large: 'Картинка слишком велика. Уменьшите её и загрузите снова.',
  page_not_found: 'Такой страницы в картинке нет. Проверьте номер страницы.',
  timeout: 'Картинка рисуется слишком долго. Попробуйте участок поменьше.',
  busy: 'Сейчас рисуется слишком много картинок. Повторите через несколько секунд.',
};

/** A picture that cannot be had; `message` is Russian and says what to do. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
  readonly code: ImageErrorCode;

  constructor(code: ImageErrorCode, options?: ErrorOptions) {
    super(messages[code], options);
    this.code = code;
  }
}
