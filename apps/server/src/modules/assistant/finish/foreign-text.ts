import type { Claim, Conflict } from '@aizoomdoc/documents/verify';
import type { VersionBlock } from '#modules/documents';

const recognisedLabel = '**Распознанный OCR текст на чертеже:**';

/**
 * Numbers that stand only in text which recognition glued to a block from another floor: the text says them, the place
 * does not.
 */
export function foreignConflicts(
  claims: readonly Claim[],
  blocks: ReadonlyMap<number, Pick<VersionBlock, 'block_id' | 'flags' | 'text'>>,
): Conflict[] {
  return claims.flatMap(({ kind, status, text, citation }) => {
    const block = citation === null ? undefined : blocks.get(citation);
    if (citation === null || block === undefined || !block.flags.includes('foreign_text')) return [];
    if (kind !== 'number' || status !== 'confirmed' || stands(text, ownText(block.text))) return [];
    const message = `«${text}» стоит в блоке ${block.block_id} только в приклеенном тексте другого места: сверьте с чертежом.`;
    return [{ message, citations: [citation] }];
  });
}

/** What of a block is surely its own: all before the text that was recognised on the picture. */
function ownText(text: string): string {
  const at = text.indexOf(recognisedLabel);
  return at === -1 ? '' : text.slice(0, at);
}

function stands(claim: string, text: string): boolean {
  // Digits of marks («А4-14») are no numbers, ordinals («13-го») are.
  const numbers = (from: string) =>
    from.replaceAll(',', '.').match(/(?<![\p{L}\d.-])\d+(?:\.\d+)?(?![\p{L}\d]|-\d)/gu) ?? [];
  const own = new Set(numbers(text));
  return numbers(claim).every((number) => own.has(number));
}
