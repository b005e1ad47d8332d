import type { Area, Canvas } from './canvas.ts';

export type Place = Omit<Area, 'height'>;

/** Draws itself from the top left corner of a place. @returns its height, mm */
export type Picture = (canvas: Canvas, place: Place) => number;

/** Height of a picture's heading. */
export const headHeight = 9;

/** A heading in the middle of a place. */
export function drawHead(canvas: Canvas, text: string, { x, y, width }: Place): void {
  canvas.text(text, [x, y], { size: 4.2, bold: true, width, align: 'center' });
}
