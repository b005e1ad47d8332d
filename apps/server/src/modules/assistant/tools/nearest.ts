/** Signs that are read for one another, folded to one: two spellings that differ by them only are next to each other. */
const alike: Readonly<Record<string, string>> = {
  А: 'A',
  В: '8',
  B: '8',
  С: 'C',
  Е: 'E',
  Н: 'H',
  К: 'K',
  М: 'M',
  О: '0',
  O: '0',
  Q: '0',
  Р: 'P',
  Т: 'T',
  Х: 'X',
  У: 'Y',
  I: '1',
  L: '1',
  Л: '1',
  З: '3',
  Z: '2',
  S: '5',
  G: '6',
  Б: '6',
};

const fold = (text: string): string => [...text.toUpperCase()].map((sign) => alike[sign] ?? sign).join('');

/**
 * The `count` candidates whose texts are spelled most like `wanted`, nearest first; equally near ones keep their order.
 * `distance` is how many signs to insert, drop or change, look-alike ones being the same.
 */
export function nearest<T extends { text: string }>(
  wanted: string,
  candidates: readonly T[],
  count: number,
): (T & { distance: number })[] {
  const folded = fold(wanted);
  return candidates
    .map((candidate) => ({ ...candidate, distance: distanceOf(folded, fold(candidate.text)) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count);
}

function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let at = 1; at <= a.length; at++) {
    const next = [at];
    for (let to = 1; to <= b.length; to++) {
      const same = a[at - 1] === b[to - 1];
      next.push(Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + (same ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
