import { readTokens, type Token } from '../text/tokens.ts';

/** A folded text as the run of its words and numbers, so that line ends, table pipes and markup do not count. */
export class Wording {
  private readonly joined: string;
  /** Where each token begins in `joined`. */
  private readonly places: number[] = [];
  private readonly tokens: readonly Token[];
  private words: Set<string> | null = null;

  constructor(folded: string) {
    this.tokens = readTokens(folded);
    let length = 1;
    for (const { text: word } of this.tokens) {
      this.places.push(length);
      length += word.length + 1;
    }
    this.joined = ` ${this.tokens.map(({ text: word }) => word).join(' ')} `;
  }

  /** Offsets in the text where these words follow one another. */
  placesOf(words: readonly string[]): number[] {
    const wanted = ` ${words.join(' ')} `;
    const places: number[] = [];
    for (let at = this.joined.indexOf(wanted); at !== -1; at = this.joined.indexOf(wanted, at + 1)) {
      const start = this.tokens[this.tokenAt(at + 1)]?.start;
      if (start !== undefined) places.push(start);
    }
    return places;
  }

  /** Whether it stands somewhere. */
  has(word: string): boolean {
    this.words ??= new Set(this.tokens.map(({ text }) => text));
    return this.words.has(word);
  }

  private tokenAt(place: number): number {
    let [low, high] = [0, this.places.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.places[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
