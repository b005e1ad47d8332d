/** Words typed with commas or line breaks between them, each once; letter case and «ё» make no other word. */
export function readTerms(text: string): string[] {
  const byKey = new Map<string, string>();
  for (const part of text.split(/[,;\n]/)) {
    const term = part.replace(/\s+/g, ' ').trim();
    const key = term.toLowerCase().replaceAll('ё', 'е');
    if (term !== '' && !byKey.has(key)) byKey.set(key, term);
  }
  return [...byKey.values()];
}

export type TermsMistake = 'few' | 'many' | 'length';

/** What the server would refuse, or `null`. */
export function termsMistake(terms: readonly string[]): TermsMistake | null {
  if (terms.length < 2) return 'few';
  if (terms.length > 20) return 'many';
  return terms.some(({ length }) => length < 2 || length > 80) ? 'length' : null;
}
