import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bundle,
  drawnPdf,
  type Person,
  type PicturedDocument,
  picturedDocument,
  startTestApp,
  type TestApp,
} from '#platform/testing/index.ts';
import { type Asked, openToolbox, type ToolboxBench } from './testing/toolbox-bench.ts';

let app: TestApp;
let bench: ToolboxBench;
let owner: Person;
let drawing: PicturedDocument;

const pages = () =>
  drawnPdf([
    {
      width: 2400,
      height: 1600,
      words: [
        { text: 'Перемычка В3-14', x: 200, y: 200 },
        { text: 'RIGHT mark B-2', x: 2100, y: 1500, size: 8 },
      ],
    },
    { width: 300, height: 200, words: [{ text: 'SMALL sheet', x: 20, y: 40 }] },
  ]);

const blocks = [
  { code: 'AAAA-CCCC-AA3', page: 1, text: 'Перемычка В3-14', bbox: [0.05, 0.1, 0.25, 0.2] },
  { code: 'AAAA-CCCC-AA4', page: 1, text: 'Марка', bbox: [0.85, 0.9, 0.99, 0.98] },
  { code: 'AAAA-CCCC-AA6', page: 2, text: 'Малый лист', bbox: [0, 0, 1, 1] },
] satisfies Parameters<typeof picturedDocument>[2]['blocks'];

beforeAll(async () => {
  app = await startTestApp();
  bench = await openToolbox(app);
  owner = await app.newUser();
  drawing = await drawn('sheet.pdf');
  await app.database.query(
    'update pages set width = 2400, height = 1600 where version_id = $1 and number = 1',
    [drawing.versionId],
  );
});
afterAll(async () => {
  await bench.close();
  await app.close();
});

async function drawn(name: string): Promise<PicturedDocument> {
  const file = { name, bytes: await pages(), mimeType: 'application/pdf' };
  return picturedDocument(app, owner, { file, blocks });
}

const ask = (limits = {}): Promise<Asked> => bench.ask(owner, [{ id: drawing.documentId }], limits);

const rowsOf = (asked: Asked) =>
  app.database.query('select * from chat_images where run_id = $1 order by name', [asked.runId]);

describe('a picture of a page', () => {
  test('is drawn, stored as it is shown, labelled, and told to the reader', async () => {
    const asked = await ask();
    const shown = await asked.call('request_images', { page: 1, reason: 'найти марку' });
    expect(shown.output).toMatchObject({
      pictures: [
        { page: 1, picture: 'P1', note: expect.stringMatching(/^уменьшено в\u00a05\u00a0раз: числа/) },
      ],
      pictures_left: 19,
    });
    const [picture] = shown.pictures;
    expect(picture).toMatchObject({
      name: 'P1',
      kind: 'overview',
      width: 1000,
      page: 1,
      sheet: '1',
      block_id: null,
    });
    expect(picture?.label).toMatch(
      /^P1 · вид v_[\w-]+ · стр\.\u00a01, лист\u00a01 · лист целиком · 1000×666\u00a0px · уменьшено/,
    );
    expect(picture?.label).toMatch(/\[0\.08 0\.1\d 0\.\d\d 0\.1\d\] Перемычка В3-14/);
    expect(picture?.text).toContain('RIGHT mark B-2');

    const [row] = await rowsOf(asked);
    expect(row).toMatchObject({
      ...{
        name: 'P1',
        image_type: 'viewport',
        message_id: asked.messageId,
        width: 1000,
        sha256: picture?.sha256,
      },
      s3_path: expect.stringMatching(
        new RegExp(`^chats/${asked.chatId}/images/viewport_step_1_\\d{8}T\\d{9}Z\\.png$`),
      ),
    });
    const bytes = await readFile(path.join(app.dataDir, 'objects', row?.s3_path));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(picture?.sha256);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 1000, height: 666 });
    expect(shown.events).toEqual([
      {
        event: 'image_ready',
        data: expect.objectContaining({
          ...{ image_id: picture?.id, name: 'P1', reason: 'найти марку', url: `/api/images/${picture?.id}` },
        }),
      },
    ]);
  });

  test('a small sheet is not shrunk and has its text without places', async () => {
    const { pictures } = await (await ask()).call('request_images', { sheet: '2' });
    expect(pictures[0]?.label).toContain('без уменьшения');
    expect(pictures[0]?.label).toContain('Точный текст внутри:\nSMALL sheet');
  });

  test('quadrants cover a large sheet', async () => {
    const asked = await ask({ maxSide: 2000 });
    const { pictures, output } = await asked.call('request_images', { page: 1, quadrants: true });
    expect(pictures.length).toBeGreaterThan(3);
    expect(pictures.map(({ kind }) => kind)).toEqual(pictures.map(() => 'quadrant'));
    expect(output.pictures_left).toBe(20 - pictures.length);
    expect(pictures.some(({ text }) => text.includes('Перемычка В3-14'))).toBe(true);
  });

  test('a picture file is stored as the original', async () => {
    const bytes = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#888' } })
      .png()
      .toBuffer();
    const photo = await picturedDocument(app, owner, {
      file: { name: 'photo.png', bytes, mimeType: 'image/png' },
      blocks: [{ code: 'AAAA-CCCC-AA7', page: 1, text: 'Фото', bbox: [0, 0, 1, 1] }],
    });
    const asked = await bench.ask(owner, [{ id: photo.documentId }]);
    await asked.call('request_images', { page: 1 });
    expect(await rowsOf(asked)).toMatchObject([{ image_type: 'original', width: 300, height: 200 }]);
  });
});

describe('zoom', () => {
  test('goes from the picture into the vectors, by box and by sector', async () => {
    const asked = await ask();
    await asked.call('request_images', { page: 1 });
    const closer = await asked.call('zoom', { view_id: 'P1', box: [0.85, 0.9, 0.97, 0.96], reason: 'марка' });
    const [picture] = closer.pictures;
    expect(picture).toMatchObject({ name: 'P2', kind: 'region', shrink: 1 });
    expect(picture?.text).toContain('RIGHT mark B-2');
    expect(closer.output.pictures).toMatchObject([{ picture: 'P2', note: 'без уменьшения' }]);
    const sector = await asked.call('zoom', { view_id: 'р1', sector: 'A1' });
    expect(sector.pictures[0]?.text).toContain('Перемычка В3-14');
    const byView = await asked.call('zoom', { view_id: picture?.view_id, box: [300, 300, 600, 500] });
    expect(byView.pictures[0]?.name).toBe('P4');
    expect((await rowsOf(asked)).map(({ image_type }) => image_type)).toEqual([
      ...['viewport', 'zoom_crop'],
      ...['zoom_crop', 'zoom_crop'],
    ]);
    expect((await rowsOf(asked))[1]?.s3_path).toMatch(/\/zoom_crop_[\w-]+_\d{8}T\d{9}Z\.png$/);
  });

  test('an unknown picture is refused once with those that were shown', async () => {
    const asked = await ask();
    expect((await asked.call('zoom', { view_id: 'P1', sector: 'A1' })).output.error).toBe(
      'Картинки P1 нет. Картинок ещё не было: сначала request_images.',
    );
    await asked.call('request_images', { page: 2 });
    expect((await asked.call('zoom', { view_id: 'P9', sector: 'A1' })).output.error).toBe(
      'Картинки P9 нет. Показаны: P1.',
    );
    expect((await asked.call('zoom', { view_id: 'P9', sector: 'A2' })).output.error).toContain(
      'Об этом уже сказано',
    );
    expect(
      (await asked.call('zoom', { view_id: 'P1', box: [0, 0, 1, 1] })).output.pictures[0].error,
    ).toContain('это весь вид');
  });

  test('a view of another chat, or of another person, is no picture of this one', async () => {
    const other = await ask();
    const shown = await other.call('request_images', { page: 1 });
    const asked = await ask();
    const { output } = await asked.call('zoom', { view_id: shown.pictures[0]?.view_id, sector: 'A1' });
    expect(output.error).toContain('нет. Картинок ещё не было');
  });
});

describe('nothing is shown twice', () => {
  test('the same place is answered by the name of its picture', async () => {
    const asked = await ask();
    await asked.call('request_images', { page: 1, reason: 'первый раз' });
    const same = await asked.call('request_images', { page: 1, reason: 'второй раз' });
    expect(same.output.note).toContain('картинки P1 показаны выше');
    const bySheet = await asked.call('request_images', { sheet: '1' });
    expect(bySheet.output.pictures).toEqual([{ page: 1, sheet: '1', already_shown: 'P1' }]);
    expect(bySheet.pictures).toEqual([]);
    await asked.call('request_images', { block_ids: ['AAAA-CCCC-AA3'] });
    const zoomed = await asked.call('request_images', { block_ids: ['AAAA-CCCC-AA3', 'AAAA-CCCC-AA4'] });
    expect(zoomed.output.pictures).toMatchObject([{ already_shown: 'P2' }, { picture: 'P3' }]);
    expect(await rowsOf(asked)).toHaveLength(3);
  });

  test('a step that is executed anew makes the same pictures, rows, objects and events', async () => {
    const asked = await ask();
    const before = asked.session;
    const first = await asked.call('request_images', { block_ids: ['AAAA-CCCC-AA3', 'AAAA-CCCC-AA4'] });
    const second = await asked.again(
      'request_images',
      { block_ids: ['AAAA-CCCC-AA3', 'AAAA-CCCC-AA4'] },
      before,
    );
    expect(second.pictures).toEqual(first.pictures);
    expect(second.events).toEqual(first.events);
    expect(second.session).toEqual(first.session);
    expect(await rowsOf(asked)).toHaveLength(2);
    const views = await app.database.query('select id from views where chat_id = $1', [asked.chatId]);
    expect(views).toHaveLength(2);
    await asked.call('search_blocks', { query: 'перемычка' });
    await asked.again('search_blocks', { query: 'перемычка' }, first.session);
    const found = await app.database.query('select * from search_results where run_id = $1', [asked.runId]);
    expect(found.filter(({ block_id }) => block_id === 'AAAA-CCCC-AA3')).toMatchObject([
      {
        ...{ kind: 'found', query: 'перемычка', page_number: 1, coords_norm: [0.05, 0.1, 0.25, 0.2] },
        coords_px: [500, 667, 2500, 1333],
      },
    ]);
  });
});

test('an earlier version is shown by its own pages, the label says which side it is', async () => {
  const old = await drawn('изм1.pdf');
  const [{ stem } = { stem: '' }] = await app.database.query<{ stem: string }>(
    'select stem from documents where id = $1',
    [old.documentId],
  );
  const files = bundle({ stem, blocks: [{ code: 'AAAA-CCCC-AA3', text: 'Перемычка В3-15' }] });
  await owner.upload('/api/documents/import', files);
  const asked = await bench.ask(owner, [
    { id: old.documentId, version: 1, side: 'a' },
    { id: old.documentId, version: 2, side: 'b' },
  ]);
  const { output, pictures } = await asked.call('request_images', { block_ids: ['AAAA-CCCC-AA3'] });
  expect(pictures).toMatchObject([{ name: 'P1', version: 1, document_id: old.documentId }]);
  expect(pictures[0]?.label).toContain('· сторона А, D1, версия\u00a01 · блок AAAA-CCCC-AA3 ·');
  expect(output.pictures).toMatchObject([
    { block_id: 'D1:AAAA-CCCC-AA3', picture: 'P1' },
    { block_id: 'D2:AAAA-CCCC-AA3', error: expect.stringContaining('нет файла') },
  ]);
});

test('drawing is given up when the run is stopped', async () => {
  const controller = new AbortController();
  const asked = await ask({ signal: controller.signal });
  controller.abort(new Error('stopped'));
  await expect(asked.call('request_images', { page: 1 })).rejects.toThrow('stopped');
  expect(await rowsOf(asked)).toEqual([]);
});

describe('blocks whose place is not known', () => {
  const at = (bbox: number[] | null, crop: string | null) =>
    app.database.query(
      `update blocks set bbox = $2, crop_file_id = $3 where version_id = $1 and code in ('AAAA-CCCC-AA3', 'AAAA-CCCC-AA4')`,
      [drawing.versionId, bbox, crop],
    );
  const withoutPage = (is: boolean) =>
    app.database.query('update pages set file_id = $2 where version_id = $1 and number = 1', [
      drawing.versionId,
      is ? null : drawing.fileId,
    ]);

  test('are looked for on the whole page, which is shown once and says so', async () => {
    await at(null, null);
    const { output, pictures } = await (await ask()).call('request_images', {
      block_ids: ['AAAA-CCCC-AA3', 'AAAA-CCCC-AA4'],
    });
    expect(pictures).toHaveLength(1);
    expect(pictures[0]?.label).toContain('где блок на листе, неизвестно: показан лист целиком');
    expect(output.pictures).toMatchObject([{ picture: 'P1' }, { already_shown: 'P1' }]);
  });

  test('are shown by their own file, and zoomed into there', async () => {
    await at(null, drawing.fileId);
    await withoutPage(true);
    const asked = await ask();
    const whole = await asked.call('request_images', { block_ids: ['AAAA-CCCC-AA3'] });
    expect(whole.pictures).toMatchObject([{ name: 'P1', bbox: null, block_id: 'AAAA-CCCC-AA3' }]);
    const closer = await asked.call('zoom', { view_id: 'P1', sector: 'A1' });
    expect(closer.pictures).toMatchObject([{ name: 'P2', bbox: null }]);
    const other = await asked.call('zoom', { view_id: 'P1', sector: 'C3' });
    expect(other.pictures).toMatchObject([{ name: 'P3', bbox: null }]);
    const again = await asked.call('zoom', { view_id: 'P1', box: [0.67, 0.67, 1, 1] });
    const same = await asked.call('request_images', { block_ids: ['AAAA-CCCC-AA3'], quadrants: false });
    expect(same.output.pictures).toMatchObject([{ already_shown: 'P1' }]);
    expect(again.result.isError).toBeUndefined();
    await withoutPage(false);
    for (const { code, bbox } of blocks)
      await app.database.query(
        'update blocks set bbox = $3, crop_file_id = null where version_id = $1 and code = $2',
        [drawing.versionId, code, bbox],
      );
  });
});

describe('a place that a person drew', () => {
  const region = () => ({
    ...{ document_id: drawing.documentId, version: 1, page: 1 },
    ...{ box: [0.85, 0.9, 0.97, 0.96] as [number, number, number, number], note: 'Что здесь?' },
  });

  test('is shown first, stays with the question, and can be zoomed into', async () => {
    const asked = await ask();
    const shown = await bench.toolbox.showRegion(region(), asked.session, asked.context);
    expect(shown.pictures).toMatchObject([{ name: 'P1', kind: 'region', page: 1, shrink: 1 }]);
    expect(shown.pictures[0]?.text).toContain('RIGHT mark B-2');
    expect(shown.events).toMatchObject([{ event: 'image_ready', data: { reason: 'Что здесь?' } }]);
    const again = await bench.toolbox.showRegion(region(), asked.session, asked.context);
    expect(again.pictures).toEqual(shown.pictures);
    const rows = await app.database.query('select * from chat_images where chat_id = $1', [asked.chatId]);
    expect(rows).toMatchObject([{ run_id: null, message_id: asked.messageId, image_type: 'viewport' }]);
    asked.session = shown.session;
    expect((await asked.call('zoom', { view_id: 'P1', sector: 'B2' })).pictures).toMatchObject([
      { name: 'P2' },
    ]);
  });

  test('of a document that is not there nothing is shown', async () => {
    const asked = await bench.ask(await app.newUser(), [{ id: drawing.documentId }]);
    const shown = await bench.toolbox.showRegion(region(), asked.session, asked.context);
    expect(shown).toMatchObject({ pictures: [], events: [] });
  });
});

describe('budgets', () => {
  test('pictures beyond the budget are refused with what is left, and remembered', async () => {
    const asked = await ask({ budget: { pictures: 1, pixels: 100_000_000 } });
    const shown = await asked.call('request_images', { block_ids: ['AAAA-CCCC-AA3', 'AAAA-CCCC-AA4'] });
    expect(shown.output.pictures).toMatchObject([
      { picture: 'P1' },
      { block_id: 'AAAA-CCCC-AA4', error: expect.stringContaining('Предел картинок: нужно 1, осталось 0') },
    ]);
    expect(shown.output.pictures_left).toBe(0);
    expect(shown.session.unavailable).toMatchObject([
      { block_id: 'AAAA-CCCC-AA4', page: 1, reason: 'budget', document_id: drawing.documentId },
    ]);
    const same = await asked.call('request_images', { block_ids: ['AAAA-CCCC-AA3'] });
    expect(same.output.pictures).toMatchObject([{ already_shown: 'P1' }]);
    const parts = await (await ask({ budget: { pictures: 2, pixels: 1e9 } })).call('request_images', {
      page: 1,
      quadrants: true,
    });
    expect(parts.output.pictures[0].error).toMatch(/нужно \d+, осталось 2/);
    expect(parts.pictures).toEqual([]);
  });

  test('so are pixels', async () => {
    const asked = await ask({ budget: { pictures: 9, pixels: 100_000 } });
    const { output, session, pictures } = await asked.call('request_images', { page: 1 });
    expect(output.pictures[0].error).toContain('нужно 666000 пикселей, осталось 100000');
    expect(pictures).toEqual([]);
    expect(session.unavailable).toMatchObject([{ reason: 'budget', page: 1 }]);
  });
});

describe('what cannot be shown', () => {
  test('a file that is missing in the storage is named, warned about, and not asked for again', async () => {
    const lost = await drawn('пропавший.pdf');
    const key = `tree_docs/${lost.versionId}/${lost.fileId}`;
    await rm(path.join(app.dataDir, 'objects', key));
    const asked = await bench.ask(owner, [{ id: lost.documentId }]);
    const { output, events, session, result } = await asked.call('request_images', {
      block_ids: ['AAAA-CCCC-AA3'],
    });
    expect(result.isError).toBe(true);
    expect(output.pictures[0].error).toContain('Файл «пропавший.pdf» не открылся');
    expect(events).toMatchObject([{ event: 'warning', data: { code: 'picture_unavailable' } }]);
    expect(session.unavailable).toMatchObject([
      { reason: 'unavailable', block_id: 'AAAA-CCCC-AA3', page: 1 },
    ]);
    const again = await asked.call('request_images', { block_ids: ['AAAA-CCCC-AA3'], quadrants: true });
    expect(again.output.pictures[0].error).toBe('Картинки нет, об этом уже сказано.');
    expect(again.events).toEqual([]);
  });

  test('the person is warned of a file once', async () => {
    const lost = await drawn('потерянный.pdf');
    await rm(path.join(app.dataDir, 'objects', `tree_docs/${lost.versionId}/${lost.fileId}`));
    const asked = await bench.ask(owner, [{ id: lost.documentId }]);
    const { events, session } = await asked.call('request_images', {
      block_ids: ['AAAA-CCCC-AA3', 'AAAA-CCCC-AA4'],
    });
    expect(events).toHaveLength(1);
    expect(session.unavailable).toHaveLength(2);
  });

  test('a document without a PDF says so', async () => {
    await app.database.query(
      'update pages set file_id = null, file_page = null where version_id = $1 and number = 2',
      [drawing.versionId],
    );
    const { output, events } = await (await ask()).call('request_images', { page: 2 });
    expect(output.pictures[0].error).toContain('нет файла, который показал бы стр.\u00a02');
    expect(events).toHaveLength(1);
    await app.database.query(
      'update pages set file_id = $2, file_page = 2 where version_id = $1 and number = 2',
      [drawing.versionId, drawing.fileId],
    );
  });
});

describe('pictures of a chat', () => {
  let asked: Asked;
  let id: string;
  beforeAll(async () => {
    asked = await ask();
    await asked.call('search_blocks', { query: 'перемычка' });
    await asked.call('read_blocks', { block_ids: ['AAAA-CCCC-AA3'] });
    id = (await asked.call('request_images', { page: 1 })).pictures[0]?.id ?? '';
  });

  test('their stable address leads to a signed one that needs no token', async () => {
    const { status, headers, text } = await owner.get(`/api/images/${id}`);
    expect({ status, text }).toEqual({ status: 302, text: '' });
    const response = await app.http.inject({ method: 'GET', url: String(headers.location) });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('image/png');
    const [row] = await rowsOf(asked);
    expect(createHash('sha256').update(response.rawPayload).digest('hex')).toBe(row?.sha256);

    const other = String(headers.location).replace(/signature=./, 'signature=_');
    expect((await app.api('GET', other)).body.code).toBe('image_not_found');
    expect((await app.api('GET', `/api/images/${id}/content`)).status).toBe(401);
    expect((await owner.get(`/api/images/${id}/content`)).status).toBe(200);
  });

  test('say what they show', async () => {
    const { body } = await owner.get(`/api/images/${id}/info`);
    expect(body).toMatchObject({
      ...{ id, chat_id: asked.chatId, message_id: asked.messageId, run_id: asked.runId, name: 'P1' },
      ...{ image_type: 'viewport', page: 1, sheet: '1', block_id: null, document_id: drawing.documentId },
      ...{ bbox: [0, 0, 1, 1], url: expect.stringContaining(`/api/images/${id}/content?expires=`) },
    });
  });

  test('the ledger lists what was looked at', async () => {
    const { body } = await owner.get(`/api/chats/${asked.chatId}/messages/${asked.messageId}/evidence`);
    expect(body.pictures.map(({ name }: { name: string }) => name)).toEqual(['P1']);
    expect(body.blocks).toContainEqual({
      ...{ kind: 'read', document_id: drawing.documentId, block_id: 'AAAA-CCCC-AA3', page: 1, query: null },
      ...{ text: 'Перемычка В3-14', coords_norm: [0.05, 0.1, 0.25, 0.2], coords_px: [500, 667, 2500, 1333] },
    });
    expect(body.blocks.map(({ kind }: { kind: string }) => kind)).toContain('found');
  });

  test('belong to the owner of the chat alone', async () => {
    const stranger = await app.newUser();
    for (const address of ['', '/info', '/content'])
      expect((await stranger.get(`/api/images/${id}${address}`)).body.code).toBe('image_not_found');
    const ledger = `/messages/${asked.messageId}/evidence`;
    expect((await stranger.get(`/api/chats/${asked.chatId}${ledger}`)).body.code).toBe('chat_not_found');
    const other = await stranger.newChat();
    expect((await stranger.get(`/api/chats/${other}${ledger}`)).body.code).toBe('message_not_found');
  });

  test('a picture whose bytes are gone is not there', async () => {
    const lost = await ask();
    const shown = await lost.call('request_images', { page: 1 });
    const [row] = await rowsOf(lost);
    await rm(path.join(app.dataDir, 'objects', row?.s3_path));
    expect((await owner.get(`/api/images/${shown.pictures[0]?.id}/content`)).body.code).toBe(
      'image_not_found',
    );
  });
});
