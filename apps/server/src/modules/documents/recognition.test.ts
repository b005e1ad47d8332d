import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawnPdf } from '#platform/testing/drawn-pdf.ts';
import { type Person, startTestApp, type TestApp, until } from '#platform/testing/index.ts';
import { provideTesseract } from '../../../../../scripts/tesseract.ts';

const tesseract = await provideTesseract();

let app: TestApp;
let user: Person;

beforeAll(async () => {
  app = await startTestApp({ env: { ...tesseract } });
  user = await app.newUser();
});
afterAll(() => app.close());

/** What a scanner makes of a page: a picture that covers it. */
async function scan(words: readonly string[], width: number): Promise<Uint8Array<ArrayBuffer>> {
  const lines = words.map((text, n) => ({ text, x: 40, y: 50 + n * 40, size: 16 }));
  const printed = { name: 'печать.pdf', bytes: await drawnPdf([{ width: 420, height: 300, words: lines }]) };
  const { body } = await user.upload('/api/documents/import', [printed]);
  const { id } = body.documents[0];
  const [page] = (await user.get(`/api/documents/${id}/pages`)).body;
  const address = new URL(`${page.iiif_url}/full/${width},/0/default.png`, app.url);
  const picture = await fetch(app.url + address.pathname + address.search);
  expect(picture.status).toBe(200);
  await user.delete(`/api/documents/${id}`);
  return new Uint8Array(await picture.arrayBuffer());
}

/** Who did it to what, and how it ended: one line a deed. */
async function noted(action: string, id: string) {
  const rows = await app.database.query<{ actor_id: string; target_id: string; outcome: string }>(
    'select actor_id, target_id, outcome from audit_logs where action = $1 and position($2 in target_id) > 0',
    [action, id],
  );
  return rows.map(({ actor_id, target_id, outcome }) => [actor_id, target_id, outcome]);
}

const settled = (id: string) =>
  until(async () => {
    const { body } = await user.get(`/api/documents/${id}`);
    return body.progress === null ? body : null;
  }, 60_000);

it.skipIf(tesseract === null)(
  'a scanned page is recognised in the background and found by its words',
  async () => {
    const picture = Buffer.from(await scan(['Перемычка железобетонная', 'Количество сорок штук'], 1200));
    const bytes = await drawnPdf([
      { width: 420, height: 300, picture },
      { width: 420, height: 300, words: [{ text: 'Страница с буквами', x: 40, y: 50 }] },
    ]);
    const { status, body } = await user.upload('/api/documents/import', [{ name: 'скан.pdf', bytes }]);
    expect(status).toBe(201);
    const { id } = body.documents[0];
    expect(body.documents[0].status).toBe('ready');
    const document = await settled(id);
    expect(document).toMatchObject({ status: 'ready', error: null });
    expect((await user.get(`/api/documents/${id}/pages`)).body).toMatchObject([
      { number: 1, text_layer: 'recognised', ocr: 'done' },
      { number: 2, text_layer: 'good', ocr: null },
    ]);
    const hits = await until(async () => {
      const { body: found } = await user.get(`/api/search/blocks?q=железобетонная&document_id=${id}`);
      return found.length > 0 ? found : null;
    });
    expect(hits[0]).toMatchObject({ page: 1 });
    const block = (await user.get(`/api/documents/${id}/blocks/${hits[0].block_id}`)).body;
    expect(block).toMatchObject({ text_source: 'ocr', confidence: expect.any(Number) });
    const order = (await user.get(`/api/documents/${id}/blocks`)).body.map(
      ({ page }: { page: number }) => page,
    );
    expect(order).toEqual([...order].sort());

    const lines = (await user.get(`/api/documents/${id}/pages/1/text`)).body.spans;
    expect(lines.map(({ text }: { text: string }) => text)).toEqual([
      'Перемычка железобетонная',
      'Количество сорок штук',
    ]);
    for (const [at, { bbox }] of lines.entries()) {
      expect(bbox[1] * 300).toBeGreaterThan(45 + at * 40);
      expect(bbox[3] * 300).toBeLessThan(80 + at * 40);
      expect(bbox[0]).toBeCloseTo(40 / 420, 1);
    }
    const [view] = (await user.post(`/api/documents/${id}/views`, { page: 1 })).body;
    const box = [0, lines[1].bbox[1] - 0.05, 1, 1];
    const closer = (await user.post(`/api/views/${view.view_id}/zoom`, { box, snap: false })).body;
    expect(closer.spans.map(({ text }: { text: string }) => text)).toEqual(['Количество сорок штук']);

    const again = await user.post(`/api/documents/${id}/ocr`, { pages: [1] });
    expect(again.status).toBe(202);
    expect(again.body.progress).toMatchObject({ stage: 'ocr', total: 1 });
    expect(await noted('documents.recognise', id)).toEqual([[user.id, id, 'ok']]);
    const codesBefore = document.block_count;
    expect((await settled(id)).block_count).toBe(codesBefore);
  },
);

it.skipIf(tesseract === null)(
  'a block is read again from its picture, and found by what was read',
  async () => {
    const picture = new Uint8Array(await scan(['Лестничная площадка'], 800));
    const { body } = await user.upload('/api/documents/import', [{ name: 'площадка.png', bytes: picture }]);
    const { id } = body.documents[0];
    await settled(id);
    const [block] = (await user.get(`/api/documents/${id}/blocks`)).body;
    await app.database.query("update blocks set text = '' where code = $1", [block.block_id]);
    const { status, body: read } = await user.post(`/api/documents/${id}/blocks/${block.block_id}/reread`);
    expect(status).toBe(200);
    expect(await noted('documents.reread_block', id)).toEqual([[user.id, `${id}/${block.block_id}`, 'ok']]);
    expect(read.reread).toMatchObject({
      text: expect.stringContaining('Лестничная'),
      confidence: expect.any(Number),
    });
    const words = (await user.get(`/api/documents/${id}/pages/1/text`)).body.spans;
    expect(words.map(({ text }: { text: string }) => text)).toEqual(['Лестничная площадка']);
    const hits = (await user.get(`/api/search/blocks?q=лестничная&document_id=${id}`)).body;
    expect(hits.map(({ block_id }: { block_id: string }) => block_id)).toContain(block.block_id);
  },
);

it('what has no picture cannot be read from one', async () => {
  const { body } = await user.upload('/api/documents/import', [
    { name: 'заметка.md', bytes: 'Просто текст' },
  ]);
  const { id } = body.documents[0];
  const ocr = await user.post(`/api/documents/${id}/ocr`, {});
  expect(['picture_not_found', 'ocr_unavailable']).toContain(ocr.body.code);
  const [block] = (await user.get(`/api/documents/${id}/blocks`)).body;
  const reread = await user.post(`/api/documents/${id}/blocks/${block.block_id}/reread`);
  expect(reread.body.code).toBe('picture_not_found');
});

it('others may neither recognise nor read again', async () => {
  const { body } = await user.upload('/api/documents/import', [{ name: 'моё.md', bytes: 'Моё' }]);
  const { id } = body.documents[0];
  const stranger = await app.newUser();
  expect((await stranger.post(`/api/documents/${id}/ocr`, {})).body.code).toBe('document_not_found');
  expect((await stranger.post(`/api/documents/${id}/blocks/A/reread`)).body.code).toBe('document_not_found');
});
