import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocuments } from './index.ts';
import { docxOf, utf8, wordParagraph, zipOf } from './testing/zip.ts';
import type { InputFile, ReadDocuments } from './types.ts';

/** 200 inputs in an ordinary run, 5,000 in the long one. */
const INPUTS = process.env.TEST_LONG ? 5000 : 200;
const LIMIT_MS = 10_000;

const frame = {
  id: 'AAAA-CCCC-DDD',
  page_index: 0,
  coords_norm: [0, 0, 1, 1],
  coords_px: [0, 0, 9, 9],
  block_type: 'image',
};
const page = { page_number: 0, width: 100, height: 100 };
const analysis = { location: { zone_name: 'План' }, content_summary: 'План 2 этажа', key_entities: ['Д-1'] };
const ocrHtml = `<html><body><h1>Школа</h1><div class="block block-type-image"><div class="block-header">Блок #1 (стр. 1) | Тип: image | ID: AAAA-CCC...</div><div class="block-content"><p>BLOCK: AAAA-CCCC-DDD</p><div class="stamp-info"><b>Шифр:</b> 7/25 | <b>Лист:</b> 3</div><pre>${JSON.stringify({ analysis })}</pre></p></div></body></html></div></div><div class="block block-type-text"><div class="block-header">Блок #2 (стр. 2)</div><table><tr><td rowspan="2">1</td><td colspan="3">2</td></tr><tr><td>3</td></tr></table></div></body></html>`;

const TEXTS: Record<string, string> = {
  'X_document.md':
    '# Т\n**Штамп:** Шифр: 7/25\n## СТРАНИЦА 1\n**Лист:** 5.1 (из 12)\n### BLOCK [IMAGE]: AAAA-CCCC-DDD\n| a | b |\n|---|---|\n| 1 | Image: Icon |\n→ AAAA-CCCC-EEE\n',
  'X_blocks.json': JSON.stringify({
    blocks: [{ id: 'AAAA-CCCC-DDD', page_index: 0, block_type: 'image', crop_url: 'crops/x.pdf' }],
  }),
  'X_ocr.html': ocrHtml,
  'X_annotation.json': JSON.stringify({
    pdf_path: 'x.pdf',
    pages: [
      {
        ...page,
        blocks: [
          {
            ...frame,
            shape_type: 'polygon',
            polygon_points: [
              [0, 0],
              [9, 0],
              [5, 9],
            ],
            linked_block_id: 'AAAA-CCCC-EEE',
          },
        ],
      },
    ],
  }),
  'X_result.json': JSON.stringify({
    pages: [
      {
        ...page,
        blocks: [
          {
            ...frame,
            ocr_html: '<p>x</p>',
            ocr_json: { analysis },
            ocr_meta: { match_score: 70 },
            stamp_data: { sheet_number: '1', signatures: [{ role: 'ГИП' }] },
          },
        ],
      },
    ],
  }),
  'prepared.md': `# Т\n\nтекст\n\n\`\`\`json\n${JSON.stringify({ doc_metadata: { page: 2 }, image: { uri: 'https://x/crops/AAAA-CCCC-DDD.pdf' }, analysis })}\n\`\`\`\n<!-- BLOCK_ID: AAAA-CCCC-EEE -->\nа\n<!-- END_BLOCK -->\n`,
  'page.html':
    '<!DOCTYPE html><html><head><title>t</title></head><body><h1>a</h1><ul><li>b<ol><li>c</ol></ul><math>\\frac{1}{2}</math><img src=x alt=y></body></html>',
  'data.json': JSON.stringify({ a: [{ b: 1 }, { b: 2 }], c: { d: { e: ['f', null, true] } } }),
  'note.txt': 'Заметка\n\n# Глава\n\nтекст текст',
};
const DOCX = docxOf(wordParagraph('Кровля', '1') + wordParagraph('Слой'));
const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==',
    'base64',
  ),
);

const BASES: readonly InputFile[] = [
  ...Object.entries(TEXTS).map(([name, text]) => ({ name, bytes: utf8(text) })),
  { name: 'x.docx', bytes: DOCX },
  { name: 'x.png', bytes: PNG },
  { name: 'x.zip', bytes: zipOf(Object.entries(TEXTS).map(([name, text]) => ({ name, bytes: utf8(text) }))) },
];

/** Pieces that break parsers. */
const PIECES = [
  '</p>',
  '</div></body></html>',
  '<div class="block">',
  '<table><tr><td>',
  '{"a":',
  '[[[[',
  '"',
  '\\',
  '```json\n',
  '\n',
  '| | |',
  '\u0000',
  '## СТРАНИЦА 999999999\n',
  '### BLOCK [',
  '-->',
  '&#x110000;',
  '<![CDATA[',
  'rowspan=99999 colspan=99999 ',
  '\ufffd',
  '1e999',
  '-',
];

type Change =
  | { type: 'cut'; at: number }
  | { type: 'flip'; at: number; bit: number }
  | { type: 'insert'; at: number; piece: string; times: number }
  | { type: 'repeat'; from: number; to: number };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ type: fc.constant('cut' as const), at: share }),
  fc.record({ type: fc.constant('flip' as const), at: share, bit: fc.nat({ max: 7 }) }),
  fc.record({
    type: fc.constant('insert' as const),
    at: share,
    piece: fc.constantFrom(...PIECES),
    times: fc.constantFrom(1, 3, 2000),
  }),
  fc.record({ type: fc.constant('repeat' as const), from: share, to: share }),
);

function apply(bytes: Uint8Array, made: Change): Uint8Array {
  const place = (at: number) => Math.floor(at * bytes.length);
  switch (made.type) {
    case 'cut':
      return bytes.slice(0, place(made.at));
    case 'flip': {
      const flipped = bytes.slice();
      const at = Math.min(place(made.at), bytes.length - 1);
      if (at >= 0) flipped[at] = (flipped[at] ?? 0) ^ (1 << made.bit);
      return flipped;
    }
    case 'insert':
      return join([
        bytes.slice(0, place(made.at)),
        utf8(made.piece.repeat(made.times)),
        bytes.slice(place(made.at)),
      ]);
    case 'repeat': {
      const piece = bytes.slice(place(Math.min(made.from, made.to)), place(Math.max(made.from, made.to)));
      return join([bytes, piece, piece, piece]);
    }
  }
}

const join = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

const input = fc
  .array(fc.tuple(fc.nat({ max: BASES.length - 1 }), fc.array(change, { maxLength: 4 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((chosen) =>
    chosen.map(([base, changes], at): InputFile => {
      const { name, bytes } = BASES[base] as InputFile;
      return { name: at === 0 ? name : `${at}/${name}`, bytes: changes.reduce(apply, bytes) };
    }),
  );

/** Every file was read or is spoken of. */
function expectAccounted(files: readonly InputFile[], { documents, report }: ReadDocuments) {
  const told = [
    ...documents.flatMap((document) => [...document.sources, ...document.report.map(({ file }) => file)]),
    ...report.map(({ file }) => file),
  ];
  for (const { name } of files)
    expect(told.some((one) => one === name || one.startsWith(`${name}/`)) ? name : told).toBe(name);
}

function expectSound({ documents, report }: ReadDocuments) {
  expect(report.filter(({ code }) => code === 'reading_failed')).toEqual([]);
  expect(new Set(documents.map(({ stem }) => stem)).size).toBe(documents.length);
  for (const { model } of documents) {
    expect(new Set(model.blocks.map(({ code }) => code)).size).toBe(model.blocks.length);
    const pages = new Set(model.pages.map(({ number }) => number));
    for (const block of model.blocks) {
      expect(pages.has(block.page) && block.page >= 1).toBe(true);
      const box = block.bbox;
      if (box !== null)
        expect(
          box[0] >= 0 && box[1] >= 0 && box[2] <= 1 && box[3] <= 1 && box[0] < box[2] && box[1] < box[3],
        ).toBe(true);
    }
  }
}

describe('damaged files', () => {
  it(`${INPUTS} of them crash nothing, hang nothing and are all accounted for`, async () => {
    await fc.assert(
      fc.asyncProperty(input, async (files) => {
        const started = performance.now();
        const read = await readDocuments(files);
        expect(performance.now() - started).toBeLessThan(LIMIT_MS);
        expectAccounted(files, read);
        expectSound(read);
      }),
      { numRuns: INPUTS },
    );
  }, 900_000);

  it.each([
    ['HTML', 'x.html', '<div>', '</div>'],
    ['lists', 'x.html', '<ul><li>', ''],
    ['tables', 'x.html', '<table><tr><td>', ''],
    ['JSON arrays', 'x.json', '[', ']'],
    ['JSON objects', 'x.json', '{"a":', '}'],
    ['an annotation', 'X_annotation.json', '{"pages":[', ']}'],
    ['a picture in JSON', 'X_document.md', '{"analysis":', '}'],
  ])('%s nested a hundred thousand times', async (_, name, open, close) => {
    const depth = 100_000;
    const files = [{ name, bytes: utf8(`${open.repeat(depth)}1${close.repeat(depth)}`) }];
    const read = await readDocuments(files);
    expectAccounted(files, read);
    expectSound(read);
  });
});
