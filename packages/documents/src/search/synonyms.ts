import { stem } from './stem.ts';
import { isWord, termOf } from './terms.ts';
import { type Token, tokenize } from './tokens.ts';

/** Words and phrases that mean the same, as the administrator wrote them. */
export interface Synonyms {
  /** Phrases of the tokens of a question, and what else they are called. */
  find(tokens: readonly Token[]): SynonymMatch[];
}

export interface SynonymMatch {
  /** The tokens that are the phrase, as they follow each other in the question. */
  tokens: readonly Token[];
  /** The other names, each as its terms. */
  others: readonly (readonly string[])[];
}

interface Phrase {
  /** Stems of the words, other terms as they are. */
  keys: readonly string[];
  others: readonly (readonly string[])[];
}

/** No question holds more; a table that names a word in hundreds of groups must not make a search slow. */
const MOST_MATCHES = 20;

const keyOf = (term: string): string => (isWord(term) ? stem(term) : term);

/** Case, ё and endings do not count: «гипсокартонные листы» is «гипсокартонный лист». Empty names and groups of one are passed over. */
export const createSynonyms = (groups: readonly (readonly string[])[]): Synonyms => {
  const byFirstKey = new Map<string, Phrase[]>();
  for (const group of groups) {
    const names = group.map((name) => inOrder(tokenize(name)).map(termOf)).filter(({ length }) => length > 0);
    for (const name of names) {
      const keys = name.map(keyOf);
      const others = names.filter((other) => other.map(keyOf).join(' ') !== keys.join(' '));
      const [first = ''] = keys;
      if (others.length > 0) byFirstKey.set(first, [...(byFirstKey.get(first) ?? []), { keys, others }]);
    }
  }
  return {
    find(tokens) {
      const ordered = inOrder(tokens);
      const keys = ordered.map((token) => keyOf(termOf(token)));
      const matches = keys.flatMap((key, at) =>
        (byFirstKey.get(key) ?? [])
          .filter((phrase) => phrase.keys.every((each, word) => each === keys[at + word]))
          .map((phrase) => ({ tokens: ordered.slice(at, at + phrase.keys.length), others: phrase.others })),
      );
      return matches.slice(0, MOST_MATCHES);
    },
  };
};

/** Of tokens that overlap («31360-2007», 31360 and 2007) the first, which is the whole. */
const inOrder = (tokens: readonly Token[]): Token[] => {
  let end = 0;
  return tokens.filter((token) => {
    if (token.start < end) return false;
    end = token.end;
    return true;
  });
};
