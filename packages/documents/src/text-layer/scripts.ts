/** A script whose letters follow each other in a known way. */
export interface Script {
  letters: string;
  /** Finds the words written in it. */
  words: RegExp;
  /** Place of each letter in the table, from 1; −1 for a letter that the table does not know. */
  indices(word: string): number[];
}

export const cyrillic = script('абвгдежзийклмнопрстуфхцчшщъыьэюя', /\p{Script=Cyrillic}+/gu, (word) =>
  word.replaceAll('ё', 'е'),
);

export const latin = script('abcdefghijklmnopqrstuvwxyz', /\p{Script=Latin}+/gu, (word) =>
  word.replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, ''),
);

function script(letters: string, words: RegExp, fold: (word: string) => string): Script {
  return {
    letters,
    words,
    indices: (word) => Array.from(fold(word.toLowerCase()), (letter) => letters.indexOf(letter) + 1 || -1),
  };
}
