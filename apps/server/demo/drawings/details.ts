import { type Callout, drawCallouts, drawLevel } from './callouts.ts';
import type { Canvas, Point } from './canvas.ts';
import { weights } from './canvas.ts';
import { drawChain } from './floor-axes.ts';
import { drawHead, type Picture } from './picture.ts';

/** Room that every detail takes, mm. */
const height = 150;
const fieldWidth = 190;
const brick = '#e4e4e4';
const concrete = '#cfcfcf';

interface Pen {
  canvas: Canvas;
  /** A cut part: its corner and size in the detail's own millimetres. */
  part(
    corner: Point,
    size: Point,
    style?: { fill?: string; turn?: 1 | -1; step?: number; isHatched?: boolean },
  ): void;
  at(x: number, y: number): Point;
  notes(callouts: readonly Callout[]): void;
  size(from: Point, to: Point, value: number): void;
}

/** A detail under its heading; `draw` works from the corner of the field below it. */
function detail(title: string, draw: (pen: Pen) => void): Picture {
  return (canvas, place) => {
    drawHead(canvas, title, place);
    const [left, top] = [place.x + Math.max(6, (place.width - fieldWidth) / 2), place.y + 14];
    const at = (x: number, y: number): Point => [left + x, top + y];
    draw({
      canvas,
      at,
      part([x, y], [width, tall], { fill = brick, turn = 1, step = 2.2, isHatched = true } = {}) {
        const [px, py] = at(x, y);
        const area = { x: px, y: py, width, height: tall };
        canvas.rect(area, { weight: weights.main, fill });
        if (isHatched) canvas.hatch(area, { turn, step });
      },
      notes: (callouts) =>
        drawCallouts(
          canvas,
          callouts.map(({ text, at: point, shelf }) => ({ text, at: at(...point), shelf: at(...shelf) })),
        ),
      size: (from, to, value) => drawChain(canvas, [at(...from), at(...to)], [value]),
    });
    return height;
  };
}

const lintel = detail(
  'Узел 1. Опирание перемычки ПР-1 в наружной стене. М1:10',
  ({ part, notes, size, canvas, at }) => {
    part([40, 0], [120, 22], { fill: concrete, turn: -1 });
    part([40, 22], [38, 22]);
    part([25, 0], [15, 44], { fill: '#f3f3f3', step: 1.2 });
    part([40, 44], [12, 14], { fill: concrete });
    part([53, 44], [12, 14], { fill: concrete });
    part([66, 44], [12, 22], { fill: concrete });
    part([25, 44], [15, 12], { fill: '#bbb' });
    part([40, 92], [38, 30]);
    part([25, 92], [15, 30], { fill: '#f3f3f3', step: 1.2 });
    canvas.rect(
      { x: at(44, 66)[0], y: at(44, 66)[1], width: 8, height: 26 },
      { weight: weights.main, fill: '#fff' },
    );
    size([40, 128], [78, 128], 380);
    size([25, 128], [40, 128], 150);
    notes([
      { text: '3ПБ 18-37', at: [72, 58], shelf: [100, 52] },
      { text: '2ПБ 19-3 (2 шт.)', at: [58, 50], shelf: [100, 42] },
      { text: 'Раствор М100', at: [70, 67], shelf: [100, 64] },
      { text: 'Опирание 150 мм', at: [74, 64], shelf: [100, 74] },
      { text: 'Перемычка ПР-1', at: [46, 52], shelf: [100, 84] },
      { text: 'ОК-1', at: [48, 78], shelf: [100, 94] },
      { text: 'Утеплитель 150 мм', at: [32, 112], shelf: [100, 108] },
      { text: 'Противопожарная рассечка', at: [32, 50], shelf: [100, 118] },
    ]);
  },
);

const shaft = detail('Узел 2. Опирание перемычки ПБ-2* на шахту лифта. М1:10', ({ part, notes, size }) => {
  part([0, 10], [52, 90]);
  part([120, 0], [20, 120], { fill: '#9a9a9a', turn: -1 });
  part([52, 10], [68, 30]);
  part([20, 40], [100, 5], { fill: '#444', isHatched: false });
  part([112, 45], [8, 7], { fill: '#444', isHatched: false });
  part([108, 47], [22, 1], { fill: '#000', isHatched: false });
  size([20, 58], [52, 58], 315);
  size([112, 66], [120, 66], 75);
  size([120, 126], [140, 126], 200);
  notes([
    { text: 'Перемычка ПБ-2*, уголки 50×5', at: [80, 42], shelf: [40, 82] },
    { text: 'Уголок 75×6, L=250', at: [115, 50], shelf: [60, 92] },
    { text: 'Анкер-шпилька М10×120, 2 шт.', at: [124, 47.5], shelf: [50, 102] },
    { text: 'Опирание на кладку 315 мм, на уголок 75 мм', at: [36, 45], shelf: [26, 112] },
    { text: 'Шахта лифта 200 мм', at: [130, 20], shelf: [150, 14] },
    { text: 'Проём ДВ-12', at: [86, 60], shelf: [150, 60] },
  ]);
});

const parapet = detail('Узел 3. Примыкание кровли К-1 к парапету. М1:10', ({ part, notes, canvas, at }) => {
  part([0, 90], [150, 22], { fill: concrete, turn: -1 });
  part([0, 30], [38, 60]);
  part([38, 75], [112, 15], { fill: '#f3f3f3', step: 1.2 });
  part([38, 70], [112, 5], { fill: '#f3f3f3', step: 1 });
  part([38, 66], [112, 4], { fill: '#ddd', turn: -1, step: 1.4 });
  part([38, 61], [112, 5], { fill: '#fff', isHatched: false });
  canvas.polygon([at(38, 61), at(48, 61), at(38, 51)], '#bbb');
  canvas.line([at(150, 60), at(48, 60), at(38, 50), at(38, 28)], { weight: 0.9 });
  canvas.line([at(74, 59), at(48, 59), at(39, 50)], { weight: 0.5, dash: [2, 1] });
  canvas.line([at(-4, 24), at(-4, 22), at(42, 27), at(42, 30)], { weight: 0.7 });
  drawLevel(canvas, '+15,850', at(-2, 22));
  notes([
    { text: 'Отлив из оцинкованной стали 0,7 мм, уклон 3 %', at: [20, 25], shelf: [56, 12] },
    { text: 'Верх парапета +15,850', at: [10, 30], shelf: [56, 22] },
    { text: 'Дополнительный слой 250 мм', at: [60, 59], shelf: [70, 32] },
    { text: 'Переходный бортик 100×100', at: [41, 57], shelf: [70, 42] },
    { text: 'Кровля К-1', at: [120, 64], shelf: [120, 52] },
  ]);
});

const funnel = detail('Узел 4. Воронка внутреннего водостока. М1:10', ({ part, notes, canvas, at, size }) => {
  for (const left of [0, 84]) {
    part([left, 60], [66, 22], { fill: concrete, turn: -1 });
    part([left, 40], [66, 20], { fill: '#f3f3f3', step: 1.2 });
  }
  canvas.line([at(0, 38), at(40, 38), at(60, 40), at(90, 40), at(110, 38), at(150, 38)], { weight: 0.9 });
  part([69.5, 40], [11, 82], { fill: '#fff', isHatched: false });
  canvas.polygon([at(62, 38), at(88, 38), at(80.5, 50), at(69.5, 50)], '#777');
  canvas.line([at(66, 38), at(68, 28), at(82, 28), at(84, 38)], { weight: weights.main });
  size([25, 132], [75, 132], 500);
  drawLevel(canvas, '+15,250', at(12, 38));
  notes([
    { text: 'Воронка Вр-1…Вр-4, Ø110', at: [75, 32], shelf: [96, 14] },
    { text: 'Электрообогрев', at: [80, 46], shelf: [96, 24] },
    { text: 'Отм. ковра +15,250', at: [130, 38], shelf: [112, 32] },
    { text: 'Понижение кровли 20 мм в радиусе 500 мм', at: [56, 40], shelf: [4, 100] },
    { text: 'Вр-1, Вр-4 — секции 1 и 2', at: [75, 112], shelf: [92, 112] },
  ]);
});

const partition = detail(
  'Узел 5. Примыкание перегородки 80 мм к перекрытию. М1:10',
  ({ part, notes, size }) => {
    part([10, 20], [120, 22], { fill: concrete, turn: -1 });
    part([64, 46], [16, 76], { fill: '#f3f3f3', step: 3 });
    part([64, 42], [16, 4], { fill: '#ddd', step: 0.9 });
    part([62, 42], [2, 4], { fill: '#000', isHatched: false });
    part([80, 42], [2, 4], { fill: '#000', isHatched: false });
    part([80, 40], [1.2, 26], { fill: '#000', isHatched: false });
    size([64, 130], [80, 130], 80);
    size([56, 46], [56, 42], 20);
    notes([
      { text: 'Минеральная вата', at: [72, 44], shelf: [96, 52] },
      { text: 'Герметик', at: [81, 43], shelf: [96, 62] },
      { text: 'Скоба, шаг 1000 мм', at: [80.6, 60], shelf: [96, 72] },
      { text: 'Перегородка 80 мм', at: [72, 96], shelf: [96, 96] },
      { text: 'Зазор 20 мм', at: [66, 44], shelf: [4, 58] },
    ]);
  },
);

const joint = detail(
  'Узел 6. Деформационный шов между осями 5 и 6. М1:10',
  ({ part, notes, size, canvas, at }) => {
    for (const left of [10, 53]) part([left, 30], [38, 92], { turn: left === 10 ? 1 : -1 });
    part([48, 30], [5, 92], { fill: '#fff', step: 0.9 });
    for (const shift of [0, 2]) {
      canvas.line(
        [
          at(0, 28 - shift),
          at(46, 28 - shift),
          at(50.5, 20 - shift),
          at(55, 28 - shift),
          at(101, 28 - shift),
        ],
        { weight: 0.7 },
      );
    }
    for (const [mark, x] of [
      ['5', 29],
      ['6', 72],
    ] as const) {
      canvas.line([at(x, 18), at(x, 126)], { dash: [4, 1.2], colour: '#777' });
      canvas.circle(at(x, 130), 3.6, { weight: weights.thin, fill: '#fff' });
      canvas.label(mark, at(x, 130), { size: 3.6 });
    }
    size([10, 116], [48, 116], 380);
    size([53, 116], [91, 116], 380);
    notes([
      { text: 'Деформационный шов 50 мм', at: [50.5, 60], shelf: [108, 56] },
      { text: 'Плиты минераловатные', at: [50.5, 80], shelf: [108, 76] },
      { text: 'Компенсатор из оцинкованной стали 0,7 мм', at: [50.5, 19], shelf: [84, 12] },
      { text: 'Оси 5 и 6', at: [72, 122], shelf: [108, 122] },
    ]);
  },
);

/** Details of sheet 7, in their order. */
export const details: readonly Picture[] = [lintel, shaft, parapet, funnel, partition, joint];
