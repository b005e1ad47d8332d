import { describe, expect, it } from 'vitest';
import type { ReportEntry } from '../model.ts';
import { readBundle } from './read-bundle.ts';

const DOCUMENT = `# Школа / Рабочая документация / 7-25-АР1.pdf

Сгенерировано: 2026-02-03 10:20:30 UTC
**Штамп:** Шифр: 7/25-АР1 | Стадия: РД | Объект: «Школа № 5» | Организация: ПРОЕКТБЮРО

---

## СТРАНИЦА 1

### BLOCK [TEXT]: AAAA-CCCC-DDD
Общие данные

## СТРАНИЦА 2
**Лист:** 5.1 (из 12)
**Наименование листа:** План 2-го этажа

### BLOCK [IMAGE]: AAAA-CCCC-EEE
**[ИЗОБРАЖЕНИЕ]** | Тип: План
**Краткое описание:** План 2-го этажа → AAAA-CCCC-FFF

### BLOCK [TABLE]: AAAA-CCCC-FFF
Спецификация дверей

| Марка | Кол-во |
|---|---|
| Жилой дом | |
| Д-1 | 4 |
`;

const INDEX = JSON.stringify({
  blocks: [
    {
      id: 'AAAA-CCCC-EEE',
      page_index: 1,
      block_type: 'image',
      crop_url: 'https://files.example/crops/AAAA-CCCC-EEE.pdf',
    },
  ],
});

const encode = (text: string) => new TextEncoder().encode(text);
const md = (text: string, name = 'A_document.md') => ({ name, bytes: encode(text) });
const json = (text: string) => ({ name: 'A_blocks.json', bytes: encode(text) });
const found = (report: ReportEntry[], code: string) => report.filter((entry) => entry.code === code);
const page = (body: string) => `# T\n## СТРАНИЦА 1\n${body}`;

function utf16(text: string): Uint8Array {
  const units = new Uint16Array([...text].map((sign) => sign.charCodeAt(0)));
  return new Uint8Array(units.buffer);
}

/** Cyrillic letters and ASCII only. */
function windows1251(text: string): Uint8Array {
  const byteOf = (sign: string) => {
    const code = sign.charCodeAt(0);
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
  };
  return Uint8Array.from([...text].map(byteOf));
}

describe('readBundle', () => {
  it('reads the head, the pages and the blocks', () => {
    const { document, report } = readBundle([md(DOCUMENT), json(INDEX)]);
    expect(report).toEqual([]);
    expect(document).toMatchObject({
      title: 'Школа / Рабочая документация / 7-25-АР1.pdf',
      generatedAt: '2026-02-03T10:20:30.000Z',
      stamp: { cipher: '7/25-АР1', stage: 'РД', object: '«Школа № 5»', organisation: 'ПРОЕКТБЮРО' },
      pages: [
        { number: 1, sheet: null, sheetTitle: null },
        { number: 2, sheet: '5.1', sheetTitle: 'План 2-го этажа' },
      ],
      sheets: [{ number: '5.1', total: 12, title: 'План 2-го этажа', page: 2 }],
    });
    expect(document?.blocks.map(({ code, kind, page, sheet }) => [code, kind, page, sheet])).toEqual([
      ['AAAA-CCCC-DDD', 'text', 1, null],
      ['AAAA-CCCC-EEE', 'image', 2, '5.1'],
      ['AAAA-CCCC-FFF', 'table', 2, '5.1'],
    ]);
  });

  it('takes pictures from the index and twins from the arrows', () => {
    const image = readBundle([md(DOCUMENT), json(INDEX)]).document?.blocks[1];
    expect(image?.cropUrl).toBe('https://files.example/crops/AAAA-CCCC-EEE.pdf');
    expect(image?.linkedCode).toBe('AAAA-CCCC-FFF');
  });

  it.each([
    ['a BOM and CRLF', encode(`\uFEFF${DOCUMENT.replaceAll('\n', '\r\n')}`), []],
    ['UTF-16 with a mark', utf16(`\uFEFF${DOCUMENT}`), ['encoding_converted']],
    ['UTF-16 without a mark', utf16(DOCUMENT), ['encoding_converted']],
  ])('reads %s as the same document', (_, bytes, codes) => {
    const { document, report } = readBundle([{ name: 'A_document.md', bytes }, json(INDEX)]);
    expect(document).toEqual(readBundle([md(DOCUMENT), json(INDEX)]).document);
    expect(report.map(({ code }) => code)).toEqual(codes);
  });

  it('reads Windows-1251 and says so', () => {
    const bytes = windows1251(
      '# Школа\n## СТРАНИЦА 1\n### BLOCK [TEXT]: AAAA-CCCC-DDD\nОбщие данные по объекту',
    );
    const { document, report } = readBundle([{ name: 'A_document.md', bytes }]);
    expect(document?.blocks[0]?.text).toBe('Общие данные по объекту');
    expect(found(report, 'encoding_converted')).toMatchObject([{ severity: 'warning', line: null }]);
  });

  it('keeps a text with a few broken bytes and names the first line of them', () => {
    const bytes = encode(page(`### BLOCK [TEXT]: AAAA-CCCC-DDD\n${'Слово за словом. '.repeat(20)}`));
    bytes[bytes.length - 10] = 0xff;
    const { document, report } = readBundle([{ name: 'A_document.md', bytes }]);
    expect(document?.blocks).toHaveLength(1);
    expect(found(report, 'broken_utf8')).toMatchObject([{ line: 4 }]);
  });

  it.each([
    ['an empty file', new Uint8Array(), 'empty_file'],
    ['only spaces', encode(' \n\n '), 'empty_file'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0x49, 0x48, 1, 2]), 'binary_file'],
    ['noise', Uint8Array.from({ length: 4000 }, (_, at) => ((at * 7919) % 251) + 1), 'binary_file'],
  ])('refuses %s', (_, bytes, code) => {
    const { document, report } = readBundle([{ name: 'A_document.md', bytes }]);
    expect(document).toBeNull();
    expect(report).toMatchObject([{ file: 'A_document.md', severity: 'error', code }]);
  });

  it('needs a document', () => {
    expect(readBundle([json(INDEX)])).toMatchObject({
      document: null,
      report: [{ code: 'document_missing' }],
    });
    expect(readBundle([]).document).toBeNull();
  });

  it('reads one document and names the others', () => {
    const { document, report } = readBundle([md(DOCUMENT), md('# другой', 'B_document.md')]);
    expect(document?.title).toContain('7-25-АР1');
    expect(found(report, 'several_documents')).toHaveLength(1);
  });
});

describe('markers', () => {
  it('accepts small letters and UUIDs', () => {
    const uuid = '0F8FAD5B-D9CB-469F-A165-70867728950E';
    const { document, report } = readBundle([
      md(page(`### block [text]: aaaa-cccc-ddd\nодин\n### BLOCK [TEXT]: ${uuid}\nдва`)),
    ]);
    expect(document?.blocks.map(({ code }) => code)).toEqual(['AAAA-CCCC-DDD', uuid.toLowerCase()]);
    expect(report).toEqual([]);
  });

  it('reads an unknown kind as text, and gives a code where there is none', () => {
    const { document, report } = readBundle([
      md(page('### BLOCK [FOO]: AAAA-CCCC-DDD\nодин\n### BLOCK\nдва\n### BLOCK [TEXT]: block_7\nтри')),
    ]);
    expect(document?.blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['text', 'один'],
      ['text', 'два'],
      ['text', 'три'],
    ]);
    expect(new Set(document?.blocks.map(({ code }) => code)).size).toBe(3);
    expect(report.map(({ code, line }) => [code, line])).toEqual([
      ['unknown_block_kind', 3],
      ['unknown_block_kind', 5],
      ['block_without_id', 5],
      ['bad_block_id', 7],
    ]);
  });

  it('keeps both blocks of one code, with the same new code at every import', () => {
    const text = page('### BLOCK [TEXT]: AAAA-CCCC-DDD\nодин\n### BLOCK [TEXT]: AAAA-CCCC-DDD\nдва');
    const { document, report } = readBundle([md(text)]);
    const [first, second] = document?.blocks ?? [];
    expect([first?.code, first?.text, second?.text]).toEqual(['AAAA-CCCC-DDD', 'один', 'два']);
    expect(second?.code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{3}$/);
    expect(second?.code).not.toBe(first?.code);
    expect(readBundle([md(text)]).document?.blocks[1]?.code).toBe(second?.code);
    expect(found(report, 'duplicate_block_id')).toMatchObject([{ line: 5, severity: 'warning' }]);
    expect(report[0]?.message).toContain(second?.code);
  });

  it('takes the page of a block before the first page from the index', () => {
    const text = '### BLOCK [IMAGE]: AAAA-CCCC-EEE\nплан\n### BLOCK [TEXT]: AAAA-CCCC-DDD\nтекст';
    const { document, report } = readBundle([md(text), json(INDEX)]);
    expect(document?.blocks.map(({ page }) => page)).toEqual([2, 1]);
    expect(found(report, 'block_before_page').map(({ line }) => line)).toEqual([1, 3]);
  });

  it('keeps text that stands outside blocks', () => {
    const { document, report } = readBundle([md('# T\n## СТРАНИЦА 3\nпотерянная строка\n')]);
    expect(document?.blocks).toMatchObject([{ kind: 'text', page: 3, text: 'потерянная строка' }]);
    expect(found(report, 'text_outside_block')).toMatchObject([{ line: 3 }]);
    expect(found(report, 'no_blocks')).toHaveLength(1);
  });

  it('reports pages that repeat, go back or cannot be read', () => {
    const { document, report } = readBundle([
      md('## СТРАНИЦА 2\n## СТРАНИЦА 1\n## СТРАНИЦА 2\n## СТРАНИЦА\n### BLOCK [TEXT]: AAAA-CCCC-DDD\nа'),
    ]);
    expect(document?.pages.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(document?.blocks[0]?.page).toBe(3);
    expect(report.map(({ code, line }) => [code, line])).toEqual([
      ['page_out_of_order', 2],
      ['page_repeated', 3],
      ['bad_page_number', 4],
    ]);
  });

  it('leaves headings alone that only look like markers', () => {
    const body = '### BLOCK [TEXT]: AAAA-CCCC-DDD\n## Страница согласований\n### Block diagram\n**Лист:** 3';
    const { document, report } = readBundle([md(page(body))]);
    expect(document?.blocks).toHaveLength(1);
    expect(document?.sheets).toEqual([]);
    expect(report).toEqual([]);
  });
});

describe('the index of blocks', () => {
  it('names the line where the JSON breaks, and the document is read', () => {
    const { document, report } = readBundle([md(DOCUMENT), json('{\n "blocks": [\n  {"id": AAAA}\n]}')]);
    expect(document?.blocks).toHaveLength(3);
    expect(found(report, 'broken_json')).toMatchObject([
      { file: 'A_blocks.json', line: 3, severity: 'error' },
    ]);
  });

  it.each(['', '{"blocks": [', 'null', '{}', '{"blocks": 5}'])('survives %j', (text) => {
    const { document, report } = readBundle([md(DOCUMENT), json(text)]);
    expect(document?.blocks).toHaveLength(3);
    expect(report.some(({ file, severity }) => file === 'A_blocks.json' && severity === 'error')).toBe(true);
  });

  it('compares ids and pages both ways', () => {
    const blocks = [
      { id: 'AAAA-CCCC-DDD', page_index: 0 },
      { id: 'AAAA-CCCC-FFF', page_index: 7 },
      { id: 'ZZZZ-ZZZZ-ZZZ', page_index: 0 },
      { id: 'ZZZZ-ZZZZ-ZZZ', page_index: 0 },
      { id: 'AAAA-CCCC-GGG', page_index: '1', crop_url: 'javascript:alert(1)' },
      { page_index: 1 },
      null,
    ];
    const { report } = readBundle([md(DOCUMENT), json(JSON.stringify({ blocks }, null, 1))]);
    expect(report.map(({ file, code, line }) => `${file} ${code} ${line}`)).toEqual([
      'A_document.md block_not_in_index 17',
      'A_blocks.json index_repeated_block 16',
      'A_blocks.json index_bad_page 20',
      'A_blocks.json index_bad_crop_url 20',
      'A_blocks.json index_bad_entry null',
      'A_blocks.json index_bad_entry null',
      'A_blocks.json page_mismatch 8',
      'A_blocks.json index_block_not_in_document 12',
      'A_blocks.json index_block_not_in_document 20',
    ]);
  });

  it('sees an index that counts pages from one', () => {
    const blocks = ['DDD', 'EEE'].map((end, at) => ({ id: `AAAA-CCCC-${end}`, page_index: at + 1 }));
    const { report } = readBundle([md(DOCUMENT), json(JSON.stringify({ blocks }))]);
    expect(report).toMatchObject([{ code: 'index_counts_from_one', severity: 'info' }]);
  });
});
