interface Word {
  text: string;
}

/** Edits per letter between two readings of one page, whatever the order of their lines: what is common is matched word by word first. */
export function characterErrorRate(read: readonly Word[], expected: readonly Word[]): number {
  const left = rest(lettersOf(read), lettersOf(expected));
  const right = rest(lettersOf(expected), lettersOf(read));
  const letters = lettersOf(expected).join('').length;
  return letters === 0 ? 0 : distance(left.join(''), right.join('')) / letters;
}

/** Part of the expected words of three letters and more that were read exactly. */
export function wordsFound(read: readonly Word[], expected: readonly Word[]): number {
  const wanted = lettersOf(expected).filter((word) => word.length > 2);
  const missed = rest(wanted, lettersOf(read));
  return wanted.length === 0 ? 1 : 1 - missed.length / wanted.length;
}

const lettersOf = (words: readonly Word[]): string[] =>
  words.map(({ text }) => text.replace(/[^\p{L}\p{N}]/gu, '')).filter((text) => text !== '');

/** The words of `some` that `others` lack, each counted as often as it stands. */
function rest(some: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of others) counts.set(word, (counts.get(word) ?? 0) + 1);
  return some.filter((word) => {
    const left = counts.get(word) ?? 0;
    counts.set(word, left - 1);
    return left <= 0;
  });
}

function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] as number) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[other.length] as number;
}
