/** Matches a canonical key in a folded text, also where spaces stand inside. */
export function looseKey(key: string): RegExp {
  const signs = [...key].map((sign) => {
    if (sign === '.') return '[.,]';
    return sign === '/' ? '[/_]' : sign.replace(/[*+?^$()[\]{}|]/u, '\\$&');
  });
  return new RegExp(signs.join(' ?'), 'gu');
}

const PART = /[\p{L}\d]/u;

/** Whether a stretch of a folded text is a word or number of its own. */
export function isWhole(folded: string, start: number, end: number): boolean {
  if (PART.test(folded[start - 1] ?? '') || PART.test(folded[end] ?? '')) return false;
  const isTail = /[.,/-]/u.test(folded[start - 1] ?? '') && /\d/u.test(folded[start - 2] ?? '');
  return !isTail && !/^[.,/-]\d/u.test(folded.slice(end, end + 2));
}
