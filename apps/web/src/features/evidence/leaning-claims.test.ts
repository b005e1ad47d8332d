import { expect, it } from 'vitest';
import type { Claim } from './checks.ts';
import { leaningClaims } from './leaning-claims.ts';

/** Claims are written `{…}`, with `=n` those that reference n proves; references are `[A]`. */
function read(marked: string) {
  const claims: Claim[] = [];
  const citations: { n: number; start: number; end: number }[] = [];
  let text = '';
  for (const [part, word, proof, code] of marked.matchAll(/\{([^}=]+)(?:=(\d))?\}|\[(\w)\]|[^{[]+/g)) {
    const start = text.length;
    text += word ?? part;
    const place = { start, end: text.length };
    if (code !== undefined) citations.push({ n: citations.length + 1, ...place });
    if (word === undefined) continue;
    const citation = proof === undefined ? null : Number(proof);
    const status = citation === null ? 'not_confirmed' : 'confirmed';
    claims.push({ ...place, text: word, kind: 'number', status, citation, note: null });
  }
  const leaning = leaningClaims(text, claims, citations);
  return citations.map(({ n }) => (leaning.get(n) ?? []).map((claim) => claim.text).join(' '));
}

it.each([
  ['a proved claim leans on its proof, wherever that stands', '{45=2} [A] и [B]', ['', '45']],
  ['an unproved one on what follows it', 'Всего {45} шт. [A], {8} шт. [B]', ['45', '8']],
  ['on all that stand side by side', '{45} [A], [B] и {3} [C]', ['45', '45', '3']],
  ['else on what is before it on the line', 'По ведомости [A] всего {45}.', ['45']],
  ['and never on another line', '{45} шт.\n{8} [A]', ['8']],
  ['a proved and an unproved one meet', '{М12} | {8=1} | [A]', ['М12 8']],
])('%s', (_, marked, expected) => expect(read(marked)).toEqual(expected));
