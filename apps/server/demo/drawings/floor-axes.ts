import { type Area, type Canvas, type Point, weights } from './canvas.ts';

/** Distances between axes, mm. */
const bays = [4600, 4500, 4520, 4600];
const depths = [4200, 4820, 3000];
const letters = ['А', 'Б', 'В', 'Г'];
const paper = 1 / 100;
/** From the outer face of a wall to its axis, mm of paper. */
const inset = 1.9;
const radius = 3.6;

/** Axes with their marks, chains of dimensions and the datum of a section. @returns height of the plan with them, mm */
export function drawAxes(
  canvas: Canvas,
  { x, y, width, height }: Area,
  { number, hasRows = true }: { number: 1 | 2; hasRows?: boolean },
): number {
  const spans = number === 1 ? bays : [...bays].reverse();
  const first = number === 1 ? 1 : 6;
  const below = y + height;
  const columns = positions(x + inset, spans);
  for (const [index, column] of columns.entries()) {
    canvas.line(
      [
        [column, y - 6],
        [column, below + 24],
      ],
      { dash: [4, 1.2], colour: '#777' },
    );
    drawMark(canvas, String(first + index), [column, below + 24 + radius]);
  }
  if (hasRows) drawRows(canvas, { x, width, below });
  drawChain(
    canvas,
    columns.map((column): Point => [column, below + 12]),
    spans,
  );
  drawChain(
    canvas,
    [columns[0], columns.at(-1)].map((column = 0): Point => [column, below + 19]),
    [sum(spans)],
  );
  return height + 24 + 2 * radius + 2;
}

/** Axes with letters, on the left. */
function drawRows(canvas: Canvas, { x, width, below }: { x: number; width: number; below: number }): void {
  const rows = positions(
    below - inset,
    depths.map((depth) => -depth),
  );
  for (const [index, row] of rows.entries()) {
    canvas.line(
      [
        [x - 24, row],
        [x + width + 5, row],
      ],
      { dash: [4, 1.2], colour: '#777' },
    );
    drawMark(canvas, letters[index] ?? '', [x - 24 - radius, row]);
  }
  drawChain(
    canvas,
    rows.map((row): Point => [x - 12, row]),
    depths,
  );
  drawChain(
    canvas,
    [rows[0], rows.at(-1)].map((row = 0): Point => [x - 19, row]),
    [sum(depths)],
  );
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function positions(from: number, spans: readonly number[]): number[] {
  const all = [from];
  for (const span of spans) all.push((all.at(-1) ?? from) + span * paper);
  return all;
}

function drawMark(canvas: Canvas, text: string, centre: Point): void {
  canvas.circle(centre, radius, { weight: weights.thin, fill: '#fff' });
  canvas.label(text, centre, { size: 3.6 });
}

/** A chain of dimensions along points that stand on one line, with slanted ticks. */
export function drawChain(canvas: Canvas, points: readonly Point[], values: readonly number[]): void {
  const [start, end] = [points[0], points.at(-1)];
  if (start === undefined || end === undefined) return;
  const isVertical = Math.abs(start[0] - end[0]) < 0.01;
  canvas.line([start, end]);
  for (const [px, py] of points)
    canvas.line(
      [
        [px - 1, py + 1],
        [px + 1, py - 1],
      ],
      { weight: weights.main },
    );
  for (const [index, value] of values.entries()) {
    const [one, two] = [points[index], points[index + 1]];
    if (one === undefined || two === undefined) continue;
    const middle: Point = [(one[0] + two[0]) / 2, (one[1] + two[1]) / 2];
    const place: Point = isVertical ? [middle[0] - 1.9, middle[1]] : [middle[0], middle[1] - 1.9];
    canvas.label(String(value), place, { size: 2.8, turn: isVertical ? -90 : 0 });
  }
}
