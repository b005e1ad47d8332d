/**
 * Letters that look alike, folded to one sign. The target is the Cyrillic capital where there is one, because marks are written in Russian.
 */
export const LOOK_ALIKES: Readonly<Record<string, string>> = {
  // Latin
  A: 'А',
  B: 'В',
  C: 'С',
  E: 'Е',
  H: 'Н',
  K: 'К',
  L: 'Л',
  M: 'М',
  O: 'О',
  P: 'Р',
  T: 'Т',
  X: 'Х',
  Y: 'У',
  // Greek
  Α: 'А',
  Β: 'В',
  Ε: 'Е',
  Η: 'Н',
  Κ: 'К',
  Μ: 'М',
  Ο: 'О',
  Ρ: 'Р',
  Τ: 'Т',
  Χ: 'Х',
  Υ: 'У',
  Φ: 'Ф',
  // Other spellings of the same sign
  Ё: 'Е',
  І: 'I',
  З: '3',
  Ø: 'Ф',
  '⌀': 'Ф',
  '∅': 'Ф',
  '×': 'Х',
};

/** What recognition confuses although the glyphs differ, or a digit standing for a letter. Applied on top of {@link foldLookAlikes}. */
export const OCR_SLIPS: Readonly<Record<string, string>> = { Б: 'В', О: '0', Й: 'И', Щ: 'Ш', I: '1' };

const foldBy = (table: Readonly<Record<string, string>>, text: string): string => {
  let folded = '';
  for (const sign of text) folded += table[sign] ?? sign;
  return folded;
};

/** Upper case, compatibility forms resolved, look-alike letters of three alphabets made one: `b3` → `В3`, `м²` → `М2`. */
export const foldLookAlikes = (text: string): string => {
  const capitals = text.normalize('NFKC').toUpperCase();
  return foldBy(LOOK_ALIKES, capitals);
};

/** The coarser key of a folded text, equal for marks that recognition confuses: `Б3-14` and `В3-14`, `0Л-1` and `ОЛ-1`. */
export const foldOcrSlips = (folded: string): string => foldBy(OCR_SLIPS, folded);

const CYRILLIC = /\p{Script=Cyrillic}/u;
const LATIN = /\p{Script=Latin}/u;
const PLAIN_RUSSIAN = /^[А-Яа-яЁё]+$/;
const SHORT_LATIN_CAPITALS = /^[ABCEHKMOPTXY]{2,4}$/;

/**
 * The spelling of a word for search: lower case, ё as е, and one alphabet where recognition mixed two («Кpовля») or wrote a Russian
 * abbreviation in Latin capitals (`BK` for «ВК»).
 */
export const foldWord = (word: string): string => {
  if (PLAIN_RUSSIAN.test(word)) return word.toLowerCase().replaceAll('ё', 'е');
  const mixed = LATIN.test(word) && CYRILLIC.test(word);
  const spelled = mixed || SHORT_LATIN_CAPITALS.test(word) ? foldWordLetters(word) : word;
  return spelled.normalize('NFKC').toLowerCase().replaceAll('ё', 'е');
};

const foldWordLetters = (word: string): string => {
  let folded = '';
  for (const letter of word) {
    const alike = LATIN.test(letter) ? LOOK_ALIKES[letter.toUpperCase()] : undefined;
    folded += alike ?? letter;
  }
  return folded;
};
