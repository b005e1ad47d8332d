/** How much each way of finding a term counts. Tuned on halves of the shared sets; the figures are flat around these values. */
export const WEIGHTS = {
  /** A word in the very form of the question. The ways of finding a word add up: its form has its stem and its first letters too. */
  exactWord: 0.3,
  stem: 0.6,
  prefix: 0.6,
  similar: 0.4,
  /** By another name from the table of synonyms; the name itself earns up to the sum of the four above. */
  synonym: 0.6,
  number: 1,
  mark: 3,
  markOcr: 1,
  /** «АР4» for 133/23-ГК-АР4. */
  cipherPart: 1,
  /** A floor, a sheet or a page that the question names. */
  place: 2,
  /** Words that name such a place. */
  placeWord: 0.2,
};
