import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, type Person, type TestApp } from '#platform/testing/index.ts';
import { setRegionImage } from './message-store.ts';
import { type AnsweredByHand, startAnsweredByHand } from './testing/answered-by-hand.ts';

let hand: AnsweredByHand;
let app: TestApp;
let user: Person;
/** With two versions. */
let house: string;
let garage: string;

async function importOne(stem: string, text: string): Promise<string> {
  const blocks = [{ code: 'AAAA-BBBB-CCC', text }];
  const { body } = await user.upload('/api/documents/import', bundle({ stem, blocks }));
  return body.documents[0].id;
}

beforeAll(async () => {
  hand = await startAnsweredByHand();
  ({ app, user } = hand);
  house = await importOne('dom', 'Перемычка В2 дома: 7 шт.');
  await importOne('dom', 'Перемычка В2 дома: 8 шт.');
  garage = await importOne('garazh', 'Перемычка В2 гаража: 3 шт.');
});
afterAll(() => hand.close());

const ask = async (extra: object) =>
  user.post(`/api/chats/${await user.newChat()}/messages`, { content: 'Что изменилось?', ...extra });

describe('a comparison', () => {
  it('is kept as it was asked, each side without repeats; its documents need not be attached', async () => {
    const a = [house, { document_id: house }, { document_id: house, version: 1 }];
    const { status, body } = await ask({ compare: { a, b: [garage] } });
    expect(status).toBe(202);
    expect(body.message.compare).toEqual({
      a: [{ document_id: house }, { document_id: house, version: 1 }],
      b: [{ document_id: garage }],
    });
    const { attachments, messages } = (await user.get(`/api/chats/${body.message.chat_id}`)).body;
    expect(attachments).toEqual([]);
    expect(messages[0].compare).toEqual(body.message.compare);
    const run = await hand.execution.claim(body.run.id);
    const conversation = run && (await hand.execution.conversation(run, 10));
    expect(conversation).toMatchObject({ question: 'Что изменилось?', compare: body.message.compare });
  });

  it('of two versions of one document is one', async () => {
    const side = (version: number) => [{ document_id: house, version }];
    expect((await ask({ compare: { a: side(1), b: side(2) } })).status).toBe(202);
  });

  it('of a thing with itself is none, however the thing is named', async () => {
    for (const b of [house, { document_id: house }, { document_id: house, version: 2 }]) {
      const { status, body } = await ask({ compare: { a: [house], b: [garage, b] } });
      expect([status, body.code]).toEqual([422, 'validation_failed']);
      expect(body.message).toMatch(/один и тот же/);
    }
  });

  it('needs documents and versions that are there and may be read', async () => {
    const code = async (b: unknown) => (await ask({ compare: { a: [house], b: [b] } })).body.code;
    expect(await code('0195f000-0000-7000-8000-000000000000')).toBe('document_not_found');
    expect(await code({ document_id: garage, version: 5 })).toBe('version_not_found');
    const stranger = await app.newUser();
    const sent = await stranger.post(`/api/chats/${await stranger.newChat()}/messages`, {
      content: 'Что там?',
      compare: { a: [house], b: [garage] },
    });
    expect([sent.status, sent.body.code]).toEqual([404, 'document_not_found']);
  });
});

describe('a drawn place', () => {
  const region = (change: object = {}) => ({
    document_id: house,
    page: 1,
    box: [0.1, 0.2, 0.5, 0.6],
    ...change,
  });

  it('is kept on the version that it was drawn on, until a picture shows it', async () => {
    const { status, body } = await ask({ regions: [region(), region({ version: 1, note: ' Окно ' })] });
    expect(status).toBe(202);
    expect(body.message.regions).toEqual([
      { ...region(), version: 2, note: null, image_id: null },
      { ...region(), version: 1, note: 'Окно', image_id: null },
    ]);
    const imageId = crypto.randomUUID();
    const messageId = body.message.id;
    await setRegionImage(hand.db.executor, { messageId, index: 1, imageId });
    await setRegionImage(hand.db.executor, { messageId, index: 2, imageId });
    const [message] = (await user.get(`/api/chats/${body.message.chat_id}`)).body.messages;
    expect(message.regions).toMatchObject([{ image_id: null }, { image_id: imageId }]);
  });

  it('is on a page that is there, and inside of it', async () => {
    const code = async (change: object) => (await ask({ regions: [region(change)] })).body.code;
    expect(await code({ page: 7 })).toBe('page_not_found');
    expect(await code({ version: 9 })).toBe('version_not_found');
    expect(await code({ document_id: crypto.randomUUID() })).toBe('document_not_found');
    for (const box of [
      [0.5, 0.2, 0.5, 0.6],
      [0.6, 0.2, 0.5, 0.6],
      [-0.1, 0, 1, 1],
      [0, 0, 1, 1.1],
    ])
      expect(await code({ box })).toBe('validation_failed');
    expect((await ask({ regions: [region({ box: [0, 0, 1, 1] })] })).status).toBe(202);
  });
});

it('what is asked otherwise points elsewhere', async () => {
  const { body } = await ask({ compare: { a: [house], b: [garage] } });
  const { chat_id, id } = body.message;
  const edited = await user.post(`/api/chats/${chat_id}/messages/${id}/edit`, { content: 'Сколько В2?' });
  expect(edited.body.message).toMatchObject({ compare: null, regions: [] });
});
