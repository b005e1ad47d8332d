/** Words and phrases that mean the same, as the administrator wrote them. */
export interface Synonyms {
  readonly groups: readonly (readonly string[])[];
}
export const noSynonyms: Synonyms = { groups: [] };
