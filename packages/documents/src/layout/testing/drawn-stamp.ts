import { type Drawing, pointsAMillimetre as mm, write } from './drawn-pages.ts';

/** «Основная надпись» by ГОСТ Р 21.101, form 3, with its lower right corner at the given place. */
export function drawStamp(
  document: Drawing,
  [right, bottom]: readonly [number, number],
  fields: StampFields,
  scale = mm,
): void {
  const at = (x: number, y: number) => ({ x: right - (185 - x) * scale, y: bottom - y * scale });
  const line = (x0: number, y0: number, x1: number, y1: number) => {
    const [from, to] = [at(x0, y0), at(x1, y1)];
    document.moveTo(from.x, from.y).lineTo(to.x, to.y).stroke();
  };
  const put = (text: string, x: number, top: number, size = 2.2) => {
    const place = at(x, top);
    write(document, text, [place.x + 0.6 * scale, place.y + 0.7 * scale], size * scale);
  };
  for (let y = 0; y <= 55; y += 5) line(0, y, 65, y);
  for (const x of [0, 20, 40, 55, 65]) line(x, 0, x, x === 20 || x === 40 ? 30 : 55);
  for (const x of [10, 20, 30, 40]) line(x, 30, x, 55);
  line(185, 0, 185, 55);
  for (const y of [0, 15, 30, 45, 55]) line(65, y, 185, y);
  line(135, 0, 135, 30);
  for (const y of [25]) line(135, y, 185, y);
  for (const x of [150, 165]) line(x, 15, x, 30);
  const labels: [string, number][] = [
    ['Изм.', 0],
    ['Кол.уч', 10],
    ['Лист', 20],
    ['№ док.', 30],
    ['Подп.', 40],
    ['Дата', 55],
  ];
  for (const [label, x] of labels) put(label, x, 35);
  put('Стадия', 135, 30);
  put('Лист', 150, 30);
  put('Листов', 165, 30);
  put(fields.stage, 140, 23, 3.5);
  put(fields.sheet, 154, 23, 3.5);
  put(fields.total, 171, 23, 3.5);
  put(fields.cipher, 90, 53, 5);
  put(fields.object, 70, 42, 3);
  put(fields.building, 67, 25, 3);
  put(fields.title, 67, 12, 3);
  put(fields.organisation, 138, 10, 3);
  fields.signatures.forEach(([role, name, date], row) => {
    put(role, 0, 30 - row * 5);
    put(name, 20, 30 - row * 5);
    put(date, 55, 30 - row * 5, 1.9);
  });
  fields.revisions.forEach(([number, document, date], row) => {
    put(number, 2, 40 + row * 5);
    put(document, 30, 40 + row * 5);
    put(date, 55, 40 + row * 5, 1.9);
  });
}

export interface StampFields {
  cipher: string;
  object: string;
  building: string;
  title: string;
  stage: string;
  sheet: string;
  total: string;
  organisation: string;
  signatures: [string, string, string][];
  revisions: [string, string, string][];
}
