import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, type Person, startTestApp, type TestApp, until } from '#platform/testing/index.ts';

let app: TestApp;
let user: Person;

beforeAll(async () => {
  app = await startTestApp();
  user = await app.newUser();
  await user.upload(
    '/api/documents/import',
    bundle({
      stem: 'house',
      blocks: [
        { code: 'AAAA-BBBB-CC1', text: 'Стены утеплить каменной ватой толщиной 150 мм.' },
        { code: 'AAAA-BBBB-CC2', text: 'Кран установить на фрамуге.' },
      ],
    }),
  );
});
afterAll(() => app.close());

const found = async (question: string) =>
  (await user.get(`/api/search/blocks?q=${encodeURIComponent(question)}`)).body.map(
    ({ block_id }: { block_id: string }) => block_id,
  );

async function all() {
  const groups: { id: string; terms: string[] }[] = [];
  let path: string | undefined = '/api/admin/synonyms?limit=30';
  while (path !== undefined) {
    const { body, headers } = await app.admin.get(path);
    groups.push(...body);
    path = /<([^>]+)>/.exec(String(headers.link ?? ''))?.[1];
  }
  return groups;
}

describe('synonyms', () => {
  it('of builders come with a new installation', async () => {
    const groups = await all();
    expect(groups.length).toBeGreaterThan(55);
    expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
    expect(groups.every(({ terms }) => terms.length > 1)).toBe(true);
    expect(await found('минвата')).toContain('AAAA-BBBB-CC1');
  });

  it('are in force at once, and no longer than they stand in the table', async () => {
    expect(await found('шмандрик')).toEqual([]);
    const { status, body } = await app.admin.post('/api/admin/synonyms', {
      terms: ['шмандрик', 'фрамуга'],
      note: 'местное',
    });
    expect(status).toBe(201);
    expect(await found('шмандрик')).toEqual(['AAAA-BBBB-CC2']);
    const patched = await app.admin.patch(`/api/admin/synonyms/${body.id}`, {
      terms: ['кукарямба', 'фрамуга'],
    });
    expect(patched.body).toMatchObject({ terms: ['кукарямба', 'фрамуга'], note: 'местное' });
    expect(await found('шмандрик')).toEqual([]);
    expect(await found('кукарямба')).toEqual(['AAAA-BBBB-CC2']);
    await app.admin.delete(`/api/admin/synonyms/${body.id}`);
    expect(await found('кукарямба')).toEqual([]);
    expect((await app.admin.delete(`/api/admin/synonyms/${body.id}`)).body.code).toBe('synonym_not_found');
    expect((await app.admin.patch(`/api/admin/synonyms/${body.id}`, {})).body.code).toBe('synonym_not_found');
  });

  it('that another process changed are taken over', async () => {
    await app.database.query(
      `insert into synonyms (id, terms, updated_at) values (gen_random_uuid(), array['бубырь', 'фрамуга'], now())`,
    );
    await app.database.query(`select pg_notify('documents_changed', 'synonyms')`);
    await until(async () => (await found('бубырь')).length === 1);
  });

  it('of one word are none', async () => {
    const { status, body } = await app.admin.post('/api/admin/synonyms', { terms: ['Ёлка', 'елка'] });
    expect([status, body.code]).toEqual([422, 'validation_failed']);
  });
});

it('the index is built anew on demand, with what changed behind its back', async () => {
  await app.database.query(
    `update blocks set text = 'Перила покрасить суриком.' where code = 'AAAA-BBBB-CC2'`,
  );
  expect(await found('сурик')).toEqual([]);
  const { status, body } = await app.admin.post('/api/admin/search/rebuild');
  expect([status, body]).toEqual([202, { documents: 1, blocks: 2 }]);
  await until(async () => (await found('сурик')).length === 1);
});
