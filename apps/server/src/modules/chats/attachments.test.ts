import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundle, type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';

let app: TestApp;
let user: Person;
let house: string;

beforeAll(async () => {
  app = await startTestApp();
  user = await app.newUser();
  const blocks = [{ code: 'AAAA-BBBB-CCC', text: 'Перемычка В2 дома: 7 шт.' }];
  const { body } = await user.upload('/api/documents/import', bundle({ stem: 'dom', blocks }));
  house = body.documents[0].id;
});
afterAll(() => app.close());

const garageText = (text: string) =>
  String(bundle({ stem: 'garazh', blocks: [{ code: 'GARA-GARA-GAR', text }] })[0]?.bytes);

async function uploadFile(name: string, bytes: string): Promise<string> {
  return (await user.upload('/api/files/upload', [{ name, bytes }])).body.id;
}
const attach = (chat: string, body: object) => user.post(`/api/chats/${chat}/attachments`, body);

/** Blocks that the answer of a question cites. */
async function cited(chat: string, question: string): Promise<string[]> {
  const frames = await user.ask(chat, question);
  const final = frames.find(({ event }) => event === 'llm_final');
  return [...new Set<string>(final?.data.citations.map(({ block_id }: { block_id: string }) => block_id))];
}

it('a file becomes a document, and the chat answers from it alone', async () => {
  const file = await uploadFile('garazh_document.md', garageText('Перемычка В2 гаража: 3 шт.'));
  const chat = await user.newChat();
  const { status, body } = await attach(chat, { file_id: file });
  expect(status).toBe(201);
  expect(body).toMatchObject([{ file_id: file, title: expect.any(String), document_id: expect.any(String) }]);
  expect(await cited(chat, 'Сколько перемычек В2?')).toEqual(['GARA-GARA-GAR']);
  const other = await user.newChat();
  await attach(other, { document_id: house });
  expect(await cited(other, 'Сколько перемычек В2?')).toEqual(['AAAA-BBBB-CCC']);
});

it('attaching twice is attaching once', async () => {
  const chat = await user.newChat();
  await attach(chat, { document_id: house });
  const { body } = await attach(chat, { document_id: house });
  expect(body).toHaveLength(1);
  expect((await user.get(`/api/chats/${chat}`)).body.attachments).toEqual(body);
});

it('a detached document leaves the chat’s scope, not the library', async () => {
  const chat = await user.newChat();
  await attach(chat, { document_id: house });
  expect((await user.delete(`/api/chats/${chat}/attachments/${house}`)).body).toEqual({ ok: true });
  expect((await user.get(`/api/chats/${chat}`)).body.attachments).toEqual([]);
  expect((await user.get(`/api/documents/${house}`)).status).toBe(200);
  expect((await user.delete(`/api/chats/${chat}/attachments/${house}`)).body.code).toBe('document_not_found');
});

it('a question brings its documents along', async () => {
  const chat = await user.newChat();
  await user.post(`/api/chats/${chat}/messages`, {
    content: 'Сколько перемычек В2?',
    attached_document_ids: [house],
  });
  const { frames } = await user.read(chat);
  const final = frames.find(({ event }) => event === 'llm_final');
  expect(final?.data.citations[0].document_id).toBe(house);
  expect((await user.get(`/api/chats/${chat}`)).body.attachments).toMatchObject([{ document_id: house }]);
});

it('a file that cannot be read is refused, and nothing is attached or asked', async () => {
  const chat = await user.newChat();
  const file = await uploadFile('чертёж.pdf', '%PDF-1.4');
  const { status, body } = await attach(chat, { file_id: file });
  expect([status, body.code]).toEqual([422, 'import_failed']);
  expect(body.message).toMatch(/[а-я]/);
  const sent = await user.post(`/api/chats/${chat}/messages`, {
    content: 'Что на чертеже?',
    attached_file_ids: [file],
  });
  expect(sent.status).toBe(422);
  expect((await user.get(`/api/chats/${chat}`)).body).toMatchObject({ attachments: [], messages: [] });
});

it('one thing that is not there spoils all that come with it', async () => {
  const chat = await user.newChat();
  const nobody = '0195f000-0000-7000-8000-000000000000';
  const { status } = await user.post(`/api/chats/${chat}/messages`, {
    content: 'Вопрос',
    attached_document_ids: [house, nobody],
  });
  expect(status).toBe(404);
  expect((await user.get(`/api/chats/${chat}`)).body).toMatchObject({ attachments: [], messages: [] });
});

it('wants one thing to attach', async () => {
  const chat = await user.newChat();
  for (const body of [{}, { file_id: 'x' }, { document_id: null }, []]) {
    expect((await attach(chat, body)).status).toBe(422);
  }
});

it('a deleted document is attached no more', async () => {
  const { body } = await user.upload(
    '/api/documents/import',
    bundle({ stem: 'уйдёт', blocks: [{ code: 'GONE-GONE-GON', text: 'Уйдёт' }] }),
  );
  const chat = await user.newChat();
  await attach(chat, { document_id: body.documents[0].id });
  await user.delete(`/api/documents/${body.documents[0].id}`);
  expect((await user.get(`/api/chats/${chat}`)).body.attachments).toEqual([]);
});
