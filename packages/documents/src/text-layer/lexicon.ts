import { stem } from '../search/stem.ts';
import { russianWords } from './russian-words.gen.ts';

/** Half bits that a word costs which the texts have once. */
const RAREST = 42;
const SHORT_WORDS =
  'а в и к о с у во да до ее ей за из им их ко ли мы на не ни но об он от по со та те то ту бы же';
const SHORT_WORD = 14;

interface Lexicon {
  costs: Map<string, number>;
  stems: Set<string>;
}

let lexicon: Lexicon | undefined;

/** How rare a Russian word is, in half bits; `undefined` for a word that the list lacks. Any case, ё as е. */
export function wordCost(word: string): number | undefined {
  lexicon ??= unpack();
  return lexicon.costs.get(foldWord(word));
}

/** Whether the list has the word, perhaps with another ending. */
export function isKnownWord(word: string): boolean {
  if (wordCost(word) !== undefined) return true;
  return word.length > 4 && (lexicon?.stems.has(stem(foldWord(word))) ?? false);
}

/** As the list spells: lower case, ё as е. */
export const foldWord = (word: string): string => word.toLowerCase().replaceAll('ё', 'е');

function unpack(): Lexicon {
  const costs = new Map(SHORT_WORDS.split(' ').map((word) => [word, SHORT_WORD]));
  const stems = new Set<string>();
  let word = '';
  for (const entry of russianWords.split(' ')) {
    const shared = Number.parseInt(entry.slice(0, 1), 36);
    const common = Number.parseInt(entry.slice(1, 2), 36);
    word = word.slice(0, shared) + entry.slice(2);
    costs.set(word, RAREST - common);
    if (word.length > 4) stems.add(stem(word));
  }
  return { costs, stems };
}
