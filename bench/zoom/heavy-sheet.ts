import { deflateSync } from 'node:zlib';

const width = 3370;
const height = 2384;
/** Of these, a quarter is long lines over the sheet, the rest short strokes, as hatches and SHX letters are. */
const shareOfLong = 0.02;

/** A sheet A0 of `segments` separate strokes, each a path of its own: the worst that a CAD program prints. */
export function heavySheet(segments: number): Buffer {
  const random = randomNumbers(20_260_101);
  const between = (most: number) => random() * most;
  const lines: string[] = ['0.3 w'];
  for (let drawn = 0; drawn < segments; drawn += 1) {
    const [x, y] = [between(width), between(height)];
    const reach = random() < shareOfLong ? 600 : 12;
    const [toX, toY] = [x + between(2 * reach) - reach, y + between(2 * reach) - reach];
    lines.push(`${x.toFixed(2)} ${y.toFixed(2)} m ${toX.toFixed(2)} ${toY.toFixed(2)} l S`);
  }
  const content = deflateSync(Buffer.from(lines.join('\n')));
  return pdfOf([
    Buffer.from('<</Type/Catalog/Pages 2 0 R>>'),
    Buffer.from('<</Type/Pages/Kids[3 0 R]/Count 1>>'),
    Buffer.from(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Contents 4 0 R>>`),
    Buffer.concat([
      Buffer.from(`<</Length ${content.length}/Filter/FlateDecode>>\nstream\n`),
      content,
      Buffer.from('\nendstream'),
    ]),
  ]);
}

function pdfOf(objects: Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const add = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  objects.forEach((object, index) => {
    offsets.push(length);
    add(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]));
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries}`;
  add(Buffer.from(`${table}trailer <</Root 1 0 R/Size ${size}>>\nstartxref\n${length}\n%%EOF\n`));
  return Buffer.concat(parts);
}

/** The same sheet in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
