const SIZE = 32;

/**
 * A text in at most 32 numbers, the least hashes of its pairs of words: texts that share much share many of them, whatever their length.
 */
export function sketchOf(text: string): number[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const hashes = new Set<number>();
  for (const [at, word] of words.entries()) hashes.add(hashOf(`${word} ${words[at + 1] ?? ''}`));
  return [...hashes].sort((one, other) => one - other).slice(0, SIZE);
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** Share of the numbers that two sketches have in common, 0–1. */
export function sharedSketch(one: readonly number[], other: readonly number[]): number {
  const least = Math.min(one.length, other.length);
  if (least === 0) return 0;
  const known = new Set(one);
  return other.filter((hash) => known.has(hash)).length / Math.max(one.length, other.length);
}
