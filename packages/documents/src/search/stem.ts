import snowball from 'snowball-stemmers';

const russian = snowball.newStemmer('russian');
const english = snowball.newStemmer('english');

/** «перемычек» and «перемычка» differ by a fleeting vowel, which the Snowball stemmer keeps. */
const FLEETING_VOWEL = /(?<=[бвгджзклмнпрстфхцчшщ])[ео](?=к$)/;

/**
 * The stem of a folded word (lower case, ё written as е, see `foldWord`). The Snowball stemmer itself does not know ё.
 *
 * @example stem('проемов') === stem('проем')
 */
export const stem = (word: string): string => {
  if (/^[а-я]/.test(word)) return russian.stem(word).replace(FLEETING_VOWEL, '');
  return /^[a-z]/.test(word) ? english.stem(word) : word;
};
