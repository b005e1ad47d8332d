const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  [...'AАBВCСEЕHНKКMМOОPРTТXХYУaаcсeеoоpрxхyуkк×х'].reduce<[string, string][]>((pairs, sign, at, signs) => {
    if (at % 2 === 0) pairs.push([sign, signs[at + 1] ?? sign]);
    return pairs;
  }, []),
);

/** A text as `must_contain` is looked for: look-alike letters, decimal signs, dashes and × are one, spaces are none; case counts. */
export function foldForMatching(text: string): string {
  const plain = text
    .replace(/\s+/gu, '')
    .replaceAll(',', '.')
    .replace(/[‐‑‒–—−]/gu, '-');
  return [...plain].map((sign) => LOOK_ALIKES[sign] ?? sign).join('');
}

/** What of `wanted` stands nowhere in `text`. */
export function missingIn(text: string, wanted: readonly string[]): string[] {
  const folded = foldForMatching(text);
  return wanted.filter((piece) => !folded.includes(foldForMatching(piece)));
}
