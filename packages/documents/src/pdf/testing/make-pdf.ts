import { deflateSync } from 'node:zlib';

/** One object of a file: its text, or a stream with what its dictionary says besides the length. */
export type PdfObject = string | { dictionary: string; stream: string | Uint8Array };

/** A file of `objects`, numbered from 1; the first is the catalog. */
export function makePdf(objects: readonly PdfObject[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const add = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  objects.forEach((object, index) => {
    offsets.push(length);
    add(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), bodyOf(object), Buffer.from('\nendobj\n')]));
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries}`;
  add(Buffer.from(`${table}trailer\n<</Root 1 0 R/Size ${size}${trailer}>>\nstartxref\n${length}\n%%EOF\n`));
  return Buffer.concat(parts);
}

export interface OnePage {
  /** What the page's dictionary says besides its parent, contents and resources. */
  page?: string;
  /** What the tree of pages says, for the page to inherit. */
  pages?: string;
  content?: string;
  resources?: string;
  /** From object 5. */
  more?: readonly PdfObject[];
}

/** A file of one page, 600 × 400 points unless `page` says otherwise. */
export function onePagePdf({ page, pages, content = '', resources = '', more = [] }: OnePage): Buffer {
  return makePdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[3 0 R]/Count 1${pages ?? ''}>>`,
    `<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<${resources}>>${page ?? '/MediaBox[0 0 600 400]'}>>`,
    { dictionary: '', stream: content },
    ...more,
  ]);
}

/** `objects` packed into object streams, as newer programs write them; the first is the catalog. */
export function packedPdf(objects: readonly string[]): Buffer {
  const numbers = objects.map((_, index) => index + 1);
  let offset = 0;
  const header = objects.map((object, index) => {
    const entry = `${numbers[index]} ${offset}`;
    offset += object.length + 1;
    return entry;
  });
  const head = `${header.join(' ')} `;
  const packed = deflateSync(Buffer.from(head + objects.join(' ')));
  const streamNumber = objects.length + 1;
  const start = '%PDF-1.7\n';
  const dictionary = `/Type/ObjStm/N ${objects.length}/First ${head.length}/Filter/FlateDecode`;
  const objectStream = Buffer.concat([
    Buffer.from(`${streamNumber} 0 obj\n`),
    bodyOf({ dictionary, stream: packed }),
    Buffer.from('\nendobj\n'),
  ]);
  const tableAt = start.length + objectStream.length;
  const rows = [
    [0, 0, 65_535],
    ...numbers.map((_, index) => [2, streamNumber, index]),
    [1, start.length, 0],
    [1, tableAt, 0],
  ];
  const table = Buffer.concat(
    rows.map(([type = 0, second = 0, third = 0]) => {
      const row = Buffer.alloc(7);
      row.writeUInt8(type, 0);
      row.writeUInt32BE(second, 1);
      row.writeUInt16BE(third, 5);
      return row;
    }),
  );
  const size = rows.length;
  return Buffer.concat([
    Buffer.from(start),
    objectStream,
    Buffer.from(`${streamNumber + 1} 0 obj\n`),
    bodyOf({ dictionary: `/Type/XRef/Size ${size}/W[1 4 2]/Root 1 0 R`, stream: table }),
    Buffer.from(`\nendobj\nstartxref\n${tableAt}\n%%EOF\n`),
  ]);
}

/** A page that takes minutes and little memory: a shading whose every pixel is computed by a million steps. */
export function endlessPdf(): Buffer {
  const program = deflateSync(Buffer.from(`{${'dup pop '.repeat(500_000)}}`));
  return onePagePdf({
    content: '/S sh',
    resources: '/Shading<</S<</ShadingType 1/ColorSpace/DeviceGray/Domain[0 600 0 400]/Function 5 0 R>>>>',
    more: [
      { dictionary: '/FunctionType 4/Domain[0 600 0 400]/Range[0 1]/Filter/FlateDecode', stream: program },
    ],
  });
}

/** Forms in forms, each drawn ten times: more than any memory holds. */
export function nestedPdf(depth: number): Buffer {
  const first = 5;
  const more = Array.from({ length: depth }, (_, level) => {
    const inner = level + 1 < depth ? `/Resources<</XObject<</F ${first + level + 1} 0 R>>>>` : '';
    const stream = level + 1 < depth ? '/F Do '.repeat(10) : '0 0 m 9 9 l S';
    return { dictionary: `/Type/XObject/Subtype/Form/BBox[0 0 600 400]${inner}`, stream };
  });
  return onePagePdf({ content: '/F Do', resources: `/XObject<</F ${first} 0 R>>`, more });
}

/** A page whose contents unpack to `bytes`, from a thousandth of that. */
export function bombPdf(bytes: number): Buffer {
  const stream = deflateSync(Buffer.alloc(bytes, ' '));
  return makePdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 600 400]>>',
    { dictionary: '/Filter/FlateDecode', stream },
  ]);
}

function bodyOf(object: PdfObject): Buffer {
  if (typeof object === 'string') return Buffer.from(object, 'latin1');
  const stream = Buffer.from(object.stream as Uint8Array);
  return Buffer.concat([
    Buffer.from(`<<${object.dictionary}/Length ${stream.length}>>\nstream\n`, 'latin1'),
    stream,
    Buffer.from('\nendstream'),
  ]);
}
