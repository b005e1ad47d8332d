import { type Canvas, type Point, weights } from './canvas.ts';

/** What the title block says; by rows of its table in the bundle. */
export interface Stamp {
  cipher: string;
  object: string;
  title: string;
  stage: string;
  sheet: string;
  total: string;
  organisation: string;
  people: { role: string; name: string; date: string }[];
  revision: { number: string; permit: string; date: string } | null;
}

export const stampWidth = 185;
export const stampHeight = 55;
/** Field for binding on the left, the other edges. */
export const margins = { left: 20, edge: 5 } as const;

export interface Format {
  width: number;
  height: number;
}

/** The border of a sheet, with the cells for signatures along the binding. */
export function drawFrame(canvas: Canvas, { width, height }: Format): void {
  const { left, edge } = margins;
  canvas.rect(
    { x: left, y: edge, width: width - left - edge, height: height - 2 * edge },
    { weight: weights.thick },
  );
  if (height < 400) return;
  const cells = [
    ['Инв. № подл.', 25],
    ['Подп. и дата', 35],
    ['Взам. инв. №', 25],
  ] as const;
  let bottom = height - edge;
  for (const [name, size] of cells) {
    canvas.rect({ x: left - 12, y: bottom - size, width: 5, height: size }, { weight: weights.main });
    canvas.rect({ x: left - 7, y: bottom - size, width: 7, height: size }, { weight: weights.main });
    canvas.label(name, [left - 9.5, bottom - size / 2], { size: 2.8, turn: -90 });
    bottom -= size;
  }
}

/** The title block of form 3, ГОСТ Р 21.101, in the corner of the sheet. */
export function drawStamp(canvas: Canvas, stamp: Stamp, sheet: Format): void {
  const x = sheet.width - margins.edge - stampWidth;
  const y = sheet.height - margins.edge - stampHeight;
  const at = (dx: number, dy: number): Point => [x + dx, y + dy];
  const lines = (weight: number, routes: readonly (readonly Point[])[]) => {
    for (const route of routes)
      canvas.line(
        route.map(([dx, dy]) => at(dx, dy)),
        { weight },
      );
  };
  canvas.rect({ x, y, width: stampWidth, height: stampHeight }, { weight: weights.thick });
  lines(weights.thick, [
    [
      [65, 0],
      [65, 55],
    ],
    [
      [65, 10],
      [185, 10],
    ],
    [
      [65, 25],
      [185, 25],
    ],
    [
      [135, 25],
      [135, 55],
    ],
    [
      [65, 40],
      [185, 40],
    ],
    [
      [135, 30],
      [185, 30],
    ],
    [
      [150, 25],
      [150, 40],
    ],
    [
      [165, 25],
      [165, 40],
    ],
    [
      [0, 25],
      [65, 25],
    ],
    ...[20, 40, 55].map((dx): Point[] => [
      [dx, 0],
      [dx, 55],
    ]),
    ...[10, 30].map((dx): Point[] => [
      [dx, 0],
      [dx, 25],
    ]),
  ]);
  lines(
    weights.thin,
    [5, 10, 15, 20, 30, 35, 40, 45, 50].map((dy): Point[] => [
      [0, dy],
      [65, dy],
    ]),
  );
  const put = (text: string, [dx, dy]: Point, style: { size?: number; bold?: boolean; width: number }) => {
    const height = canvas.textHeight(text, style);
    canvas.text(text, at(dx, dy - height / 2), { ...style, align: 'center' });
  };
  put(stamp.cipher, [65, 5], { size: 5.4, bold: true, width: 120 });
  put(stamp.object, [66, 17.5], { size: 3.6, width: 118 });
  put('Архитектурные решения', [66, 32.5], { size: 3.8, width: 68 });
  put(stamp.title, [66, 47.5], { size: 3.4, width: 68 });
  for (const [name, dx] of [
    ['Стадия', 135],
    ['Лист', 150],
    ['Листов', 165],
  ] as const)
    put(name, [dx, 27.5], { size: 2.8, width: dx === 165 ? 20 : 15 });
  put(stamp.stage, [135, 35], { size: 4, width: 15 });
  put(stamp.sheet, [150, 35], { size: 4, width: 15 });
  put(stamp.total, [165, 35], { size: 4, width: 20 });
  put(stamp.organisation, [136, 47.5], { size: 3.6, width: 48 });
  drawPeople(canvas, stamp, at);
}

function drawPeople(
  canvas: Canvas,
  { people, revision }: Stamp,
  at: (dx: number, dy: number) => Point,
): void {
  const heads = [
    ['Изм.', 0, 10],
    ['Кол.уч.', 10, 10],
    ['Лист', 20, 10],
    ['№ док.', 30, 10],
    ['Подп.', 40, 15],
    ['Дата', 55, 10],
  ] as const;
  for (const [name, dx, width] of heads) canvas.text(name, at(dx, 21), { size: 2.4, width, align: 'center' });
  if (revision !== null) {
    const cells = [
      [revision.number, 0, 10],
      ['—', 10, 10],
      ['—', 20, 10],
      [revision.permit, 30, 10],
      [revision.date, 55, 10],
    ] as const;
    for (const [text, dx, width] of cells)
      canvas.text(text, at(dx, 16), { size: 2.3, width, align: 'center' });
  }
  for (const [index, { role, name, date }] of people.entries()) {
    const dy = 25.7 + index * 5;
    canvas.text(role, at(0.8, dy), { size: 2.7 });
    canvas.text(name, at(20.5, dy), { size: 2.5 });
    canvas.text(date, at(55, dy), { size: 2.3, width: 10, align: 'center' });
  }
}
