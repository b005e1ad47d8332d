import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drawnPdf } from '#platform/testing/drawn-pdf.ts';
import {
  bundle,
  type Person,
  startTestApp,
  type TestApp,
  type TestFile,
  until,
} from '#platform/testing/index.ts';

let app: TestApp;
let user: Person;

beforeAll(async () => {
  app = await startTestApp({ env: { OCR_ENABLED: 'false' } });
});
beforeEach(async () => {
  user = await app.newUser();
});
afterAll(() => app.close());

const importFiles = (files: TestFile[], fields: Record<string, string> = {}) =>
  user.upload('/api/documents/import', files, {}, fields);

const line = (text: string, y: number) => ({ text, x: 40, y, size: 11 });
/** Enough words that the page is no drawing. */
const page = (text: string) => ({
  width: 595,
  height: 842,
  words: [line(text, 60), line('Стены из кирпича толщиной 380 мм, утеплитель 150 мм.', 80)],
});
const pdf = async (name: string, ...texts: string[]): Promise<TestFile> => ({
  name,
  bytes: await drawnPdf(texts.map(page)),
});

async function traces() {
  const tables = ['documents', 'document_versions', 'document_files', 'pages', 'blocks', 'tree_nodes'];
  const counts = await Promise.all(
    tables.map((table) => app.database.query<{ count: number }>(`select count(*) from ${table}`)),
  );
  const objects = await readdir(path.join(app.dataDir, 'objects'), { recursive: true, withFileTypes: true });
  return {
    rows: counts.map(([row]) => Number(row?.count)),
    files: objects.filter((entry) => entry.isFile() && entry.name !== '.probe').length,
  };
}

describe('a PDF alone', () => {
  it('is read, can be searched and looked at', async () => {
    const { status, body } = await importFiles([
      await pdf('133-АР.pdf', 'Перемычка В2 над дверью', 'Ведомость полов'),
    ]);
    expect(status).toBe(201);
    const [document] = body.documents;
    expect(document).toMatchObject({
      status: 'ready',
      page_count: 2,
      progress: null,
      error: null,
      has_pictures: true,
      version: 1,
    });
    expect(document.block_count).toBeGreaterThanOrEqual(2);
    const hits = (await user.get('/api/search/blocks?q=В2')).body;
    expect(hits).toMatchObject([{ document_id: document.id, page: 1, match: 'mark' }]);
    const block = (await user.get(`/api/documents/${document.id}/blocks/${hits[0].block_id}`)).body;
    expect(block).toMatchObject({ text_source: 'pdf', page: 1, kind: 'text' });
    expect(block.text).toContain('Перемычка В2 над дверью');
    expect(block.bbox[1]).toBeCloseTo(60 / 842, 1);
    expect(block.block_id).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{3}$/);
    const pages = (await user.get(`/api/documents/${document.id}/pages`)).body;
    expect(pages).toMatchObject([
      { number: 1, width: 595, height: 842, rotation: 0, text_layer: 'good', ocr: null },
      { number: 2 },
    ]);
  });

  it('again unchanged makes no version; changed, it makes the next with its own label', async () => {
    const file = await pdf('133-АР_изм.7.pdf', 'Перемычка В2 над дверью');
    const first = (await importFiles([file])).body.documents[0];
    expect(first.version_label).toBe('изм.\u00a07');
    const before = await traces();
    const again = (await importFiles([file])).body;
    expect(again.documents[0]).toMatchObject({ id: first.id, version: 1 });
    expect(again.report).toMatchObject([{ code: 'unchanged' }]);
    expect(await traces()).toEqual(before);
    const blocksOf = async () =>
      (await user.get(`/api/documents/${first.id}/blocks`)).body.map(
        ({ block_id }: { block_id: string }) => block_id,
      );
    const codes = await blocksOf();
    await user.delete(`/api/documents/${first.id}`);
    const anew = (await importFiles([file])).body.documents[0];
    const newCodes = (await user.get(`/api/documents/${anew.id}/blocks`)).body;
    expect(newCodes.map(({ block_id }: { block_id: string }) => block_id)).toEqual(codes);
    const changed = (await importFiles([await pdf('133-АР_изм.7.pdf', 'Перемычка В3 над дверью')])).body;
    expect(changed.documents[0]).toMatchObject({ id: anew.id, version: 2, status: 'ready' });
  });

  it('goes away with all it left', async () => {
    const before = await traces();
    const { body } = await importFiles([await pdf('уйдёт.pdf', 'Временный лист')]);
    await user.delete(`/api/documents/${body.documents[0].id}`);
    expect(await traces()).toEqual(before);
  });
});

describe('is refused with its reason, and nothing stays', () => {
  const refused = async (files: TestFile[], fields = {}) => {
    const before = await traces();
    const answer = await importFiles(files, fields);
    expect(await traces()).toEqual(before);
    return answer;
  };

  it('a damaged or empty file', async () => {
    const { bytes } = await pdf('a.pdf', 'Лист');
    const cut = (bytes as Buffer<ArrayBuffer>).subarray(0, 40);
    for (const broken of [cut, Buffer.from('%PDF-1.7\n%%EOF')]) {
      const { status, body } = await refused([{ name: 'чертёж.pdf', bytes: new Uint8Array(broken) }]);
      expect([status, body.code]).toEqual([422, 'import_failed']);
      expect(body.message).toMatch(/PDF повреждён|пуст/);
      expect(body.details[0]).toMatchObject({ file: 'чертёж.pdf', severity: 'error' });
    }
  });

  it('a locked one without its password, or with another', async () => {
    const bytes = await drawnPdf([page('Тайная перемычка В2')], {
      userPassword: 'секрет-1',
      pdfVersion: '1.7ext3',
    });
    const file = { name: 'закрыт.pdf', bytes };
    const none = await refused([file]);
    expect([none.status, none.body.code]).toEqual([422, 'password_required']);
    expect(none.body.details[0]).toMatchObject({ file: 'закрыт.pdf', code: 'password_required' });
    const wrong = await refused([file], { password: 'не тот' });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'password_required']);
    expect(wrong.body.details[0].code).toBe('wrong_password');

    const opened = await importFiles([file], { password: 'секрет-1' });
    expect(opened.body.documents[0]).toMatchObject({ status: 'ready', has_pictures: true });
    expect((await user.get('/api/search/blocks?q=тайная')).body).toHaveLength(1);
    const [row] = await app.database.query<{ password_ciphertext: Buffer }>(
      'select password_ciphertext from document_files where file_name = $1',
      ['закрыт.pdf'],
    );
    expect(row?.password_ciphertext.includes('секрет-1')).toBe(false);
    expect(app.logs()).not.toContain('секрет-1');
  });

  it('one that fails does not hinder the others', async () => {
    const { status, body } = await importFiles([
      await pdf('хороший.pdf', 'Перемычка В9'),
      { name: 'плохой.pdf', bytes: '%PDF-1.7 и больше ничего' },
    ]);
    expect(status).toBe(201);
    expect(body.documents).toHaveLength(1);
    expect(body.report).toContainEqual(expect.objectContaining({ file: 'плохой.pdf', severity: 'error' }));
  });
});

it('a bundle takes pictures, sizes and what it lacks from the PDF beside it, and keeps its own text', async () => {
  const blocks = [
    { code: 'AAAA-BBBB-CCC', text: 'Текст комплекта', page: 2 },
    { code: 'AAAA-BBBB-DDD', text: '', page: 2 },
  ];
  const frame = { id: 'AAAA-BBBB-DDD', page_index: 1, block_type: 'text', coords_norm: [0, 0, 1, 0.2] };
  const annotation = { pages: [{ page_number: 1, width: 595, height: 842, blocks: [frame] }] };
  const files = [
    ...bundle({ stem: 'dom-AR', blocks }),
    { name: 'dom-AR_annotation.json', bytes: JSON.stringify({ pdf_path: 'dom-AR.pdf', ...annotation }) },
    await pdf('dom-AR.pdf', 'Первая', 'Вторая', 'Третья'),
  ];
  const { status, body } = await importFiles(files);
  expect(status).toBe(201);
  const [document] = body.documents;
  expect(body.documents).toHaveLength(1);
  expect(document).toMatchObject({ page_count: 3, has_pictures: true, status: 'ready' });
  const whole = await until(async () => {
    const answer = (await user.get(`/api/documents/${document.id}`)).body;
    return answer.progress === null ? answer : null;
  });
  expect(whole).toMatchObject({ status: 'ready', title: document.title, cipher: document.cipher });
  const read = (await user.get(`/api/documents/${document.id}/blocks`)).body;
  expect(read.filter(({ page }: { page: number }) => page === 2)).toMatchObject([
    { text: 'Текст комплекта', text_source: 'bundle' },
    { text: expect.stringContaining('Вторая'), text_source: 'pdf', block_id: 'AAAA-BBBB-DDD' },
  ]);
  const added = read.filter(({ page }: { page: number }) => page !== 2);
  expect(added).toMatchObject([
    { text: expect.stringContaining('Первая'), text_source: 'pdf', page: 1 },
    { text: expect.stringContaining('Третья'), text_source: 'pdf', page: 3 },
  ]);
  const pages = (await user.get(`/api/documents/${document.id}/pages`)).body;
  expect(pages.map(({ width }: { width: number }) => width)).toEqual([595, 595, 595]);
  const results = (await user.get(`/api/projects/documents/${document.id}/results`)).body;
  expect(results.files.map(({ file_type }: { file_type: string }) => file_type).sort()).toEqual([
    'annotation',
    'blocks_index',
    'pdf',
    'result_md',
  ]);
});

it('pictures of blocks belong to their blocks, also out of an archive beside them', async () => {
  const blocks = [{ code: 'CR7P-AAAA-AAA', text: 'План', kind: 'IMAGE' as const }];
  const crop = { name: 'CR7P-AAAA-AAA.pdf', bytes: await drawnPdf([{ width: 100, height: 50, lines: 3 }]) };
  const { status, body } = await importFiles([...bundle({ stem: 'с-картинкой', blocks }), crop]);
  expect(status).toBe(201);
  expect(body.documents).toHaveLength(1);
  const { id } = body.documents[0];
  const block = (await user.get(`/api/documents/${id}/blocks/CR7P-AAAA-AAA`)).body;
  const picture = new URL(block.picture_url, app.url);
  expect((await fetch(app.url + picture.pathname)).status).toBe(200);
  const { files } = (await user.get(`/api/projects/documents/${id}/results`)).body;
  expect(files).toContainEqual(expect.objectContaining({ file_type: 'crop', file_name: crop.name }));
});

it('many pages are read in parts, each under its number', async () => {
  const words = (n: number) =>
    Array.from({ length: 5 }, (_, at) => `слово${(n * 7919 + at * 104_729) % 100_003}`);
  const texts = Array.from({ length: 40 }, (_, n) => words(n).join(' '));
  const bytes = await drawnPdf(
    texts.map((text, n) => ({ width: 595, height: 842, words: [line(text, 60 + ((n * 37) % 700))] })),
  );
  const { body } = await importFiles([{ name: 'толстый.pdf', bytes }]);
  const { id } = body.documents[0];
  await until(async () => (await user.get(`/api/documents/${id}`)).body.status === 'ready');
  const blocks = (await user.get(`/api/documents/${id}/blocks?limit=100`)).body;
  const texted = blocks.map(({ text, page }: { text: string; page: number }) => [
    page,
    text.replaceAll('\n', ' '),
  ]);
  expect(texted).toEqual(texts.map((text, n) => [n + 1, text]));
});

it('a document whose reading breaks down says so', async () => {
  await app.database.query(
    `create function break_page() returns trigger language plpgsql as
       $$ begin if new.text like '%сломается%' then raise exception 'broken'; end if; return new; end $$`,
  );
  await app.database.query(
    'create trigger break_pages before insert on blocks for each row execute function break_page()',
  );
  const { status, body } = await importFiles([await pdf('ломкий.pdf', 'Здесь всё сломается')]);
  expect(status).toBe(201);
  expect(body.documents[0]).toMatchObject({
    status: 'failed',
    error: { code: 'internal', message: expect.stringMatching(/Загрузите его ещё раз/) },
    progress: null,
  });
  await app.database.query('drop trigger break_pages on blocks');
  await app.database.query('drop function break_page');
  const again = await importFiles([await pdf('ломкий.pdf', 'Здесь всё сломается')]);
  expect(again.body.documents[0]).toMatchObject({ id: body.documents[0].id, version: 2, status: 'ready' });
});

it('files that were uploaded before are read, too', async () => {
  const uploaded = await user.upload('/api/files/upload', [await pdf('заранее.pdf', 'Перемычка В5')]);
  const { status, body } = await user.post('/api/documents/import-files', { file_ids: [uploaded.body.id] });
  expect(status).toBe(201);
  expect(body.documents[0]).toMatchObject({ status: 'ready', page_count: 1 });
  const stranger = await app.newUser();
  const theirs = await stranger.post('/api/documents/import-files', { file_ids: [uploaded.body.id] });
  expect([theirs.status, theirs.body.code]).toEqual([404, 'file_not_found']);
});

it('a picture is a document of one page, to be recognised; without a program for it that is said', async () => {
  // The smallest grey PNG there is, made by hand.
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
    'base64',
  );
  const { status, body } = await importFiles([{ name: 'фото.png', bytes: new Uint8Array(png) }]);
  expect(status, JSON.stringify(body)).toBe(201);
  const { id } = body.documents[0];
  const document = await until(async () => {
    const answer = (await user.get(`/api/documents/${id}`)).body;
    return answer.progress === null ? answer : null;
  });
  expect(document).toMatchObject({ status: 'ready', page_count: 1, has_pictures: true });
  expect(document.report).toContainEqual(expect.objectContaining({ code: 'ocr_unavailable' }));
  expect((await user.get(`/api/documents/${id}/pages`)).body).toMatchObject([
    { number: 1, ocr: 'unavailable' },
  ]);
  const asked = await user.post(`/api/documents/${id}/ocr`, {});
  expect([asked.status, asked.body.code]).toEqual([422, 'ocr_unavailable']);
  const [block] = (await user.get(`/api/documents/${id}/blocks`)).body;
  const reread = await user.post(`/api/documents/${id}/blocks/${block.block_id}/reread`);
  expect([reread.status, reread.body.code]).toEqual([422, 'ocr_unavailable']);
});
