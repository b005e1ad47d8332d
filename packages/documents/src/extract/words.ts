import { stem } from '../search/stem.ts';
import { isWord, termOf } from '../search/terms.ts';
import { tokenize } from '../search/tokens.ts';

/** Stemming a word costs more than all else; documents repeat their words. */
const stems = new Map<string, string>();
const MAX_STEMS = 50_000;

function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= MAX_STEMS) stems.clear();
  const found = stem(word);
  stems.set(word, found);
  return found;
}

/** Terms of a text as they are compared: stems of words, numbers, `#` marks, `~` parts of ciphers; each once. */
export function stemmedTerms(text: string, skip: (word: string) => boolean = () => false): string[] {
  const terms = new Set<string>();
  for (const token of tokenize(text)) {
    const term = termOf(token);
    if (token.kind === 'word' && (term.length < 2 || skip(term))) continue;
    terms.add(isWord(term) ? stemOf(term) : term);
  }
  return [...terms];
}
