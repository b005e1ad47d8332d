import { cyrillicPairs, latinPairs } from './letter-pairs.gen.ts';
import { cyrillic, latin, type Script } from './scripts.ts';

/** How strange a word is: half bits spent on its letter pairs, and how many pairs there were. */
export interface Cost {
  halfBits: number;
  pairs: number;
}

const cyrillicCosts = costsOf(cyrillicPairs);
const latinCosts = costsOf(latinPairs);

/** Cost of a word of Cyrillic letters only, as Russian and its neighbours spell. */
export const cyrillicCost = (word: string): Cost => costOf(word, cyrillic, cyrillicCosts);

/** Cost of a word of Latin letters only, as the languages of Europe spell. */
export const latinCost = (word: string): Cost => costOf(word, latin, latinCosts);

/** A letter that the table does not know costs nothing and starts anew. */
function costOf(word: string, script: Script, costs: Uint8Array): Cost {
  const size = script.letters.length + 1;
  let halfBits = 0;
  let pairs = 0;
  let before = 0;
  for (const index of [...script.indices(word), 0]) {
    if (before >= 0 && index >= 0) {
      halfBits += costs[before * size + index] ?? 0;
      pairs += 1;
    }
    before = index;
  }
  return { halfBits, pairs };
}

function costsOf(table: string): Uint8Array {
  return Uint8Array.from(table, (digit) => Number.parseInt(digit, 36));
}
