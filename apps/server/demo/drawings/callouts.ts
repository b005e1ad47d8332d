import { type Canvas, type Point, weights } from './canvas.ts';

/** A remark with a leader to what it is about. */
export interface Callout {
  text: string;
  /** What it points at. */
  at: Point;
  /** Where its shelf begins; the text stands on it. */
  shelf: Point;
}

/** Draws remarks on shelves with leaders that end in dots. */
export function drawCallouts(canvas: Canvas, callouts: readonly Callout[]): void {
  for (const { text, at, shelf } of callouts) {
    const length = canvas.textWidth(text, { size: 3 }) + 2;
    const isLeft = at[0] > shelf[0] + length / 2;
    const joint: Point = isLeft ? [shelf[0] + length, shelf[1]] : shelf;
    canvas.rect({ x: shelf[0], y: shelf[1] - 4.2, width: length, height: 4.2 }, { weight: 0, fill: '#fff' });
    canvas.line([at, joint]);
    canvas.line([shelf, [shelf[0] + length, shelf[1]]]);
    canvas.circle(at, 0.4, { weight: weights.thin, fill: '#000' });
    canvas.text(text, [shelf[0] + 1, shelf[1] - 4.2], { size: 3 });
  }
}

/** A mark of level: an arrow on the line and the height over it. */
export function drawLevel(canvas: Canvas, text: string, [x, y]: Point): void {
  canvas.rect({ x, y: y - 8.4, width: 14, height: 4 }, { weight: 0, fill: '#fff' });
  canvas.line([
    [x - 6, y],
    [x + 3, y],
  ]);
  canvas.line(
    [
      [x - 1.6, y - 1.8],
      [x, y],
      [x + 1.6, y - 1.8],
    ],
    { weight: weights.main },
  );
  canvas.line([
    [x, y],
    [x, y - 4.4],
    [x + 14, y - 4.4],
  ]);
  canvas.text(text, [x + 1.2, y - 8.4], { size: 3 });
}
