import type { PageWord } from '@aizoomdoc/documents/pdf';

/** Words of a text layer as they are printed; `null` where it cannot be put right, or holds none. */
export async function trustedWords(
  words: readonly PageWord[],
  isDamaged = false,
): Promise<readonly PageWord[] | null> {
  const { judgeTextLayer } = await import('@aizoomdoc/documents/text-layer');
  const hints = isDamaged ? { document: ['wrong_encoding', 'letter_spaced', 'lost_spaces'] as const } : {};
  const judgement = judgeTextLayer(words, hints);
  return judgement.quality === 'good' || judgement.quality === 'repaired' ? judgement.words : null;
}
