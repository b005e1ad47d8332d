const NBSP = '\u00a0';

/** Ties short words to the next one, numbers to their nouns and dashes to the word before. */
export function typeset(text: string): string {
  return text
    .replace(/(^|[\s(«])([а-яёa-z]{1,2})\s(?=\S)/giu, `$1$2${NBSP}`)
    .replace(/(\}\}|\d) (?=[а-яёa-z%])/giu, `$1${NBSP}`)
    .replace(/(стр\.|лист|версия) (?=\{\{|\d)/giu, `$1${NBSP}`)
    .replace(/ (?=—)/g, NBSP);
}

/** {@link typeset} over every string of a catalogue. */
export function typesetAll<Tree>(tree: Tree): Tree {
  if (typeof tree === 'string') return typeset(tree) as Tree;
  const entries = Object.entries(tree as Record<string, unknown>);
  return Object.fromEntries(entries.map(([key, value]) => [key, typesetAll(value)])) as Tree;
}
