import { type GeminiServer, startGeminiServer } from '@aizoomdoc/models/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, type Frame, type Person, readStream, type TestApp } from '#platform/testing/index.ts';
import { type AnsweredByHand, startAnsweredByHand } from './testing/answered-by-hand.ts';

let model: GeminiServer;
let hand: AnsweredByHand;
let app: TestApp;
let user: Person;
let before: string;
let after: string;

beforeAll(async () => {
  model = await startGeminiServer({ script: [] });
  hand = await startAnsweredByHand({ GEMINI_BASE_URL: model.url });
  ({ app, user } = hand);
  [before, after] = [await importOne('do'), await importOne('posle')];
});
afterAll(async () => {
  await hand.close();
  await model.close();
});

async function importOne(stem: string): Promise<string> {
  const blocks = [{ code: 'AAAA-BBBB-CCC', text: `Перемычка В2, ${stem}: 7 шт.` }];
  const { body } = await user.upload('/api/documents/import', bundle({ stem, blocks }));
  return body.documents[0].id;
}

const page = (stem: string) =>
  String(bundle({ stem, blocks: [{ code: 'ZZZZ-AAAA-BBB', text: `В2, ${stem}` }] })[0]?.bytes);

const send = async (chat: string, extra: object = {}) =>
  (await user.post(`/api/chats/${chat}/messages`, { content: 'Что изменилось?', ...extra })).body.run
    .id as string;
/** As the tools of a run note what they found. */
const lookAt = (chat: string, run: string) =>
  app.database.query(
    `insert into search_results (id, chat_id, message_id, run_id, kind, document_id, block_id, page_number, block_text, created_at)
     select gen_random_uuid(), $1, user_message_id, id, 'found', $3, 'AAAA-BBBB-CCC', 1, '', now() from runs where id = $2`,
    [chat, run, before],
  );
const detail = async (chat: string) => (await user.get(`/api/chats/${chat}`)).body;
const isFirst = () => true;

interface Opening {
  lastEventId?: string;
  until?: (frame: Frame) => boolean;
}

/** Opens the stream with parameters, as the first-generation client does. */
function open(chat: string, query: [string, string][], { lastEventId, until }: Opening = {}) {
  const url = `${app.url}/chats/${chat}/stream?${new URLSearchParams(query)}`;
  return readStream({ url, token: user.token, lastEventId }, until);
}

const refusal = async (chat: string, query: [string, string][]) => {
  const { status, body } = await user.get(`/chats/${chat}/stream?${new URLSearchParams(query)}`);
  return [status, body.code];
};

const compareQuery = (name = ''): [string, string][] => [
  [`compare_document_ids_a${name}`, before],
  [`compare_document_ids_b${name}`, after],
];

describe('a stream opened with a comparison', () => {
  it('begins the answer anew as one, and leaves nothing of the old behind', async () => {
    const chat = await user.newChat();
    const first = await send(chat);
    const reading = user.read(chat);
    const executed = await hand.execution.claim(first);
    await lookAt(chat, first);
    const opened = await open(chat, compareQuery(), { until: isFirst });
    const second = opened.frames[0]?.id.split(':')[0] ?? '';
    expect(second).not.toBe(first);
    expect((await reading).frames.at(-1)).toMatchObject({ event: 'completed', data: { status: 'stopped' } });
    const { messages, run } = await detail(chat);
    expect(run).toMatchObject({ id: second, status: 'queued' });
    expect(await app.database.query('select id from search_results'), 'nor what it looked at').toEqual([]);
    expect(messages).toMatchObject([
      { compare: { a: [{ document_id: before }], b: [{ document_id: after }] } },
    ]);

    // Whoever executed the first writes nothing more.
    const outcome = {
      status: 'done',
      model: '',
      usage: null,
      cost_usd: null,
      prompts: null,
      error: null,
    } as const;
    const prove = async () => ({ citations: [], checks: null });
    const late =
      executed && hand.execution.finish(executed, { ...outcome, diff: [], not_examined: [], prove });
    await expect(late).rejects.toThrow('finished');

    for (const name of ['', '[]', '[0]']) {
      const again = await open(chat, compareQuery(name), { until: isFirst });
      expect(again.frames[0]?.id, 'the same ids change nothing').toBe(`${second}:1`);
    }
    const resumed = await open(chat, compareQuery(), { lastEventId: `${first}:1`, until: isFirst });
    expect(resumed.frames[0]?.id, 'who read the first goes on with the second').toBe(`${second}:1`);

    const { answerId } = await hand.answer(second);
    const { frames } = await open(chat, compareQuery());
    expect(frames.at(-1)).toMatchObject({ event: 'completed', data: { status: 'done' } });
    expect((await open(chat, compareQuery(), { lastEventId: frames.at(-1)?.id ?? '' })).status).toBe(204);
    const ended = await detail(chat);
    expect(ended.messages).toMatchObject([{ role: 'user' }, { id: answerId, variants: [answerId] }]);
  });

  it('that comes after the answer gives another one', async () => {
    const chat = await user.newChat();
    const first = await send(chat, { compare: { a: [before], b: [after] } });
    const { answerId } = await hand.answer(first);
    expect((await open(chat, compareQuery())).frames.at(-1)?.id, 'known already').toMatch(first);
    const turned: [string, string][] = [
      ['compare_document_ids_a', after],
      ['compare_document_ids_b', before],
    ];
    const { frames } = await open(chat, turned, { until: isFirst });
    const again = await hand.answer(frames[0]?.id.split(':')[0] ?? '');
    expect((await detail(chat)).messages[1].variants).toEqual([answerId, again.answerId]);
  });

  it('of one side, of nothing visible or of a thing with itself is refused, and the answer goes on', async () => {
    const chat = await user.newChat();
    const run = await send(chat);
    const nobody = '0195f000-0000-7000-8000-000000000000';
    expect(await refusal(chat, [['compare_document_ids_a', before]])).toEqual([422, 'validation_failed']);
    expect(await refusal(chat, [...compareQuery(), ['compare_document_ids_b', before]])).toEqual([
      422,
      'validation_failed',
    ]);
    expect(await refusal(chat, [...compareQuery(), ['compare_document_ids_b', nobody]])).toEqual([
      404,
      'document_not_found',
    ]);
    expect(await refusal(chat, [['document_ids', nobody]])).toEqual([404, 'document_not_found']);
    expect(await refusal(chat, [['document_ids', 'x']])).toEqual([422, 'validation_failed']);
    expect((await detail(chat)).run).toMatchObject({ id: run, status: 'queued' });
  });

  it('in an empty chat has nothing to compare for', async () => {
    expect((await open(await user.newChat(), compareQuery())).status).toBe(204);
  });
});

describe('documents that come with a stream', () => {
  it('are attached, and the answer begins anew with them; those that came with the question change nothing', async () => {
    const chat = await user.newChat();
    const first = await send(chat, { attached_document_ids: [before] });
    const known = await open(chat, [['document_ids[]', before]], { until: isFirst });
    expect(known.frames[0]?.id).toBe(`${first}:1`);
    const more = await open(
      chat,
      [
        ['document_ids', before],
        ['document_ids', after],
      ],
      { until: isFirst },
    );
    expect(more.frames[0]?.id).not.toBe(`${first}:1`);
    expect((await detail(chat)).attachments).toHaveLength(2);
    const again = await open(chat, [['document_ids', after]], { until: isFirst });
    expect(again.frames[0]?.id).toBe(more.frames[0]?.id);
  });

  it('may be named by files of the tree; what names nothing is passed over', async () => {
    const nodes = (await user.get('/projects/tree?all_nodes=true&include_files=true')).body;
    const { files } = nodes.find(({ id }: { id: string }) => id === after);
    const chat = await user.newChat();
    const tree_files = [
      { r2_key: files[0].r2_key, file_type: 'result_md', extra: { deep: [1] } },
      { r2_key: 'tree_docs/nothing.md', node_id: 5 },
    ];
    await send(chat, { tree_files, google_files: [{ uri: 'https://example.invalid/files/x' }, {}] });
    expect((await detail(chat)).attachments).toMatchObject([{ document_id: after }]);
    const byId = JSON.stringify([{ id: files[0].id }, { node_id: before }]);
    await open(chat, [['tree_files', byId]], { until: isFirst });
    expect((await detail(chat)).attachments).toHaveLength(2);
    const stranger = await app.newUser();
    const theirs = await stranger.newChat();
    await stranger.post(`/chats/${theirs}/messages`, { content: 'Что там?', tree_files });
    expect((await stranger.get(`/api/chats/${theirs}`)).body.attachments).toEqual([]);
  });

  it('in no JSON are refused in clear words', async () => {
    const chat = await user.newChat();
    for (const text of ['x', '{}', '[1]', '"x"'])
      expect(await refusal(chat, [['google_files', text]])).toEqual([422, 'validation_failed']);
  });
});

describe('a file for the model', () => {
  it('with a key lies at the vendor too, and is attached by the address there', async () => {
    await user.put('/api/me/keys/gemini', { api_key: 'test-files' });
    const files = [{ name: 'u_vendora_document.md', bytes: page('u_vendora') }];
    const { status, body } = await user.upload('/files/upload-for-llm', files);
    await user.delete('/api/me/keys/gemini');
    expect(status).toBe(201);
    expect(model.files().map(({ uri }) => uri)).toEqual([body.google_file_uri]);
    expect(body.google_file_uri).toMatch(new RegExp(`/${body.google_file_name}$`));
    expect(Date.parse(body.expires_at)).toBeGreaterThan(Date.now());
    for (const record of [
      { uri: body.google_file_uri, mime_type: body.mime_type },
      { name: body.google_file_name },
    ]) {
      const chat = await user.newChat();
      await send(chat, { google_files: [record] });
      expect((await detail(chat)).attachments).toMatchObject([{ file_id: body.id }]);
    }
  });

  it('that the vendor does not take is kept here all the same', async () => {
    await user.put('/api/me/keys/gemini', { api_key: 'wrong-key-of-a-user' });
    const files = [{ name: 'tut_document.md', bytes: page('tut') }];
    const { status, body } = await user.upload('/files/upload-for-llm', files);
    await user.delete('/api/me/keys/gemini');
    expect([status, body.google_file_uri]).toEqual([201, `aizoomdoc:file/${body.id}`]);
    expect((await user.get(`/api/files/${body.id}`)).status).toBe(200);
  });

  it('without a key stays here and is attached by its address, its name or its id', async () => {
    const bytes = String(
      bundle({ stem: 'zapiska', blocks: [{ code: 'ZZZZ-AAAA-BBB', text: 'В2' }] })[0]?.bytes,
    );
    const { status, body } = await user.upload('/files/upload-for-llm', [
      { name: 'zapiska_document.md', bytes },
    ]);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      google_file_uri: `aizoomdoc:file/${body.id}`,
      google_file_name: `files/${body.id}`,
      state: 'ACTIVE',
      expires_at: null,
      mime_type: 'text/markdown',
    });
    for (const record of [
      { uri: body.google_file_uri, mime_type: body.mime_type },
      { google_file_name: body.google_file_name },
      { id: body.id },
    ]) {
      const chat = await user.newChat();
      await send(chat, { google_files: [record] });
      await open(chat, [['google_files', JSON.stringify([record])]], { until: isFirst });
      expect((await detail(chat)).attachments).toMatchObject([{ file_id: body.id }]);
      const stranger = await app.newUser();
      const theirs = await stranger.newChat();
      await stranger.post(`/api/chats/${theirs}/messages`, { content: 'Что там?', google_files: [record] });
      expect((await stranger.get(`/api/chats/${theirs}`)).body.attachments).toEqual([]);
    }
  });
});
