import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig, readEnv } from '#platform/config.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { newId } from '#platform/ids.ts';
import { createLogger } from '#platform/log.ts';
import { createDiskObjectStore } from '#platform/objects.ts';
import { type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';
import { createTestClock } from '#platform/testing/test-clock.ts';
import { createTickets } from '#platform/tickets.ts';
import { attachToAnswer, createExamined, type Examined } from './examined.ts';
import { createImages, type Images, type NewImage } from './images.ts';

let app: TestApp;
let db: Database;
let images: Images;
let examined: Examined;
let person: Person;
let chatId: string;
let questionId: string;

beforeAll(async () => {
  app = await startTestApp();
  const variables = { NODE_ENV: 'test', DATABASE_URL: app.database.url, DATA_DIR: app.dataDir };
  const config = parseConfig(readEnv(variables), app.dataDir);
  db = await openDatabase(
    config.database,
    createLogger('silent', new Writable({ write: (_c, _e, done) => done() })),
  );
  const clock = createTestClock();
  const tickets = createTickets({ signingKey: 'a key of this test alone, thirty-two signs', clock });
  images = createImages({ db, clock, objects: createDiskObjectStore(config.objectsDir), tickets });
  person = await app.newUser();
  chatId = await person.newChat();
  questionId = await say('user');
  // Only the ledger asks for chats.
  examined = createExamined({ db, images } as unknown as Parameters<typeof createExamined>[0]);
});
afterAll(async () => {
  await db.close();
  await app.close();
});

async function say(role: 'user' | 'assistant'): Promise<string> {
  const id = newId();
  await app.database.query(
    `insert into chat_messages (id, chat_id, role, content, status, created_at, parent_id)
     values ($1, $2, $3, 'Текст', 'complete', now(), $4)`,
    [id, chatId, role, role === 'user' ? null : questionId],
  );
  return id;
}

function picture(change: Partial<NewImage> = {}): NewImage {
  return {
    ...{ id: newId(), chat_id: chatId, message_id: questionId, run_id: newId(), name: 'P1', label: 'P1' },
    ...{
      image_type: 'viewport',
      description: null,
      view_id: null,
      document_id: newId(),
      version: 1,
      page: 1,
    },
    ...{ sheet: null, block_code: null, bbox: null, dpi: null, shrink: null, width: 10, height: 10 },
    ...{ bytes: Buffer.from('PNG'), step: 1, begunAt: new Date('2026-01-02T03:04:05.678Z') },
    ...change,
  };
}

const namesOf = async (messageId: string) => (await images.ofMessage(messageId)).map(({ name }) => name);

test('what a run looked at becomes the answer’s, what a person drew stays with the question', async () => {
  const [runId, otherRun] = [newId(), newId()];
  for (const n of [10, 9, 1]) await images.store(picture({ run_id: runId, name: `P${n}`, step: n }));
  await images.store(picture({ run_id: null, name: 'P2' }));
  await images.store(picture({ run_id: otherRun, name: 'P3' }));
  const row = {
    chat_id: chatId,
    message_id: questionId,
    run_id: runId,
    kind: 'found' as const,
    query: 'слова',
  };
  await examined.store([
    {
      ...{ ...row, id: newId(), document_id: newId(), block_id: 'AAAA-BBBB-CC3', page_number: 1 },
      ...{ block_text: `${'я'.repeat(3000)}\0`, coords_norm: [0, 0, 0.5, 1], coords_px: null },
      created_at: new Date(),
    },
  ]);
  const answerId = await say('assistant');
  await db.transaction((tx) => attachToAnswer(tx, runId, answerId));

  expect(await namesOf(answerId)).toEqual(['P1', 'P9', 'P10']);
  expect(await namesOf(questionId)).toEqual(['P2', 'P3']);
  const shown = await images.imagesOf([answerId, questionId, newId()]);
  expect([...shown.keys()].sort()).toEqual([answerId, questionId].sort());
  const { body } = await person.get(`/api/chats/${chatId}/messages/${answerId}/evidence`);
  expect(body.pictures.map(({ name }: { name: string }) => name)).toEqual(['P1', 'P9', 'P10']);
  expect(body.blocks).toMatchObject([{ block_id: 'AAAA-BBBB-CC3', coords_norm: [0, 0, 0.5, 1] }]);
  expect(body.blocks[0].text).toHaveLength(2000);
});

test('a picture that is stored again after its answer was written stays with the answer', async () => {
  const one = picture({ bytes: Buffer.from('first') });
  await images.store(one);
  const answerId = await say('assistant');
  await db.transaction((tx) => attachToAnswer(tx, one.run_id ?? '', answerId));
  const stored = await images.store({ ...one, bytes: Buffer.from('second') });
  expect(stored).toEqual({ size: 6, sha256: createHash('sha256').update('second').digest('hex') });
  expect(await images.ofMessage(answerId)).toMatchObject([{ sha256: stored.sha256, size_bytes: 6 }]);
});

test('names of objects are those that the storage of the first generation knows', async () => {
  const [view, crop] = [picture({ step: 7 }), picture({ image_type: 'zoom_crop' })];
  await images.store(view);
  await images.store(crop);
  const rows = await app.database.query<{ s3_path: string }>(
    'select s3_path from chat_images where id = any($1) order by id',
    [[view.id, crop.id]],
  );
  expect(rows.map(({ s3_path }) => s3_path)).toEqual([
    `chats/${chatId}/images/viewport_step_7_20260102T030405678Z.png`,
    `chats/${chatId}/images/zoom_crop_${crop.id}_20260102T030405678Z.png`,
  ]);
});

test('blocks of one run are bounded', async () => {
  const run_id = newId();
  const rows = Array.from({ length: 350 }, (_, n) => ({
    ...{ id: newId(), chat_id: chatId, message_id: questionId, run_id, kind: 'read' as const, query: null },
    ...{ document_id: newId(), block_id: `B-${n}`, page_number: 1, block_text: '' },
    ...{ coords_norm: null, coords_px: null, created_at: new Date() },
  }));
  await examined.store(rows.slice(0, 200));
  await examined.store(rows.slice(100));
  const kept = await app.database.query('select id from search_results where run_id = $1', [run_id]);
  expect(kept.length).toBeLessThanOrEqual(300);
  expect(kept.length).toBeGreaterThanOrEqual(200);
});
