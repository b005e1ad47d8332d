import type { Box } from '../model.ts';
import type { QuarterTurn } from './engine.ts';

/** A box of a picture that was turned clockwise by `rotation`, in the picture as it was before. Both 0–1. */
export function boxBeforeTurn([x0, y0, x1, y1]: Box, rotation: QuarterTurn): Box {
  if (rotation === 90) return [y0, 1 - x1, y1, 1 - x0];
  if (rotation === 180) return [1 - x1, 1 - y1, 1 - x0, 1 - y0];
  if (rotation === 270) return [1 - y1, x0, 1 - y0, x1];
  return [x0, y0, x1, y1];
}

/** Direction of upright text of the turned picture in the picture as it was before, degrees clockwise. */
export const angleBeforeTurn = (rotation: QuarterTurn): QuarterTurn =>
  ((360 - rotation) % 360) as QuarterTurn;
