import type { BlockFlag } from '../model.ts';
import type { Reporter } from './report.ts';

const MESSAGES: Record<BlockFlag, (code: string) => string> = {
  empty: (code) => `В блоке ${code} нет текста. Смотрите его картинку или распознайте блок заново.`,
  leaked_marker: (code) =>
    `В текст блока ${code} попала метка другого блока: часть текста может быть чужой. Сверьте его с чертежом.`,
  repetition: (code) =>
    `Текст блока ${code} зациклен — так ошибается распознавание. Не полагайтесь на повторы и распознайте блок заново.`,
  foreign_text: (code) =>
    `Текст блока ${code} относится к другому этажу, чем картинка или лист. Сверьте его с чертежом.`,
  empty_twin: (code) => `В блоке ${code} нет текста: всё на связанной с ним картинке. Смотрите её.`,
  low_confidence: (code) => `Блок ${code} распознан неуверенно. Сверьте его с картинкой.`,
  repaired_text: (code) => `Текст блока ${code} исправлен: в PDF он был закодирован неверно.`,
  broken_text: (code) => `Текст блока ${code} в PDF закодирован неверно. Распознайте блок с картинки.`,
};

/** Tells about every reason to distrust a block, so that a person looks before a model answers. */
export function remarkFlags(
  reporter: Reporter,
  block: { code: string; line: number; flags: readonly BlockFlag[] },
): void {
  for (const flag of block.flags) {
    reporter.add({
      severity: 'warning',
      code: flag === 'empty' ? 'empty_block' : flag,
      line: block.line,
      message: MESSAGES[flag](block.code),
    });
  }
}
