import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Person, startTestApp, type TestApp, type TestFile } from '#platform/testing/index.ts';

let app: TestApp;
let user: Person;

beforeAll(async () => {
  app = await startTestApp();
  user = await app.newUser();
});
afterAll(() => app.close());

let imports = 0;
/** Imports a document of the given text (and index) under a new name. */
async function importText(text: string | Uint8Array<ArrayBuffer>, index?: string) {
  imports += 1;
  const files: TestFile[] = [{ name: `m${imports}_document.md`, bytes: text }];
  if (index !== undefined) files.push({ name: `m${imports}_blocks.json`, bytes: index });
  const { status, body } = await user.upload('/api/documents/import', files);
  const id = body.documents?.[0]?.id;
  const blocks = id === undefined ? [] : (await user.get(`/api/documents/${id}/blocks`)).body;
  return { status, body, blocks, report: body.report ?? body.details, stem: `m${imports}` };
}

const page = '# Дом / АР / a.pdf\n\n---\n\n## СТРАНИЦА 1\n';
const good = `${page}\n### BLOCK [TEXT]: AAAA-BBBB-CCC\nПеремычка В2\n`;

it('broken JSON of the index: the line is named, the document is read without it', async () => {
  const { status, report, blocks, stem } = await importText(
    good,
    '{\n  "blocks": [\n    {"id": oops}\n  ]\n}',
  );
  expect(status).toBe(201);
  expect(report).toEqual([
    expect.objectContaining({ file: `${stem}_blocks.json`, line: 3, severity: expect.any(String) }),
  ]);
  expect(report[0].message).toMatch(/[а-я]/);
  expect(blocks).toMatchObject([{ block_id: 'AAAA-BBBB-CCC', text: 'Перемычка В2' }]);
});

it('an unknown marker: its line is named, the blocks around it are read', async () => {
  const text = `${good}\n### BLOCK [VIDEO]: EEEE-FFFF-GGG\nкино\n\n### BLOCK [TEXT]: HHHH-JJJJ-KKK\nПеремычка В3\n`;
  const { status, report, blocks, stem } = await importText(text);
  expect(status).toBe(201);
  const line = text.split('\n').indexOf('### BLOCK [VIDEO]: EEEE-FFFF-GGG') + 1;
  expect(report).toContainEqual(expect.objectContaining({ file: `${stem}_document.md`, line }));
  expect(blocks.map(({ block_id }: { block_id: string }) => block_id)).toEqual(
    expect.arrayContaining(['AAAA-BBBB-CCC', 'HHHH-JJJJ-KKK']),
  );
});

it('a duplicate block id: both texts are kept, the second under a made code', async () => {
  const text = `${good}\n### BLOCK [TEXT]: AAAA-BBBB-CCC\nДругой текст\n`;
  const { report, blocks } = await importText(text);
  expect(report).toContainEqual(
    expect.objectContaining({
      code: 'duplicate_block_id',
      line: text.split('\n').lastIndexOf('### BLOCK [TEXT]: AAAA-BBBB-CCC') + 1,
    }),
  );
  expect(blocks).toHaveLength(2);
  expect(blocks.map(({ text: body }: { text: string }) => body)).toEqual(['Перемычка В2', 'Другой текст']);
  expect(new Set(blocks.map(({ block_id }: { block_id: string }) => block_id)).size).toBe(2);
});

it('Windows-1251 instead of UTF-8 is read and said', async () => {
  const letters = [...good].map((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
  });
  const { status, report, blocks, stem } = await importText(new Uint8Array(letters));
  expect(status).toBe(201);
  expect(report[0]).toMatchObject({ file: `${stem}_document.md`, message: expect.stringMatching(/UTF-8/) });
  expect(blocks).toMatchObject([{ text: 'Перемычка В2' }]);
});

it('UTF-8 with a byte order mark and UTF-16 of a Windows editor are read', async () => {
  const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(good)]);
  expect((await importText(marked)).blocks).toMatchObject([{ text: 'Перемычка В2' }]);
  const wide = new Uint8Array(Buffer.from(`\ufeff${good}`, 'utf16le'));
  const { status, report, blocks } = await importText(wide);
  if (status === 201) expect(blocks).toMatchObject([{ text: 'Перемычка В2' }]);
  else expect(report[0].message).toMatch(/UTF-8|кодировк/i);
});

it('a file with NUL in it is no text: refused, and said by name', async () => {
  const { status, report, stem } = await importText(`${page}\n### BLOCK [TEXT]: AAAA-BBBB-CCC\nдо\0после\n`);
  expect(status).toBe(422);
  expect(report[0]).toMatchObject({ file: `${stem}_document.md`, severity: 'error' });
  expect(report[0].message).toMatch(/[а-я]/);
});

it('text without any block markers is kept', async () => {
  const { status, blocks } = await importText('просто текст');
  expect(status).toBe(201);
  expect(blocks).toMatchObject([{ page: 1, text: expect.stringContaining('просто текст') }]);
});

it('an index of pages and blocks that are not in the document is remarked on', async () => {
  const index = JSON.stringify({ blocks: [{ id: 'ZZZZ-YYYY-XXX', page_index: 99, block_type: 'image' }] });
  const { status, report, stem } = await importText(good, index);
  expect(status).toBe(201);
  expect(report).toContainEqual(expect.objectContaining({ file: `${stem}_blocks.json` }));
});

it('one broken bundle does not hinder a good one beside it', async () => {
  const { status, body } = await user.upload('/api/documents/import', [
    { name: 'хороший_document.md', bytes: good },
    { name: 'пустой_document.md', bytes: '' },
  ]);
  expect(status).toBe(201);
  expect(body.documents).toHaveLength(1);
  expect(body.report).toContainEqual(
    expect.objectContaining({ file: 'пустой_document.md', severity: 'error' }),
  );
});

it('NUL and half a letter that JSON escapes are left out of the texts', async () => {
  const name = 'выгрузка_document.md';
  const fence = '```json\n{"analysis": {"clean_ocr_text": "Перемычка \\u0000В2 \\ud83d"}}\n```';
  const { status, body } = await user.upload('/api/documents/import', [
    { name, bytes: `${good}\n${fence}\n` },
    { name: 'данные.json', bytes: '{"заметка": "до\\u0000после"}' },
  ]);
  expect(status, JSON.stringify(body)).toBe(201);
  expect(body.documents).toHaveLength(2);
});
