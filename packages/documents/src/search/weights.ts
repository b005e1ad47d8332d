/** How much each way of finding a term counts. Tuned on halves of the shared sets; the figures are flat around these values. */
export const WEIGHTS = {
  /** A word in the very form of the question, on top of its stem. */
  exactWord: 0.2,
  stem: 1,
  prefix: 0.7,
  similar: 0.3,
  /** Instead of `similar` when nothing nearer is known: the word is probably misspelled. */
  misspelled: 0.5,
  number: 1,
  mark: 3,
  markOcr: 1,
  /** «АР4» for 133/23-ГК-АР4. */
  cipherPart: 1,
  /** A floor, a sheet or a page that the question names. */
  place: 1.5,
  /** Factor for words that only put the question. */
  filler: 0.2,
};
