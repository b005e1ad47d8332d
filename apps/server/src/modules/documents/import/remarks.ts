import type { ReportEntry } from '@aizoomdoc/documents';
import type { SourceFile } from './source-file.ts';

export const repeatedName = ({ name }: SourceFile): ReportEntry => ({
  file: name,
  line: null,
  severity: 'warning',
  code: 'duplicate_file',
  message:
    'Файл с таким именем прислан дважды; прочитан последний. Загрузите второй отдельно или переименуйте.',
});

export const alreadyImported = (file: string): ReportEntry => ({
  file,
  line: null,
  severity: 'info',
  code: 'unchanged',
  message: 'Такая версия уже загружена; новая не создана.',
});

export const nothingToRead = (file: string): ReportEntry => ({
  file,
  line: null,
  severity: 'error',
  code: 'nothing_to_read',
  message: 'В файле нет ни текста, ни блоков. Проверьте, тот ли файл выбран.',
});
