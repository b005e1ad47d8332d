import type { Area, Canvas, Point } from './canvas.ts';
import { weights } from './canvas.ts';
import { drawChain } from './floor-axes.ts';
import { drawHead, type Picture, type Place } from './picture.ts';

/** Millimetres of paper to a millimetre of the house: М1:50. */
const scale = 1 / 50;

/** One window or door of a scheme. */
interface Item {
  name: string;
  width: number;
  height: number;
  /** Widths of its leaves; the rest is the last one. */
  leaves: readonly number[];
  /** Height of the sill over the floor; 0 = it stands on the floor. */
  sill: number;
  /** Lines under it. */
  notes: readonly string[];
  glazed: boolean;
}

const drawItem = (canvas: Canvas, item: Item, [x, floor]: Point): void => {
  const frame: Area = {
    x,
    y: floor - (item.sill + item.height) * scale,
    width: item.width * scale,
    height: item.height * scale,
  };
  canvas.rect(frame, { weight: weights.thick, fill: item.glazed ? '#fff' : '#ececec' });
  let left = frame.x;
  const given = item.leaves.reduce((sum, leaf) => sum + leaf, 0);
  for (const [index, leaf] of [...item.leaves, item.width - given].entries()) {
    const width = leaf * scale;
    const glass = { x: left + 1.4, y: frame.y + 1.4, width: width - 2.8, height: frame.height - 2.8 };
    canvas.rect({ x: left, y: frame.y, width, height: frame.height }, { weight: weights.main });
    canvas.rect(glass);
    const [from, to] = index % 2 === 0 ? [glass.x + glass.width, glass.x] : [glass.x, glass.x + glass.width];
    canvas.line(
      [
        [from, glass.y],
        [to, glass.y + glass.height / 2],
        [from, glass.y + glass.height],
      ],
      { dash: [1.6, 1] },
    );
    left += width;
  }
  canvas.line(
    [
      [frame.x - 6, floor],
      [frame.x + frame.width + 6, floor],
    ],
    { weight: weights.main },
  );
  drawChain(
    canvas,
    [
      [frame.x, floor + 7],
      [frame.x + frame.width, floor + 7],
    ],
    [item.width],
  );
  drawChain(
    canvas,
    [
      [frame.x - 5, frame.y + frame.height],
      [frame.x - 5, frame.y],
    ],
    [item.height],
  );
  if (item.sill > 0)
    drawChain(
      canvas,
      [
        [frame.x - 5, floor],
        [frame.x - 5, frame.y + frame.height],
      ],
      [item.sill],
    );
  canvas.text(item.name, [frame.x - 8, floor + 10], { size: 3.4, bold: true });
  for (const [index, note] of item.notes.entries())
    canvas.text(note, [frame.x - 8, floor + 15 + index * 4.4], { size: 3 });
};

/** A scheme of several items that stand on one floor. */
function scheme(title: string, items: readonly Item[]): Picture {
  return (canvas: Canvas, { x, y, width }: Place) => {
    drawHead(canvas, title, { x, y, width });
    const top = Math.max(...items.map(({ sill, height }) => sill + height)) * scale;
    const lines = Math.max(...items.map(({ notes }) => notes.length));
    const floor = y + 18 + top;
    const step = width / items.length;
    for (const [index, item] of items.entries())
      drawItem(canvas, item, [x + step * index + (step - item.width * scale) / 2, floor]);
    return 18 + top + 17 + lines * 4.4;
  };
}

const window = { sill: 850, glazed: true } as const;
const door = { sill: 0, leaves: [], glazed: false } as const;

/** Schemes of sheet 8, in their order. */
export const joinery: readonly Picture[] = [
  scheme('Схемы окон ОК-1 и ОК-2. М1:50', [
    {
      ...window,
      name: 'ОК-1 1510×1510',
      width: 1510,
      height: 1510,
      leaves: [755],
      notes: ['Подоконник 850 мм.', 'ПО, П'],
    },
    {
      ...window,
      name: 'ОК-2 1210×1510',
      width: 1210,
      height: 1510,
      leaves: [605],
      notes: ['Подоконник 850 мм.', 'ПО, П'],
    },
  ]),
  scheme('Схема балконного блока ОК-3. М1:50', [
    {
      ...window,
      name: 'ОК-3 2110×2310',
      sill: 0,
      width: 2110,
      height: 2310,
      leaves: [800],
      notes: ['Дверь 800 мм. Порог 20 мм.', 'Подоконник 850 мм.'],
    },
  ]),
  scheme('Схема окна ОК-4 лестничной клетки. М1:50', [
    {
      ...window,
      name: 'ОК-4 1210×1210',
      width: 1210,
      height: 1210,
      leaves: [],
      notes: ['Ручка не выше 1700 мм', 'от площадки.'],
    },
  ]),
  scheme('Схемы дверей ДВ-1, ДВ-2 и ДВ-21. М1:50', [
    {
      ...door,
      name: 'ДВ-1 1510×2370',
      width: 1510,
      height: 2370,
      leaves: [950],
      glazed: true,
      notes: ['Рабочая створка 950 мм.', 'Порог 14 мм.'],
    },
    {
      ...door,
      name: 'ДВ-2 1510×2310',
      width: 1510,
      height: 2310,
      leaves: [950],
      glazed: true,
      notes: ['Рабочая створка 950 мм.', 'Порог 14 мм.'],
    },
    { ...door, name: 'ДВ-21 910×1910, EI 60', width: 910, height: 1910, notes: ['Глухая, утеплённая'] },
  ]),
  scheme('Схемы противопожарных дверей ДВ-12 и ДВ-13. М1:50', [
    {
      ...door,
      name: 'ДВ-12 1310×2100, EI 30',
      width: 1310,
      height: 2100,
      leaves: [900],
      notes: ['Рабочая створка 900 мм.'],
    },
    { ...door, name: 'ДВ-13 1010×2100, EI 30', width: 1010, height: 2100, notes: ['Глухая'] },
  ]),
];
