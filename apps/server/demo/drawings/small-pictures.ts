import type { TableModel } from '@aizoomdoc/documents';
import { type Canvas, type Point, weights } from './canvas.ts';
import { drawTable } from './draw-table.ts';
import { drawChain } from './floor-axes.ts';
import { drawHead, headHeight, type Picture } from './picture.ts';

type Sign = (canvas: Canvas, at: Point) => void;

const sample =
  (fill: string, step: number | null): Sign =>
  (canvas, [x, y]) => {
    const area = { x, y, width: 16, height: 5 };
    canvas.rect(area, { weight: weights.main, fill });
    if (step !== null) canvas.hatch(area, { step });
  };
const mark =
  (text: string): Sign =>
  (canvas, [x, y]) =>
    canvas.label(text, [x + 8, y + 2.5], { size: 3.2, bold: true });

const signs: readonly (readonly [Sign, string])[] = [
  [sample('#e4e4e4', 1.4), 'кирпичная кладка 380 мм'],
  [sample('#e4e4e4', 1.9), 'кирпичная кладка 250 мм'],
  [sample('#f0f0f0', 2.6), 'кирпичная кладка 120 мм'],
  [sample('#fff', null), 'плиты гипсовые пазогребневые 80 мм'],
  [sample('#fff', 0.8), 'утеплитель минераловатный 150 мм'],
  [sample('#8a8a8a', null), 'монолитный железобетон (шахта лифта)'],
  [mark('101'), 'номер помещения'],
  [mark('5,8'), 'площадь помещения, м²'],
  [mark('ПР-1'), 'марка перемычки'],
  [mark('ОК-1 ДВ-1'), 'марка окна и двери'],
  [mark('О-1'), 'марка отверстия'],
];

/** What the signs of masonry plans mean. */
export const legend: Picture = (canvas, place) => {
  drawHead(canvas, 'Условные обозначения', place);
  for (const [index, [sign, text]] of signs.entries()) {
    const y = place.y + headHeight + index * 7.4;
    sign(canvas, [place.x + 2, y]);
    canvas.text(`— ${text}`, [place.x + 22, y], { size: 3.2 });
  }
  return headHeight + signs.length * 7.4 + 2;
};

/** A specification with sketches of sections beside its rows. */
export function sketched(title: string, table: TableModel, sketch: Sign): Picture {
  return (canvas, { x, y, width }) => {
    drawHead(canvas, title, { x, y, width });
    const height = drawTable(canvas, table, { x, y: y + headHeight, width: width - 26 });
    const step = height / (table.rows.length + 1);
    for (const index of table.rows.keys())
      sketch(canvas, [x + width - 22, y + headHeight + step * (index + 1)]);
    return headHeight + height + 2;
  };
}

/** Three bars side by side under a wall. */
export const barSection: Sign = (canvas, [x, y]) => {
  for (const [index, tall] of [5, 3.4, 3.4].entries()) {
    const area = { x: x + index * 5, y: y + 1, width: 4.4, height: tall };
    canvas.rect(area, { weight: weights.main, fill: '#cfcfcf' });
    canvas.hatch(area, { step: 1, turn: -1 });
  }
};

/** Two angles back to back. */
export const angleSection: Sign = (canvas, [x, y]) => {
  canvas.line(
    [
      [x, y + 5],
      [x + 5, y + 5],
      [x + 5, y],
    ],
    { weight: weights.thick },
  );
  canvas.line(
    [
      [x + 15, y + 5],
      [x + 10, y + 5],
      [x + 10, y],
    ],
    { weight: weights.thick },
  );
};

const floors: readonly (readonly [mark: string, thickness: number, name: string])[] = [
  ['П-1', 100, 'жилые комнаты, кухни'],
  ['П-2', 100, 'санузлы, ванные'],
  ['П-3', 100, 'МОП'],
  ['П-4', 70, 'лоджии'],
  ['П-5', 150, 'квартиры 1-го этажа'],
  ['П-6', 150, 'санузлы 1-го этажа'],
  ['П-7', 150, 'МОП 1-го этажа'],
];

const floorStep = 42;

/** Sections of the seven floors. */
export const floorSections: Picture = (canvas, { x, y, width }) => {
  drawHead(canvas, 'Схемы полов П-1…П-7, сечения. М1:10', { x, y, width });
  const from = y + headHeight + 4;
  for (const [index, floor] of floors.entries()) {
    const corner: Point = [x + 14 + (index % 2) * (width / 2), from + Math.floor(index / 2) * floorStep];
    drawFloor(canvas, floor, { corner, width: width / 2 - 40 });
  }
  const below = from + Math.ceil(floors.length / 2) * floorStep;
  canvas.text('Кромочная лента 10 мм — по периметру помещений.', [x + 14, below - 12], { size: 3.2 });
  return below - y;
};

/** Covering, warm or sound-proof layer, screed; under them the slab. */
function drawFloor(
  canvas: Canvas,
  [name, thickness, rooms]: (typeof floors)[number],
  { corner: [left, top], width }: { corner: Point; width: number },
): void {
  let from = top;
  for (const [at, height] of [1.2, thickness / 10 - 5.7, 4.5].entries()) {
    const area = { x: left, y: from, width, height };
    canvas.rect(area, { weight: weights.thin, fill: at === 2 ? '#eee' : '#fff' });
    if (at === 1) canvas.hatch(area, { step: 0.9 });
    if (at === 2) canvas.hatch(area, { step: 1.6, turn: -1 });
    from += height;
  }
  canvas.rect({ x: left - 1, y: top, width: 1, height: from - top }, { weight: weights.thin, fill: '#000' });
  canvas.rect({ x: left, y: from, width, height: 9 }, { weight: weights.main, fill: '#cfcfcf' });
  const edge = left - 5;
  drawChain(
    canvas,
    [
      [edge, from],
      [edge, top],
    ],
    [thickness],
  );
  canvas.text(`${name} — ${rooms}`, [left, from + 10.5], { size: 3.2 });
}

/** Plan of the stairs' head on the roof. */
export function roofExit(
  title: string,
  { number, area, axes }: { number: string; area: string; axes: readonly string[] },
): Picture {
  return (canvas, { x, y, width }) => {
    drawHead(canvas, title, { x, y, width });
    const [left, top] = [x + 50, y + 24];
    const outside = { x: left, y: top, width: 110, height: 84 };
    canvas.rect({ x: left - 5, y: top - 5, width: 120, height: 94 });
    canvas.rect(outside, { weight: weights.thick, fill: '#e4e4e4' });
    canvas.hatch(outside, { step: 1.6 });
    canvas.rect({ x: left + 8, y: top + 8, width: 94, height: 68 }, { weight: weights.main, fill: '#fff' });
    canvas.rect(
      { x: left + 62, y: top + 8, width: 40, height: 44 },
      { weight: weights.thick, fill: '#8a8a8a' },
    );
    canvas.rect({ x: left + 66, y: top + 12, width: 32, height: 36 }, { weight: weights.main, fill: '#fff' });
    canvas.label('Шахта лифта', [left + 82, top + 30], { size: 3 });
    for (let step = 0; step <= 8; step += 1)
      canvas.line([
        [left + 10, top + 12 + step * 4],
        [left + 34, top + 12 + step * 4],
      ]);
    canvas.label(number, [left + 48, top + 60], { size: 3.6, bold: true });
    canvas.line([
      [left + 43, top + 63],
      [left + 53, top + 63],
    ]);
    canvas.label(area, [left + 48, top + 66], { size: 3.6 });
    canvas.rect({ x: left + 68, y: top + 76, width: 18, height: 13 }, { fill: '#fff' });
    canvas.line(
      [
        [left + 68, top + 89],
        [left + 68, top + 107],
      ],
      { weight: weights.main },
    );
    canvas.quarter([left + 68, top + 89], 18, 0);
    canvas.text('ДВ-21 ПР-5', [left + 90, top + 92], { size: 3.2 });
    canvas.text('К-1', [left + 20, top + 96], { size: 3.4, bold: true });
    for (const [index, axis] of axes.entries()) {
      const column = left + 4 + index * 51;
      canvas.line(
        [
          [column, top - 8],
          [column, top + 116],
        ],
        { dash: [4, 1.2], colour: '#777' },
      );
      canvas.circle([column, top + 120], 3.6, { weight: weights.thin, fill: '#fff' });
      canvas.label(axis, [column, top + 120], { size: 3.6 });
    }
    for (const [index, letter] of ['Г', 'В', 'Б'].entries()) {
      const row = top + 4 + index * 38;
      canvas.line(
        [
          [left - 22, row],
          [left + 116, row],
        ],
        { dash: [4, 1.2], colour: '#777' },
      );
      canvas.circle([left - 26, row], 3.6, { weight: weights.thin, fill: '#fff' });
      canvas.label(letter, [left - 26, row], { size: 3.6 });
    }
    return 152;
  };
}
