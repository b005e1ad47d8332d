import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  drawnPdf,
  type Person,
  type PicturedDocument,
  picturedDocument,
  startTestApp,
  type TestApp,
} from '#platform/testing/index.ts';

interface Shown {
  view_id: string;
  width: number;
  height: number;
  bbox: [number, number, number, number];
  image_url: string;
  label: string;
  spans: { text: string; bbox: [number, number, number, number] }[];
  [name: string]: unknown;
}

let app: TestApp;
let owner: Person;
let stranger: Person;
let drawing: PicturedDocument;

beforeAll(async () => {
  app = await startTestApp();
  owner = await app.newUser();
  stranger = await app.newUser();
  const bytes = await drawnPdf([
    {
      width: 2000,
      height: 1400,
      words: [
        { text: 'LEFT mark A-1', x: 100, y: 100 },
        { text: 'RIGHT mark B-2', x: 1800, y: 1300, size: 8 },
      ],
    },
    { width: 400, height: 300, rotation: 90, words: [{ text: 'TURNED', x: 20, y: 40, size: 10 }] },
    {
      width: 400,
      height: 300,
      cropBox: [100, 50, 300, 250],
      words: [{ text: 'CROPPED', x: 110, y: 60, size: 10 }],
    },
  ]);
  drawing = await picturedDocument(app, owner, {
    file: { name: 'sheet.pdf', bytes, mimeType: 'application/pdf' },
    blocks: [
      { code: 'AAAA-BBBB-CC1', page: 1, text: 'Марка', bbox: [0.89, 0.92, 0.98, 0.95] },
      { code: 'AAAA-BBBB-CC2', page: 2, text: 'Поворот', bbox: [0, 0, 1, 1] },
      { code: 'AAAA-BBBB-CC3', page: 3, text: 'Обрез', bbox: [0, 0, 1, 1] },
    ],
  });
});
afterAll(() => app.close());

async function show(body: object, person = owner): Promise<Shown[]> {
  const answer = await person.post(`/api/documents/${drawing.documentId}/views`, body);
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
}

async function zoomIn(view: Shown, body: object): Promise<Shown> {
  const answer = await owner.post(`/api/views/${view.view_id}/zoom`, body);
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
}

const texts = (view: Shown) => view.spans.map(({ text }) => text);

/** Share of dark pixels inside the box of a picture. */
async function ink(url: string, [x0, y0, x1, y1]: readonly number[]) {
  const response = await app.http.inject({ method: 'GET', url });
  expect(response.statusCode).toBe(200);
  const { width = 0, height = 0 } = await sharp(response.rawPayload).metadata();
  const left = Math.floor((x0 ?? 0) * width);
  const top = Math.floor((y0 ?? 0) * height);
  const region = {
    left,
    top,
    width: Math.max(1, Math.ceil((x1 ?? 1) * width) - left),
    height: Math.max(1, Math.ceil((y1 ?? 1) * height) - top),
  };
  const { data } = await sharp(response.rawPayload)
    .extract(region)
    .grayscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data.filter((value) => value < 128).length / data.length;
}

describe('an overview', () => {
  it('shows all of the page, with its text where it stands', async () => {
    const [view] = await show({ page: 1 });
    expect(view).toMatchObject({
      kind: 'overview',
      width: 2000,
      height: 1400,
      bbox: [0, 0, 1, 1],
      dpi: 72,
      shrink: 2.08,
    });
    expect(view?.view_id).toMatch(/^v_[\w-]{22}$/);
    expect(view?.label).toMatch(/^стр\.\u00a01, лист\u00a01 · вид v_\S+ · уменьшено в\u00a02,1\u00a0раза$/);
    expect(texts(view as Shown)).toEqual(['LEFT mark A-1', 'RIGHT mark B-2']);
    const [left] = view?.spans ?? [];
    expect(await ink(view?.image_url ?? '', left?.bbox ?? [])).toBeGreaterThan(0.05);
    expect(await ink(view?.image_url ?? '', [0.3, 0.3, 0.6, 0.6])).toBe(0);
  });

  it.each([2, 3])('of a turned or cropped page %i has its letters under their boxes', async (page) => {
    const [view] = await show({ page });
    const [span] = view?.spans ?? [];
    expect(span?.text).toMatch(/TURNED|CROPPED/);
    expect(await ink(view?.image_url ?? '', span?.bbox ?? [])).toBeGreaterThan(0.05);
  });

  it('falls apart into quadrants where it would not be legible', async () => {
    const views = await show({ page: 1, kind: 'quadrants' });
    expect(views.length).toBeGreaterThan(1);
    expect(views.every(({ kind, shrink }) => kind === 'quadrant' && shrink === 1)).toBe(true);
    expect(views.flatMap(texts)).toEqual(expect.arrayContaining(['LEFT mark A-1', 'RIGHT mark B-2']));
    expect(await show({ page: 3, kind: 'quadrants' })).toHaveLength(1);
  });
});

describe('a region', () => {
  it('of a block is where the block is', async () => {
    const [view] = await show({ block_id: 'aaaa-bbbb-cc1' });
    expect(view).toMatchObject({ kind: 'region', block_id: 'AAAA-BBBB-CC1', page: 1 });
    expect(view?.label).toMatch(/^Блок AAAA-BBBB-CC1 · стр/);
    expect(texts(view as Shown)).toEqual(['RIGHT mark B-2']);
  });

  it('is zoomed into again and again, and stays where it was', async () => {
    const [page] = await show({ page: 1 });
    const first = await zoomIn(page as Shown, { box: [0.7, 0.8, 1, 1], snap: false });
    expect(texts(first)).toEqual(['RIGHT mark B-2']);
    const [span] = first.spans;
    const bySector = await zoomIn(first, { sector: 'B2' });
    expect(bySector.parent_view_id).toBe(first.view_id);
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = span?.bbox ?? [];
    const box = [x0 * first.width, y0 * first.height, x1 * first.width, y1 * first.height];
    const close = await zoomIn(first, { box, units: 'px', margin: 0.2 });
    expect(texts(close)).toEqual(['RIGHT mark B-2']);
    expect(close.shrink).toBe(1);
    expect(await ink(close.image_url, close.spans[0]?.bbox ?? [])).toBeGreaterThan(0.05);
    const [px0, py0, px1, py1] = close.bbox;
    expect(px0 < 0.9 && px1 > 0.93 && py0 < 0.93 && py1 > 0.93).toBe(true);
  });

  it('grows to the block that it means', async () => {
    const [page] = await show({ page: 1 });
    const plain = await zoomIn(page as Shown, { box: [0.9, 0.925, 0.97, 0.945], snap: false });
    const snapped = await zoomIn(page as Shown, { box: [0.9, 0.925, 0.97, 0.945] });
    expect(snapped.bbox[2] - snapped.bbox[0]).toBeGreaterThan(plain.bbox[2] - plain.bbox[0]);
  });

  it.each([
    { box: [0.5, 0.5, 0.5, 0.9] },
    { box: [0, 0, 1, 1] },
    { box: [0, 0, 500, 500] },
    { box: [3000, 3000, 4000, 4000], units: 'px' },
    { sector: 'D4' },
    {},
  ])('that is none is refused with the real size: %o', async (body) => {
    const [page] = await show({ page: 1 });
    const answer = await owner.post(`/api/views/${page?.view_id}/zoom`, body);
    expect([answer.status, answer.body.code]).toEqual([422, 'box_invalid']);
    expect(answer.body.message).toContain('2000×1400');
  });

  it('of all of the page is an overview, and refused as a region', async () => {
    const answer = await owner.post(`/api/documents/${drawing.documentId}/views`, {
      page: 1,
      kind: 'region',
    });
    expect(answer.body.code).toBe('box_invalid');
  });
});

describe('a view', () => {
  it('is read again, and its picture opens by its address alone', async () => {
    const [view] = await show({ page: 1 });
    const { body } = await owner.get(`/api/views/${view?.view_id}`);
    expect(body).toEqual(view);
    const signed = await app.api('GET', view?.image_url ?? '');
    expect([signed.status, signed.headers['content-type']]).toEqual([200, 'image/png']);
    const path = `/api/views/${view?.view_id}/image`;
    expect((await owner.get(path)).status).toBe(200);
    expect((await app.api('GET', path)).body.code).toBe('token_missing');
    const tampered = (view?.image_url ?? '').replace('signature=', 'signature=A');
    expect((await app.api('GET', tampered)).body.code).toBe('view_not_found');
  });

  it('is nobody else’s', async () => {
    const [view] = await show({ page: 1 });
    for (const person of [stranger, app.admin]) {
      expect((await person.get(`/api/views/${view?.view_id}`)).body.code).toBe('view_not_found');
      expect((await person.get(`/api/views/${view?.view_id}/image`)).body.code).toBe('view_not_found');
      expect((await person.post(`/api/views/${view?.view_id}/zoom`, { sector: 'A1' })).body.code).toBe(
        'view_not_found',
      );
    }
  });

  it('belongs to a chat of its owner, and goes with it', async () => {
    const chat = await owner.newChat();
    const [view] = await show({ page: 1, chat_id: chat });
    expect(view?.chat_id).toBe(chat);
    const zoomed = await zoomIn(view as Shown, { sector: 'A1' });
    expect(zoomed.chat_id).toBe(chat);
    const foreign = await stranger.newChat();
    const answer = await owner.post(`/api/documents/${drawing.documentId}/views`, {
      page: 1,
      chat_id: foreign,
    });
    expect(answer.body.code).toBe('chat_not_found');
    await app.database.query('delete from chats where id = $1', [chat]);
    expect((await owner.get(`/api/views/${zoomed.view_id}`)).body.code).toBe('view_not_found');
  });

  it('says what there is not', async () => {
    const post = async (body: object) =>
      (await owner.post(`/api/documents/${drawing.documentId}/views`, body)).body.code;
    expect(await post({ page: 99 })).toBe('page_not_found');
    expect(await post({ block_id: 'AAAA-BBBB-XXX' })).toBe('block_not_found');
    expect(await post({ page: 1, version: 7 })).toBe('version_not_found');
  });
});

describe('pages', () => {
  it('have their sizes, addresses and text', async () => {
    const { body } = await owner.get(`/api/documents/${drawing.documentId}/pages?limit=2`);
    expect(body.map(({ number }: { number: number }) => number)).toEqual([1, 2]);
    const text = await owner.get(`/api/documents/${drawing.documentId}/pages/1/text`);
    expect(text.body.spans.map((span: { text: string }) => span.text)).toEqual([
      'LEFT mark A-1',
      'RIGHT mark B-2',
    ]);
    expect((await owner.get(`/api/documents/${drawing.documentId}/pages/9/text`)).body.code).toBe(
      'page_not_found',
    );
    expect((await stranger.get(`/api/documents/${drawing.documentId}/pages`)).body.code).toBe(
      'document_not_found',
    );
  });

  it('are read column after column', async () => {
    const left = Array.from({ length: 6 }, (_, n) => `Left column tells about walls, line ${n}`);
    const right = Array.from({ length: 6 }, (_, n) => `Right column tells about floors, line ${n}`);
    const at = (x: number) => (text: string, n: number) => ({ text, x, y: 60 + n * 16 });
    const { documentId } = await picturedDocument(app, owner, {
      file: {
        name: 'columns.pdf',
        bytes: await drawnPdf([
          { width: 595, height: 842, words: [...left.map(at(40)), ...right.map(at(320))] },
        ]),
        mimeType: 'application/pdf',
      },
      blocks: [{ code: 'AAAA-BBBB-CC4', page: 1, text: 'Столбцы', bbox: [0, 0, 1, 1] }],
    });
    const { body } = await owner.get(`/api/documents/${documentId}/pages/1/text`);
    const texts = body.spans.map((span: { text: string }) => span.text);
    expect(texts).toEqual([...left, ...right]);
    const [view] = (await owner.post(`/api/documents/${documentId}/views`, { page: 1 })).body;
    expect(view.spans.map((span: { text: string }) => span.text)).toEqual(texts);
  });

  it('lend their pictures to their blocks', async () => {
    const { body } = await owner.get(`/api/documents/${drawing.documentId}/blocks/AAAA-BBBB-CC1`);
    const response = await app.http.inject({ method: 'GET', url: body.picture_url });
    expect(response.statusCode).toBe(200);
    expect(await sharp(response.rawPayload).metadata()).toMatchObject({ format: 'png' });
  });
});

it('a picture file is shown as it is, and one that is none is refused', async () => {
  const bytes = await sharp({ create: { width: 900, height: 600, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer();
  const block = {
    code: 'AAAA-BBBB-CC1',
    page: 1,
    text: 'Фото',
    bbox: [0, 0, 1, 1] as [number, number, number, number],
  };
  const photo = await picturedDocument(app, owner, {
    file: { name: 'photo.jpg', bytes, mimeType: 'image/jpeg' },
    blocks: [block],
    textLayer: 'none',
  });
  const [view] = (await owner.post(`/api/documents/${photo.documentId}/views`, {})).body;
  expect(view).toMatchObject({ width: 900, height: 600, spans: [{ text: 'Фото', bbox: [0, 0, 1, 1] }] });
  const shown = await app.http.inject({ method: 'GET', url: view.image_url });
  expect(await sharp(shown.rawPayload).metadata()).toMatchObject({ width: 900, height: 600 });
  const broken = await picturedDocument(app, owner, {
    file: { name: 'broken.pdf', bytes: Buffer.from('%PDF-1.4 nothing'), mimeType: 'application/pdf' },
    blocks: [block],
  });
  const refused = await owner.post(`/api/documents/${broken.documentId}/views`, {});
  expect([refused.status, refused.body.code]).toEqual([422, 'render_failed']);
});

it('a block without a page is shown by its own picture', async () => {
  const crop = await drawnPdf([{ width: 200, height: 100, words: [{ text: 'CROP', x: 20, y: 20 }] }]);
  const block = {
    code: 'AAAA-BBBB-CC1',
    page: 1,
    text: 'Узел 3',
    bbox: [0.5, 0.5, 0.7, 0.6] as [number, number, number, number],
  };
  const bare = await picturedDocument(app, owner, {
    file: { name: 'crop.pdf', bytes: crop, mimeType: 'application/pdf' },
    blocks: [block],
  });
  await app.database.query('update blocks set crop_file_id = $1 where version_id = $2', [
    bare.fileId,
    bare.versionId,
  ]);
  await app.database.query('update pages set file_id = null, file_page = null where version_id = $1', [
    bare.versionId,
  ]);
  const post = (body: object) => owner.post(`/api/documents/${bare.documentId}/views`, body);
  const [view] = (await post({ block_id: block.code })).body;
  expect(view).toMatchObject({ bbox: [0.5, 0.5, 0.7, 0.6], spans: [{ text: 'Узел 3' }] });
  expect(await ink(view.image_url, [0, 0, 1, 1])).toBeGreaterThan(0);
  const closer = await zoomIn(view, { sector: 'A1' });
  expect(closer.bbox[0]).toBeCloseTo(0.5, 3);
  expect(closer.bbox[2]).toBeLessThan(0.6);
  const { picture_url } = (await owner.get(`/api/documents/${bare.documentId}/blocks/${block.code}`)).body;
  expect((await app.http.inject({ method: 'GET', url: picture_url })).statusCode).toBe(200);
  expect((await post({ page: 1 })).body.code).toBe('picture_not_found');
});

it('a PDF that was given with its password is shown without asking for it again', async () => {
  const bytes = await drawnPdf([{ words: [{ text: 'SECRET PLAN OF THE HOUSE', x: 20, y: 20 }] }], {
    userPassword: 's3cret',
  });
  const { body } = await owner.upload(
    '/api/documents/import',
    [{ name: 'secret.pdf', bytes }],
    {},
    { password: 's3cret' },
  );
  const [view] = (await owner.post(`/api/documents/${body.documents[0].id}/views`, {})).body;
  expect(texts(view)).toEqual(['SECRET PLAN OF THE HOUSE']);
  expect(await ink(view.image_url, view.spans[0].bbox)).toBeGreaterThan(0.05);
});

it('a reader who leaves is no failure of the server', async () => {
  const { iiif_url } = (await owner.get(`/api/documents/${drawing.documentId}/pages`)).body[0];
  const gone = new AbortController();
  const asked = fetch(`${app.url}${iiif_url}/full/4000,/0/default.webp`, { signal: gone.signal });
  setTimeout(() => gone.abort(), 20);
  await asked.catch(() => {});
  expect(
    (await app.http.inject({ method: 'GET', url: `${iiif_url}/full/300,/0/default.webp` })).statusCode,
  ).toBe(200);
  expect(app.logs().includes('request failed')).toBe(false);
});
