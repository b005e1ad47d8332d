import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import type { DocumentModel } from '../model.ts';
import { plainPage } from '../page.ts';
import { ReaderError, readDocuments } from './index.ts';
import { docxOf, utf8, wordParagraph } from './testing/zip.ts';
import type { InputFile, ReaderOptions } from './types.ts';

const file = (name: string, content: string | Uint8Array): InputFile => ({
  name,
  bytes: typeof content === 'string' ? utf8(content) : content,
});
const read = async (files: InputFile[], options?: ReaderOptions) => readDocuments(files, options);
const only = async (name: string, content: string | Uint8Array, options?: ReaderOptions) => {
  const { documents, report } = await read([file(name, content)], options);
  expect(documents).toHaveLength(1);
  expect(report).toEqual([]);
  return documents[0] as NonNullable<(typeof documents)[0]>;
};
const codes = (entries: readonly { code: string }[]) => entries.map(({ code }) => code);

const DOCUMENT = '# Т\n## СТРАНИЦА 1\n### BLOCK [IMAGE]: AAAA-CCCC-DDD\nПлан';
const CODE =
  /^[ACDEFGHJKLMNPQRTUVWXY34679]{4}-[ACDEFGHJKLMNPQRTUVWXY34679]{4}-[ACDEFGHJKLMNPQRTUVWXY34679]{3}$/;

describe('plain formats', () => {
  it('cuts a long Markdown at headings, with the path of headings in each block', async () => {
    const section = (name: string) => `## ${name}\n\n${'Слово за словом. '.repeat(200)}`;
    const text = `# Пояснительная записка\n\nвведение\n\n${section('Кровля')}\n\n${section('Фасад')}`;
    const { model, stem } = await only('b/записка.md', text);
    expect([stem, model.title]).toEqual(['записка', 'Пояснительная записка']);
    expect(model.pages).toMatchObject([{ number: 1 }]);
    expect(model.blocks.length).toBeGreaterThan(3);
    for (const block of model.blocks) {
      expect(block.code).toMatch(CODE);
      expect(block.text.length).toBeLessThan(6000);
    }
    const inside = model.blocks.find(({ text: own }) =>
      own.startsWith('Пояснительная записка / Кровля\n\nСлово'),
    );
    expect(inside ?? model.blocks.map(({ text: own }) => own.slice(0, 60))).toMatchObject({ page: 1 });
    expect((await only('other.md', text)).model.blocks.map(({ code }) => code)).toEqual(
      model.blocks.map(({ code }) => code),
    );
  });

  it('cuts a long table between rows and repeats its header', async () => {
    const rows = Array.from({ length: 400 }, (_, at) => `| Д-${at} | Дверь деревянная глухая | ${at} |`);
    const { model } = await only(
      'т.txt',
      `Ведомость\n\n| Марка | Название | Кол. |\n|---|---|---|\n${rows.join('\n')}`,
    );
    const found = model.blocks.flatMap(({ tables }) => tables);
    expect(found.length).toBeGreaterThan(2);
    for (const table of found) expect(table.header).toEqual(['Марка', 'Название', 'Кол.']);
    expect(found.flatMap((table) => table.rows.map(([mark]) => mark))).toEqual(
      rows.map((_, at) => `Д-${at}`),
    );
  });

  it('reads HTML, also named otherwise', async () => {
    const html =
      '<!DOCTYPE html><html><head><title>Паспорт</title></head><body><h1>Дверь</h1><table><tr><th>Марка</th><th>Масса</th></tr><tr><td>Д-1</td><td>40</td></tr></table><img src="x.png"></body></html>';
    for (const name of ['p.html', 'p.txt']) {
      const { model, report } = await only(name, html);
      expect(model.title).toBe('Паспорт');
      expect(model.blocks[0]?.tables).toMatchObject([{ header: ['Марка', 'Масса'], rows: [['Д-1', '40']] }]);
      expect(codes(report)).toEqual(['pictures_left_out']);
    }
  });

  it('reads any JSON as text, broken JSON too', async () => {
    const value = {
      объект: 'Школа',
      двери: [
        { марка: 'Д-1', масса: 40 },
        { марка: 'Д-2', масса: 41 },
      ],
      вложено: { этаж: { номер: 7 } },
    };
    const { model } = await only('данные.json', JSON.stringify(value));
    const text = model.blocks.map((block) => block.text).join('\n');
    expect(text).toContain('**объект:** Школа');
    expect(text).toContain('**номер:** 7');
    expect(model.blocks.flatMap(({ tables }) => tables)).toMatchObject([
      {
        header: ['марка', 'масса'],
        rows: [
          ['Д-1', '40'],
          ['Д-2', '41'],
        ],
      },
    ]);
    const broken = await only('x.json', '{"объект": Школа}');
    expect(broken.model.blocks[0]?.text).toContain('Школа');
    expect(broken.report).toMatchObject([{ code: 'broken_json', line: 1 }]);
  });

  it('reads a Word document', async () => {
    const cell = (text: string, span = '') => `<w:tc><w:tcPr>${span}</w:tcPr>${wordParagraph(text)}</w:tc>`;
    const table = `<w:tbl><w:tr>${cell('Марка')}${cell('Масса')}</w:tr><w:tr>${cell('Д-1')}${cell('40')}</w:tr><w:tr>${cell('Жилой дом', '<w:gridSpan w:val="2"/>')}</w:tr></w:tbl>`;
    const { model } = await only(
      'з.docx',
      docxOf(`${wordParagraph('Кровля', '1')}${wordParagraph('Слой гравия')}${table}`),
    );
    expect(model.title).toBe('Кровля');
    expect(model.blocks[0]?.text).toContain('# Кровля\n\nСлой гравия\n\n| Марка | Масса |');
    expect(model.blocks[0]?.tables[0]?.rows).toContainEqual(['Д-1', '40']);
  });

  it('makes a page out of a picture', async () => {
    const png = await sharp({ create: { width: 600, height: 300, channels: 3, background: 'white' } })
      .withMetadata({ density: 300 })
      .png()
      .toBuffer();
    const { model } = await only('скан.jpg', new Uint8Array(png));
    expect(model.pages).toMatchObject([{ number: 1, size: { width: 144, height: 72 }, textLayer: 'none' }]);
    expect(model.blocks).toMatchObject([
      { kind: 'image', page: 1, bbox: [0, 0, 1, 1], flags: ['empty'], cropUrl: 'скан.jpg' },
    ]);
  });

  it('refuses pictures that could not be shown: too large, cut short', async () => {
    const picture = (width: number, height: number) =>
      sharp({ create: { width, height, channels: 3, background: 'red' }, limitInputPixels: false });
    const large = await picture(20_000, 14_000).png({ compressionLevel: 1 }).toBuffer();
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const whole = await sharp({ create: { width: 600, height: 600, channels: 3, background: 'red', noise } })
      .jpeg()
      .toBuffer();
    const { documents, report } = await read([
      { name: 'large.png', bytes: new Uint8Array(large) },
      { name: 'cut.jpg', bytes: new Uint8Array(whole.subarray(0, whole.length / 3)) },
    ]);
    expect(documents).toEqual([]);
    expect(codes(report).toSorted()).toEqual(['damaged_image', 'image_too_large']);
  });

  it.each([
    ['x.xlsx', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'unsupported_format'],
    ['x.dwg', utf8('AC1032\0\0\0'), 'unsupported_format'],
    ['x.md', new Uint8Array(), 'empty_file'],
    ['x.md', utf8('<p></p><script>1</script>'), 'no_text'],
    [
      'x.png',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]),
      'damaged_image',
    ],
    ['x.docx', utf8('PK\u0003\u0004 не архив'), 'damaged_docx'],
  ])('refuses %s', async (name, bytes, code) => {
    const { documents, report } = await read([{ name, bytes }]);
    expect(documents).toEqual([]);
    expect(report).toMatchObject([{ file: name, code }]);
  });
});

describe('documents of several files', () => {
  const crop = utf8('%PDF-1.4\n');

  it('are put together by stem, by content where the name says nothing, with their crops', async () => {
    const { documents, report } = await read([
      file('p/X_document.md', DOCUMENT),
      file(
        'p/X_annotation (1).json',
        JSON.stringify({
          pages: [
            {
              page_number: 0,
              width: 100,
              height: 200,
              blocks: [{ id: 'AAAA-CCCC-DDD', coords_norm: [0, 0, 1, 0.5] }],
            },
          ],
        }),
      ),
      file('p/crops/AAAA-CCCC-DDD.pdf', crop),
      file('p/crops/EEEE-CCCC-DDD.pdf', crop),
      file('заметка.md', 'просто текст'),
    ]);
    expect(documents.map(({ stem, sources }) => [stem, sources])).toEqual([
      ['X', ['p/X_document.md', 'p/X_annotation (1).json', 'p/crops/AAAA-CCCC-DDD.pdf']],
      ['заметка', ['заметка.md']],
    ]);
    expect(documents[0]?.model.blocks).toMatchObject([
      { bbox: [0, 0, 1, 0.5], cropUrl: 'p/crops/AAAA-CCCC-DDD.pdf' },
    ]);
    expect(codes(report)).toEqual(['crop_without_block']);
  });

  it('stay apart where they are versions, under names of their own', async () => {
    const { documents } = await read([
      file('v1/X_document.md', DOCUMENT),
      file('v2/X_document.md', DOCUMENT),
      file('X.md', 'текст'),
    ]);
    expect(documents.map(({ stem }) => stem)).toEqual(['v1/X', 'v2/X', 'X']);
  });

  it('report a name that is sent twice', async () => {
    const { documents, report } = await read([file('X.md', 'один'), file('X.md', 'два')]);
    expect(documents.map(({ model }) => model.blocks[0]?.text)).toEqual(['один']);
    expect(codes(report)).toEqual(['duplicate_file']);
  });
});

describe('PDF files', () => {
  const pdf = file('X.pdf', '%PDF-1.7\n');
  const block = {
    code: 'PDFF-PDFF-PDF',
    kind: 'text',
    page: 1,
    sheet: null,
    text: 'из PDF',
    tables: [],
    polygon: null,
    category: null,
    group: null,
    textSource: 'pdf',
    confidence: null,
    linkedCode: null,
    cropUrl: null,
    flags: [],
  } as const;
  const model = (more: Partial<DocumentModel> = {}): DocumentModel => ({
    title: 'X.pdf',
    generatedAt: null,
    stamp: { cipher: 'Ш', stage: null, object: null, organisation: null },
    pages: [{ ...plainPage(1), size: { width: 595, height: 842 }, textLayer: 'good' }, plainPage(2)],
    sheets: [],
    blocks: [
      { ...block, tables: [], flags: [], bbox: [0.1, 0.1, 0.4, 0.3] },
      {
        ...block,
        tables: [],
        flags: [],
        code: 'PDFF-PDFF-PDG',
        bbox: [0.6, 0.6, 0.9, 0.9],
        text: 'вне рамок',
      },
      { ...block, tables: [], flags: [], code: 'PDFF-PDFF-PDH', page: 2, bbox: [0, 0, 1, 1], text: 'вторая' },
    ],
    ...more,
  });

  it('are read by the port', async () => {
    const readPdf = vi.fn(async () => ({ model: model(), report: [] }));
    const { documents } = await read([pdf], { readPdf });
    expect(documents).toMatchObject([{ stem: 'X', sources: ['X.pdf'], model: model() }]);
    expect(readPdf).toHaveBeenCalledWith(pdf, expect.any(AbortSignal));
  });

  it('give a bundle sizes, pages, text for frames without any, and what it left out', async () => {
    const annotation = {
      pages: [
        {
          page_number: 0,
          width: 100,
          height: 200,
          blocks: [{ id: 'AAAA-CCCC-DDD', block_type: 'text', coords_norm: [0.05, 0.05, 0.5, 0.5] }],
        },
      ],
    };
    const { documents } = await read([pdf, file('X_annotation.json', JSON.stringify(annotation))], {
      readPdf: async () => ({ model: model(), report: [] }),
    });
    expect(documents).toHaveLength(1);
    const merged = documents[0]?.model;
    expect(merged?.pages).toMatchObject([
      { number: 1, size: { width: 595, height: 842 }, textLayer: 'good' },
      { number: 2 },
    ]);
    expect(
      merged?.blocks.map(({ code, text, textSource, flags }) => [code, text, textSource, flags]),
    ).toEqual([
      ['AAAA-CCCC-DDD', 'из PDF', 'pdf', []],
      ['PDFF-PDFF-PDG', 'вне рамок', 'pdf', []],
      ['PDFF-PDFF-PDH', 'вторая', 'pdf', []],
    ]);
  });

  it('do not take a bundle down with them', async () => {
    const readPdf = () => Promise.reject(new Error('damaged'));
    const { documents } = await read([pdf, file('X_document.md', DOCUMENT)], { readPdf });
    expect(codes(documents[0]?.report ?? [])).toContain('pdf_failed');
    const alone = await read([pdf], { readPdf });
    expect([alone.documents, codes(alone.report)]).toEqual([[], ['pdf_failed']]);
    expect(codes((await read([pdf])).report)).toEqual(['pdf_not_read']);
  });
});

it('stops when told to', async () => {
  const signal = AbortSignal.abort();
  await expect(read([file('X.md', 'текст')], { signal })).rejects.toThrow(ReaderError);
});

it('keeps within its limits and says what is left out', async () => {
  const text = Array.from({ length: 30 }, (_, at) => `# Раздел ${at}\n\n${'Слово. '.repeat(300)}`).join(
    '\n\n',
  );
  const { documents } = await read([file('X.md', text)], { limits: { maxBlocks: 5 } });
  expect(documents[0]?.model.blocks).toHaveLength(5);
  expect(codes(documents[0]?.report ?? [])).toContain('too_many_blocks');
  expect(codes((await read([file('X.md', text)], { limits: { maxFileBytes: 100 } })).report)).toEqual([
    'file_too_large',
  ]);
});
