import { isStopWord } from '../../search/stop-words.ts';

const WORD = /[\p{L}]{3,}/gu;
const TOTAL = /^(?:ВСЕГО|ИТОГ|СУММ)/u;
/** Stands for «всего», «итого», «сумма» and for the rows that hold sums. */
export const TOTAL_TERM = 'ИТОГ';

/** What is left of a folded word for comparing: its beginning without the ending; `null` for words that say nothing. */
export function stemOf(word: string): string | null {
  if (TOTAL.test(word)) return TOTAL_TERM;
  if (word.length < 3 || isStopWord(word.toLowerCase())) return null;
  return word.replace(/[АЕИОУЫЭЮЯЙЬ]{1,2}$/u, '').slice(0, 5);
}

/** The words of a folded text with their places, those that say nothing left out. */
export function readWords(folded: string): { stem: string; start: number; end: number }[] {
  return [...folded.matchAll(WORD)].flatMap((match) => {
    const stem = stemOf(match[0]);
    return stem === null || stem.length < 2
      ? []
      : [{ stem, start: match.index, end: match.index + match[0].length }];
  });
}
