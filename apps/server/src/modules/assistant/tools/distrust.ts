import type { VersionBlock } from '#modules/documents';

const ocrLabel = '**Распознанный OCR текст на чертеже:**';
const quoteLength = 120;

const reasons: Readonly<Record<string, string>> = {
  empty: 'текста нет',
  empty_twin: 'текста нет, всё на связанной картинке',
  leaked_marker: 'в текст попала метка другого блока, часть текста может быть чужой',
  repetition: 'распознано с повторами: повторам не верьте',
  low_confidence: 'распознано неуверенно: сверьте с картинкой',
  repaired_text: 'кодировка текста исправлена программой',
  broken_text: 'текст закодирован неверно: смотрите картинку',
};

/** Why not to trust the text of a block, for the model. */
export function distrustOf({ flags, text, tables }: VersionBlock): string[] {
  return flags.flatMap((flag) => {
    if (flag !== 'foreign_text') return reasons[flag] ?? [];
    return `приклеен текст другого этажа: ${foreignPart(text, tables[0]?.title ?? null)}; сверьте с картинкой`;
  });
}

/** Where the text of another place begins: behind the mark of recognised text, else in the table's title. */
function foreignPart(text: string, title: string | null): string {
  const at = text.indexOf(ocrLabel);
  const recognised = at === -1 ? '' : text.slice(at + ocrLabel.length);
  const line = recognised.split('\n').find((one) => /\p{L}/u.test(one)) ?? title ?? 'его границы не ясны';
  const short = line
    .replace(/^[\s#|*]+/u, '')
    .trim()
    .slice(0, quoteLength)
    .toWellFormed();
  return `«${short}»`;
}
