import type { BlockKind } from '../model.ts';
import type { Rect } from './rect.ts';
import type { Word } from './sheet.ts';

/** A block before it has a code: a part of one page. */
export interface Region {
  kind: BlockKind;
  rect: Rect;
  /** Markdown. */
  text: string;
  words: readonly Word[];
  category: 'stamp' | 'running' | null;
}
