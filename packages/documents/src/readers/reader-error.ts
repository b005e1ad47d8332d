export type ReaderErrorCode = 'reader_aborted' | 'reader_timeout' | 'reader_out_of_memory' | 'reader_crashed';

const MESSAGES: Record<ReaderErrorCode, string> = {
  reader_aborted: 'Чтение документа остановлено.',
  reader_timeout:
    'Документ не удалось прочитать за отведённое время. Разделите его на части и загрузите их по отдельности.',
  reader_out_of_memory:
    'Для чтения документа не хватило памяти. Разделите его на части и загрузите их по отдельности.',
  reader_crashed:
    'Чтение документа прервалось. Загрузите файл ещё раз; если не поможет, сохраните его в другом формате.',
};

/** The whole reading failed; `message` is Russian and says what to do. Trouble with one file is a remark, not this. */
export class ReaderError extends Error {
  readonly code: ReaderErrorCode;

  constructor(code: ReaderErrorCode, cause?: unknown) {
    super(MESSAGES[code], { cause });
    this.name = 'ReaderError';
    this.code = code;
  }
}
