import { stem } from '../search/stem.ts';
import { isWord, termOf } from '../search/terms.ts';
import { tokenize } from '../search/tokens.ts';

/** Terms of a text as they are compared: stems of words, numbers, `#` marks, `~` parts of ciphers; each once. */
export function stemmedTerms(text: string, skip: (word: string) => boolean = () => false): string[] {
  const terms = new Set<string>();
  for (const token of tokenize(text)) {
    const term = termOf(token);
    if (token.kind === 'word' && (term.length < 2 || skip(term))) continue;
    terms.add(isWord(term) ? stem(term) : term);
  }
  return [...terms];
}
