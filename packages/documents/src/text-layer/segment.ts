import { foldWord, isKnownWord, wordCost } from './lexicon.ts';
import { cyrillicCost } from './likelihood.ts';

/** What it costs, in half bits, to believe in a word that the list lacks, over the cost of its letters. */
const UNKNOWN_WORD = 12;
const MIN_WORD = 5;
const MAX_WORD = 80;
const MAX_PART = 30;

/** First halves of compounds («фотоприёмник», «правонарушение»), which are words too but seldom stand alone. */
const COMBINING = new Set(
  (
    'право прямо фото радио электро много одно само взаимо высоко низко равно разно полу теле авто авиа аэро агро био вело ' +
    'видео водо газо гео гидро глубоко горно дорого железо звуко зерно крупно легко мало масло машино мелко метро микро ' +
    'мото нефте ново обще пожаро полно паро перво противо псевдо светло свое сельско сложно слабо средне строй судо сухо тепло ' +
    'термо трудо тяжело угле хлебо четырех широко энерго двух трех пяти шести семи восьми контр сверх внутри вне меж ' +
    'бес без пере пред под над об от со на по при про раз рас воз вос вз из ис до за у о с в к не ни'
  ).split(' '),
);
/** Prefixes that are prepositions or particles as well: «втеодолитных», «неболее». */
const LEADING = new Set('в во и к с о у на не ни но по от до за из об а при под над без со'.split(' '));
const TRAILING = new Set('и в с на не по к от до за из а но при'.split(' '));
const BETWEEN = new Set('в и с на не по от до за из при'.split(' '));
const SHORT = 3;

interface Step {
  cost: number;
  from: number;
}

/**
 * Where spaces were lost inside a stretch of Cyrillic letters: the likeliest way to cut it into known words, where that is likelier than
 * one unknown word. `lostSpace` is what each lost space costs, in half bits: the less, the readier the cut. Empty for a word that is one.
 */
export function lostSpaces(letters: string, lostSpace: number): number[] {
  const word = foldWord(letters);
  if (word.length < MIN_WORD || word.length > MAX_WORD || isKnownWord(word)) return [];
  const best = cheapestSteps(word, lostSpace);
  const whole = cyrillicCost(word).halfBits + UNKNOWN_WORD;
  if ((best[word.length]?.cost ?? Number.POSITIVE_INFINITY) >= whole) return [];
  const cuts: number[] = [];
  for (let end = best[word.length]?.from ?? 0; end > 0; end = best[end]?.from ?? 0) cuts.unshift(end);
  return cuts;
}

function cheapestSteps(word: string, lostSpace: number): Step[] {
  const best: Step[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= word.length; end += 1) {
    let step: Step = { cost: Number.POSITIVE_INFINITY, from: 0 };
    for (let from = Math.max(0, end - MAX_PART); from < end; from += 1) {
      const before = best[from]?.cost ?? Number.POSITIVE_INFINITY;
      if (before >= step.cost) continue;
      const cost = before + partCost(word, from, end) + (from === 0 ? 0 : lostSpace);
      if (cost < step.cost) step = { cost, from };
    }
    best.push(step);
  }
  return best;
}

function partCost(word: string, from: number, end: number): number {
  const part = word.slice(from, end);
  const cost = wordCost(part);
  if (cost === undefined || (from === 0 && end === word.length)) return Number.POSITIVE_INFINITY;
  const place = from === 0 ? LEADING : end === word.length ? TRAILING : BETWEEN;
  if (part.length < SHORT && !place.has(part)) return Number.POSITIVE_INFINITY;
  if (end < word.length && COMBINING.has(part) && !LEADING.has(part)) return Number.POSITIVE_INFINITY;
  return cost;
}

/** Whether the cut stands beyond doubt: each part is a word of its own that no compound begins with. */
export function isProof(letters: string, cuts: readonly number[]): boolean {
  if (cuts.length === 0) return false;
  const ends = [...cuts, letters.length];
  return ends.every((end, index) => {
    const part = foldWord(letters.slice(index === 0 ? 0 : ends[index - 1], end));
    return part.length > SHORT && !COMBINING.has(part);
  });
}
