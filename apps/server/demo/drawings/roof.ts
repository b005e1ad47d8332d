import type { TableModel } from '@aizoomdoc/documents';
import { type Callout, drawCallouts, drawLevel } from './callouts.ts';
import { type Canvas, type Point, weights } from './canvas.ts';
import { drawAxes } from './floor-axes.ts';
import { drawHead, headHeight, type Picture } from './picture.ts';

/** Outer size of a section on paper, М1:100. */
const house = { width: 186, height: 124 } as const;
const joint = 0.5;

/** Plan of the roof of both sections. */
export const roofPlan: Picture = (canvas, { x, y, width }) => {
  drawHead(canvas, 'План кровли. М1:100', { x, y, width });
  const left = x + (width - 2 * house.width - joint) / 2 + 8;
  const top = y + 24;
  let below = 0;
  for (const number of [1, 2] as const) {
    const area = { x: left + (number - 1) * (house.width + joint), y: top, ...house };
    drawSection(canvas, area, number);
    below = drawAxes(canvas, area, { number, hasRows: number === 1 });
  }
  const middle = left + house.width;
  const notes: Callout[] = [
    { text: 'Узел 6, лист 7', at: [middle, top + 4], shelf: [middle + 8, top - 4] },
    {
      text: 'Узел 3, лист 7',
      at: [left + 20, top + house.height - 2],
      shelf: [left + 28, top + house.height + 10],
    },
    { text: 'Узел 4, лист 7', at: [left + 45, top + 80], shelf: [left + 54, top + 96] },
  ];
  drawCallouts(canvas, notes);
  return 24 + below;
};

function drawSection(
  canvas: Canvas,
  area: { x: number; y: number; width: number; height: number },
  number: 1 | 2,
): void {
  const { x, y, width, height } = area;
  const at = (dx: number, dy: number): Point => [number === 1 ? x + dx : x + width - dx, y + dy];
  canvas.rect(area, { weight: weights.thick, fill: '#fff' });
  canvas.rect({ x: x + 3.8, y: y + 3.8, width: width - 7.6, height: height - 7.6 }, { weight: weights.main });
  const terrace = 24;
  canvas.line(
    [
      [x, y + terrace],
      [x + width, y + terrace],
    ],
    { weight: weights.main },
  );
  canvas.hatch({ x, y, width, height: terrace }, { step: 6 });
  for (const dx of [40, 146]) label(canvas, 'К-3  +11,980', at(dx, 12));
  const canopy = at(74, height);
  canvas.rect(
    { x: canopy[0] - 16, y: canopy[1], width: 32, height: 9 },
    { weight: weights.main, fill: '#fff' },
  );
  label(canvas, 'К-2', [canopy[0], canopy[1] + 4.5]);
  const exit = at(93, 46);
  canvas.rect(
    { x: exit[0] - 24, y: exit[1] - 16, width: 48, height: 32 },
    { weight: weights.thick, fill: '#f0f0f0' },
  );
  label(canvas, 'Выход на кровлю +17,950', exit);
  drawLevel(canvas, '+15,250', at(number === 1 ? 22 : 34, 46));
  drawLevel(canvas, '+15,850', [x + 24, y + height - 4]);
  label(canvas, 'К-1', at(140, 104));
  for (const [index, dx] of [45, 141].entries()) {
    const funnel = at(dx, 80);
    canvas.circle(funnel, 2.4, { weight: weights.main, fill: '#fff' });
    canvas.circle(funnel, 0.8, { weight: weights.main, fill: '#000' });
    const order = number === 1 ? index + 1 : 4 - index;
    canvas.text(`Вр-${order}`, [funnel[0] + 3.2, funnel[1] - 5.4], { size: 3.2, bold: true });
    for (const [fx, fy] of [
      [-30, 0],
      [30, 0],
      [0, 26],
    ] as const)
      slope(canvas, [funnel[0] + fx, funnel[1] + fy], funnel);
  }
}

function label(canvas: Canvas, text: string, [x, y]: Point): void {
  const width = canvas.textWidth(text, { size: 3.4 }) + 2;
  canvas.rect({ x: x - width / 2, y: y - 2.6, width, height: 5.2 }, { weight: 0, fill: '#fff' });
  canvas.label(text, [x, y], { size: 3.4 });
}

/** An arrow towards a funnel with its slope. */
function slope(canvas: Canvas, from: Point, to: Point): void {
  const end: Point = [to[0] + (from[0] - to[0]) * 0.3, to[1] + (from[1] - to[1]) * 0.3];
  canvas.line([from, end], { weight: weights.main });
  canvas.circle(end, 0.6, { weight: weights.main, fill: '#000' });
  canvas.label('1,5 %', [(from[0] + end[0]) / 2 + (from[0] === end[0] ? 6 : 0), (from[1] + end[1]) / 2 - 2], {
    size: 2.8,
  });
}

/** Section 1-1: the layers of a roof over the slab, as its table lists them. */
export function roofSection(table: TableModel): Picture {
  return (canvas, { x, y, width }) => {
    drawHead(canvas, 'Сечение 1-1. М1:20', { x, y, width });
    const floor = y + headHeight + 70;
    const left = x + 20;
    const slab = { x: left, y: floor, width: 120, height: 14 };
    const wall = { x: left, y: floor - 45, width: 19, height: 45 };
    canvas.rect(slab, { weight: weights.main, fill: '#cfcfcf' });
    canvas.hatch(slab, { turn: -1, step: 2.4 });
    canvas.rect(wall, { weight: weights.main, fill: '#e4e4e4' });
    canvas.hatch(wall);
    const top = drawLayers(canvas, table, [left + 19, floor]);
    const carpet: Point[] = [
      [left + 19, floor - 44],
      [left + 19, top],
      [left + 120, top],
    ];
    canvas.line(carpet, { weight: 0.8 });
    drawLevel(canvas, '+14,950', [left + 60, floor]);
    drawLevel(canvas, '+15,250', [left + 60, top]);
    drawLevel(canvas, '+15,850', [left + 4, floor - 45]);
    canvas.text('Кровля К-1. Парапет 600. См. узел 3, лист 7.', [left, floor + 17], { size: 3.2 });
    return headHeight + 70 + 24;
  };
}

/** Layers from the slab upwards with their names beside. @returns where the upper one ends */
function drawLayers(canvas: Canvas, { rows }: TableModel, [left, floor]: Point): number {
  const layers = rows.flatMap(([number = '', name = '', , thickness = '']) => {
    const text = `${number}. ${name.split(' — ')[0] ?? name} — ${thickness}`;
    return number === '' ? [] : [{ text, height: Number(thickness.replace(',', '.')) / 20 }];
  });
  let top = floor;
  const notes = layers.reverse().map(({ text, height }, index): Callout => {
    top -= height;
    const area = { x: left, y: top, width: 101, height };
    canvas.rect(area, { weight: weights.thin, fill: index % 2 === 0 ? '#f4f4f4' : '#fff' });
    if (height > 2) canvas.hatch(area, { step: 1 + index * 0.4, turn: index % 2 === 0 ? 1 : -1 });
    return { text, at: [left + 93, top + height / 2], shelf: [left + 107, floor + 8 - index * 7.5] };
  });
  drawCallouts(canvas, notes);
  return top;
}
