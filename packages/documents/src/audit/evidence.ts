import type { BlockModel } from '../model.ts';
import type { FindingEvidence, FindingSeverity } from './types.ts';

const MAX_QUOTE = 240;

/** A place of a block as evidence. */
export function evidenceOf(block: BlockModel, quote: string): FindingEvidence {
  const { code, page, sheet, bbox } = block;
  const line = quote.replace(/\s+/gu, ' ').trim();
  const cut = line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE)}…` : line;
  return { block: code, page, sheet, bbox, quote: cut };
}

/** A row of a table as a quote. */
export function quoteRow(cells: readonly string[]): string {
  return cells.filter((cell) => cell !== '').join(' | ');
}

/** «лист 5.1 (стр. 9)». */
export function placeOf({ page, sheet }: Pick<BlockModel, 'page' | 'sheet'>): string {
  return sheet === null ? `стр.\u00a0${page}` : `лист\u00a0${sheet} (стр.\u00a0${page})`;
}

/** Of a text that may be misread nothing is certain: one step down when any of the blocks is flagged. */
export function severityFor(
  severity: FindingSeverity,
  blocks: readonly Pick<BlockModel, 'flags'>[],
): FindingSeverity {
  if (blocks.every(({ flags }) => flags.length === 0)) return severity;
  return severity === 'error' ? 'warning' : 'info';
}

const GRAVITY = { error: 0, warning: 1, info: 2 } as const;

/** The gravest first. */
export function bySeverity(one: FindingSeverity, other: FindingSeverity): number {
  return GRAVITY[one] - GRAVITY[other];
}
