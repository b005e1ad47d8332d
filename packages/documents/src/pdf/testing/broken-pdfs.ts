import { bombPdf, endlessPdf, makePdf, nestedPdf, onePagePdf, packedPdf } from './make-pdf.ts';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;

/** Broken input number `seed`: a sound file that is cut or altered, or one made to loop, to nest or to swell. */
export function brokenPdf(seed: number): Buffer {
  const random = randomNumbers(seed);
  const pick = <T>(from: readonly [T, ...T[]]): T => from[Math.floor(random() * from.length)] ?? from[0];
  return pick([truncated, flipped, flipped, numbersChanged, piecesMoved, piecesMoved, crafted, crafted])(
    random,
  );
}

const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';
const image = {
  dictionary: '/Type/XObject/Subtype/Image/Width 4/Height 4/ColorSpace/DeviceGray/BitsPerComponent 8',
  stream: Buffer.alloc(16, 99),
};
const annotation = '<</Type/Annot/Subtype/Square/Rect[10 10 90 90]/C[1 0 0]/Contents(note)>>';

const sound: readonly [Buffer, ...Buffer[]] = [
  onePagePdf({
    page: '/MediaBox[0 0 600 400]/Rotate 90/CropBox[10 10 500 300]/Annots[7 0 R]',
    content: 'BT /F 20 Tf 20 200 Td (Text of a sheet) Tj ET q 100 0 0 100 300 200 cm /I Do Q 0 0 m 90 90 l S',
    resources: '/Font<</F 5 0 R>>/XObject<</I 6 0 R>>',
    more: [font, image, annotation],
  }),
  packedPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]/UserUnit 2>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]>>',
  ]),
  onePagePdf({
    content: '/P cs /T scn 0 0 600 400 re f /S sh',
    resources:
      '/ColorSpace<</P[/Pattern]>>/Pattern<</T 5 0 R>>/Shading<</S<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 9 9]/Function<</FunctionType 2/N 1/Domain[0 1]/C0[1 0 0]/C1[0 0 1]>>>>>>',
    more: [
      {
        dictionary: '/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>',
        stream: '1 0 0 rg 0 0 5 5 re f',
      },
    ],
  }),
];

function someSound(random: Random): Buffer {
  return Buffer.from(sound[Math.floor(random() * sound.length)] ?? sound[0]);
}

function truncated(random: Random): Buffer {
  const file = someSound(random);
  return file.subarray(0, Math.floor(random() * file.length));
}

function flipped(random: Random): Buffer {
  const file = someSound(random);
  const flips = 1 + Math.floor(random() * 40);
  for (let flip = 0; flip < flips; flip += 1) {
    const at = Math.floor(random() * file.length);
    file[at] = (file[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  }
  return file;
}

const awkward = [
  '0',
  '-1',
  '1',
  '3',
  '65535',
  '2147483647',
  '-2147483648',
  '4294967296',
  '1e30',
  '0.00001',
  '99999999999999999999',
];

/** References, counts, lengths, sizes: each number may become an awkward one. */
function numbersChanged(random: Random): Buffer {
  const share = random() * 0.15;
  const text = someSound(random).toString('latin1');
  const changed = text.replace(/\d+/g, (number) =>
    random() < share ? (awkward[Math.floor(random() * awkward.length)] ?? number) : number,
  );
  return Buffer.from(changed, 'latin1');
}

/** Pieces doubled, taken out or put elsewhere. */
function piecesMoved(random: Random): Buffer {
  let file = someSound(random);
  const moves = 1 + Math.floor(random() * 5);
  for (let move = 0; move < moves; move += 1) {
    const from = Math.floor(random() * file.length);
    const piece = file.subarray(from, from + Math.floor(random() * 200));
    const to = Math.floor(random() * file.length);
    file = Buffer.concat([file.subarray(0, to), piece, file.subarray(to + Math.floor(random() * 100))]);
  }
  return file;
}

const makers: readonly [(random: Random) => Buffer, ...((random: Random) => Buffer)[]] = [
  // The dictionary of a page inside itself; the tree of pages in a ring; contents that are the page.
  () => makePdf(['<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 9>>']),
  () => makePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>']),
  () =>
    makePdf([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Parent 2 0 R/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 3 0 R/Contents 3 0 R>>',
    ]),
  () => makePdf(['2 0 R', '3 0 R', '1 0 R']),
  // A form that draws itself, a font inside its own letters, a pattern of itself.
  () =>
    onePagePdf({
      content: '/F Do',
      resources: '/XObject<</F 5 0 R>>',
      more: [
        {
          dictionary: '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>',
          stream: '/F Do /F Do',
        },
      ],
    }),
  () =>
    onePagePdf({
      content: 'BT /F 20 Tf (aa) Tj ET',
      resources: '/Font<</F 5 0 R>>',
      more: [
        '<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[9]/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>',
        { dictionary: '', stream: '9 0 d0 BT /F 9 Tf (aa) Tj ET' },
      ],
    }),
  () =>
    onePagePdf({
      content: '/Pattern cs /P scn 0 0 600 400 re f',
      resources: '/Pattern<</P 5 0 R>>',
      more: [
        {
          dictionary:
            '/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 0.0001/YStep 0.0001/Resources<</Pattern<</P 5 0 R>>>>',
          stream: '/Pattern cs /P scn 0 0 9 9 re f',
        },
      ],
    }),
  // Deep: brackets, saved states, forms, pages.
  (random) => onePagePdf({ content: '['.repeat(Math.floor(random() * 200_000)) }),
  (random) => onePagePdf({ content: 'q '.repeat(Math.floor(random() * 200_000)) }),
  (random) => makePdf(['<</Type/Catalog/Pages 2 0 R>>', `${'<</A'.repeat(Math.floor(random() * 50_000))} 0`]),
  (random) => nestedPdf(2 + Math.floor(random() * 4)),
  (random) => {
    const depth = Math.floor(random() * 3000);
    const nodes = Array.from(
      { length: depth },
      (_, level) => `<</Type/Pages/Kids[${level + 3} 0 R]/Count 1>>`,
    );
    return makePdf(['<</Type/Catalog/Pages 2 0 R>>', ...nodes, '<</Type/Page/MediaBox[0 0 9 9]>>']);
  },
  // Sizes: of the page, of a picture, of a dash, of what unpacks.
  (random) =>
    onePagePdf({
      page: `/MediaBox[0 0 ${10 ** (random() * 40)} ${10 ** (random() * 9)}]`,
      content: '0 0 m 1 1 l S',
    }),
  (random) => onePagePdf({ page: `/MediaBox[0 0 600 400]/UserUnit ${10 ** (random() * 40 - 20)}` }),
  (random) => {
    const side = Math.floor(10 ** (1 + random() * 8));
    const dictionary = `/Type/XObject/Subtype/Image/Width ${side}/Height ${side}/ColorSpace/DeviceRGB/BitsPerComponent 8`;
    return onePagePdf({
      content: '600 0 0 400 0 0 cm /I Do',
      resources: '/XObject<</I 5 0 R>>',
      more: [{ dictionary, stream: 'xyz' }],
    });
  },
  (random) => onePagePdf({ content: `[${random() / 1e6} ${random() / 1e6}] 0 d 0 0 m 600 400 l S` }),
  (random) => bombPdf(Math.floor(random() * 30_000_000)),
  // Tables of objects that lead to themselves.
  () =>
    Buffer.from(
      '%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF',
    ),
  () =>
    Buffer.from(
      '%PDF-1.7\n1 0 obj<</Type/XRef/Size 9/W[1 2 1]/Prev 9/Length 3>>stream\nabc\nendstream\nendobj\nstartxref\n9\n%%EOF',
    ),
  () =>
    Buffer.from(
      '%PDF-1.7\n1 0 obj<</Type/ObjStm/N 1/First 4/Extends 1 0 R/Length 1 0 R>>stream\n1 0 1 0 R\nendstream endobj trailer<</Root 1 0 R>>',
    ),
];

function crafted(random: Random): Buffer {
  return (makers[Math.floor(random() * makers.length)] ?? makers[0])(random);
}

/** What must be ended by force: a few of these are enough, each costs a time limit. */
export function killingPdfs(): Buffer[] {
  return [endlessPdf(), nestedPdf(12)];
}
