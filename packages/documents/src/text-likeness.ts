import { foldLookAlikes } from './marks/homoglyphs.ts';

/** A text for comparison: look-alike letters made one, nothing but letters and figures. */
export function foldText(text: string): string {
  return foldLookAlikes(text).replace(/[^\p{L}\p{N}]/gu, '');
}

/** How alike two folded texts are, 0–1: the share of pairs of neighbouring signs that they have in common. */
export function likeness(one: string, other: string): number {
  if (one === other) return 1;
  const [left, right] = [pairsOf(one), pairsOf(other)];
  if (left.size === 0 || right.size === 0) return 0;
  let common = 0;
  for (const pair of left) if (right.has(pair)) common += 1;
  return (2 * common) / (left.size + right.size);
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < text.length; at++) pairs.add(text.slice(at, at + 2));
  return pairs;
}
