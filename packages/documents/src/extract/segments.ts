import { findTables } from '../bundle/tables.ts';
import { createHeadingFinder } from './headings.ts';
import type { Segment } from './segment.ts';
import { stampSegments } from './stamp-segments.ts';
import { tableSegments } from './table-segments.ts';
import { textSegments } from './text-segments.ts';
import type { ExtractBlock } from './types.ts';

const MAX_SEGMENTS_PER_BLOCK = 4000;
/** A block is one or two screens; only a broken one is longer, and it may not hold up the answer. */
const MAX_TEXT = 200_000;

/** Everything in a block that can be quoted: rows and sections of its tables, sentences and items of its text. */
export function segmentsOf(block: ExtractBlock): Segment[] {
  const text = block.text.slice(0, MAX_TEXT);
  const headings = createHeadingFinder(text);
  const segments = [
    ...tableSegments({ ...block, text }, findTables(text), headings),
    ...textSegments({ ...block, text }),
    ...stampSegments({ ...block, text }),
  ];
  return segments
    .slice(0, MAX_SEGMENTS_PER_BLOCK)
    .map((segment) => ({ ...segment, block }))
    .sort((one, other) => one.start - other.start);
}
