import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  bundle,
  createTestDatabase,
  startTestApp,
  type TestApp,
  type TestDatabase,
  until,
} from '#platform/testing/index.ts';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startTestApp({ database });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

async function restart(): Promise<void> {
  await app.close();
  app = await startTestApp({ database });
}

const found = async (words: string): Promise<string[]> => {
  const { body } = await app.admin.get(`/api/search/blocks?q=${encodeURIComponent(words)}`);
  return body.map(({ block_id }: { block_id: string }) => block_id);
};

/** Changes a text past the server, so that what is found tells which text was read. */
const write = (code: string, text: string) =>
  database.query(`update blocks set text = '${text}' where code = '${code}'`);

const packs = () =>
  database.query<{ part: number; format: number; text_revision: number }>(
    'select part, format, text_revision from search_packs order by version_id, part',
  );

it('packed texts are kept, and read at the next start in place of the blocks', async () => {
  const long = Array.from({ length: 9000 }, (_, n) => `слово${n}е число ${n * 7}`).join(' ');
  const files = bundle({
    stem: 'house',
    blocks: [
      { code: 'AAAA-AAAA-AAA', text: 'Фрамуга деревянная' },
      { code: 'BBBB-BBBB-BBB', text: long },
    ],
  });
  expect((await app.admin.upload('/api/documents/import', files)).status).toBe(201);
  expect(await found('фрамуга')).toEqual(['AAAA-AAAA-AAA']);
  const kept = await packs();
  expect(kept.length).toBeGreaterThan(1);
  expect(kept.map(({ part }) => part)).toEqual(kept.map((_, at) => at));

  await write('AAAA-AAAA-AAA', 'Карниз оцинкованный');
  await restart();
  expect(await found('фрамуга')).toEqual(['AAAA-AAAA-AAA']);
  expect(await found('слово8999е')).toEqual(['BBBB-BBBB-BBB']);
  expect(await found('карниз')).toEqual([]);
});

it('those of an older text are not used', async () => {
  await database.query('update document_versions set text_revision = text_revision + 1');
  await database.query(`select pg_notify('documents_changed', id::text) from documents`);
  await until(async () => (await found('карниз')).length === 1);
  expect(await found('фрамуга')).toEqual([]);
  expect((await packs()).map(({ text_revision }) => text_revision)).not.toContain(0);
});

it('those of another format are packed anew', async () => {
  const before = await packs();
  await write('AAAA-AAAA-AAA', 'Отлив медный');
  await database.query('update search_packs set format = 0');
  await restart();
  expect(await found('отлив')).toEqual(['AAAA-AAAA-AAA']);
  expect(await packs()).toEqual(before);
});

it('go with their document', async () => {
  const [document] = (await app.admin.get('/api/documents')).body;
  expect((await app.admin.delete(`/api/documents/${document.id}`)).status).toBe(200);
  expect(await packs()).toEqual([]);
  expect(await found('отлив')).toEqual([]);
});
