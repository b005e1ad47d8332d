/** How much each way of finding a term counts. Tuned on halves of the shared sets; the figures are flat around these values. */
export const WEIGHTS = {
  /** A word in the very form of the question. The ways of finding a word add up: its form has its stem and its first letters too. */
  exactWord: 0.2,
  stem: 1,
  prefix: 0.7,
  similar: 0.3,
  number: 1,
  mark: 3,
  markOcr: 1,
  /** «АР4» for 133/23-ГК-АР4. */
  cipherPart: 1,
  /** A floor, a sheet or a page that the question names. */
  place: 1.5,
  /** Words that name such a place. */
  placeWord: 0.2,
};
