import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundle, demoBundle, type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';

let app: TestApp;
let user: Person;

beforeAll(async () => {
  app = await startTestApp({ env: { MAX_FILE_SIZE_MB: '1' } });
});
beforeEach(async () => {
  user = await app.newUser();
});
afterAll(() => app.close());

const importFiles = (files: ReturnType<typeof bundle>, person = user) =>
  person.upload('/api/documents/import', files);
const codes = (report: { code: string }[]) => report.map(({ code }) => code);

/** Everything that an import may leave behind. */
async function traces() {
  const tables = ['documents', 'document_versions', 'document_files', 'pages', 'sheets', 'blocks'];
  const counts = await Promise.all(
    tables.map((table) => app.database.query<{ count: number }>(`select count(*) from ${table}`)),
  );
  const folder = path.join(app.dataDir, 'objects', 'tree_docs');
  const objects = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return {
    rows: counts.map(([row]) => Number(row?.count)),
    objects: objects.filter((entry) => entry.isFile()).length,
  };
}

describe('a good bundle', () => {
  const house = () =>
    bundle({
      stem: 'dom-AR',
      cipher: '24-07-АР',
      blocks: [
        { code: 'AAAA-BBBB-CCC', text: 'Перемычка В2' },
        { code: 'DDDD-EEEE-FFF', text: 'План этажа', kind: 'IMAGE', page: 2 },
      ],
    });

  it('becomes a document with its stamp, pages, sheets and blocks', async () => {
    const { status, body } = await importFiles(house());
    expect(status).toBe(201);
    expect(body.report).toEqual([]);
    expect(body.documents).toHaveLength(1);
    expect(body.documents[0]).toMatchObject({
      name: '24-07-АР',
      cipher: '24-07-АР',
      stage: 'РД',
      object: 'Дом',
      organisation: 'ООО «Проект»',
      owner_id: user.id,
      is_demo: false,
      version: 1,
      page_count: 2,
      block_count: 2,
    });
    const { sheets } = (await user.get(`/api/documents/${body.documents[0].id}`)).body;
    expect(sheets).toEqual([
      { number: '1', total: 9, title: 'Лист 1', page: 1 },
      { number: '2', total: 9, title: 'Лист 2', page: 2 },
    ]);
  });

  it('is looked through: what contradicts itself and where its references lead', async () => {
    const text = 'Узел смотреть на листе 2. Кладка, см. лист 77.';
    const blocks = [
      { code: 'AAAA-BBBB-CCC', text },
      { code: 'DDDD-EEEE-FFF', text: 'Узел 1', page: 2 },
    ];
    const { body } = await importFiles(bundle({ stem: 'ссылки', blocks }));
    const { id } = body.documents[0];
    const findings = (await user.get(`/api/documents/${id}/findings?kind=reference_broken`)).body;
    expect(findings).toMatchObject([{ evidence: [{ block_id: 'AAAA-BBBB-CCC', page: 1 }] }]);
    const references = (await user.get(`/api/documents/${id}/references?broken=true`)).body;
    expect(references).toMatchObject([
      { kind: 'sheet', source: { block_id: 'AAAA-BBBB-CCC' }, target: null },
    ]);
  });

  it('again unchanged makes no version and leaves no object', async () => {
    const first = await importFiles(house());
    const before = await traces();
    const second = await importFiles(house());
    expect(second.status).toBe(201);
    expect(second.body.documents[0]).toMatchObject({ id: first.body.documents[0].id, version: 1 });
    expect(codes(second.body.report)).toEqual(['unchanged']);
    expect(await traces()).toEqual(before);
  });

  it('again changed is the next version of the same document; the earlier stays readable', async () => {
    const { body: first } = await importFiles(house());
    const changed = bundle({ stem: 'dom-AR', blocks: [{ code: 'AAAA-BBBB-CCC', text: 'Перемычка В3' }] });
    const { body } = await importFiles(changed);
    const { id } = first.documents[0];
    expect(body.documents[0]).toMatchObject({ id, version: 2, block_count: 1 });
    expect(body.documents[0].created_at).toBe(first.documents[0].created_at);
    const block = (query = '') => user.get(`/api/documents/${id}/blocks/AAAA-BBBB-CCC${query}`);
    expect((await block()).body).toMatchObject({ version: 2, text: 'Перемычка В3' });
    expect((await block('?version=1')).body).toMatchObject({ version: 1, text: 'Перемычка В2' });
    expect((await block('?version=3')).body.code).toBe('version_not_found');
    const listed = (await user.get(`/api/documents/${id}/blocks?version=1`)).body;
    expect(listed).toMatchObject([{ version: 1, text: 'Перемычка В2' }, { version: 1 }]);
  });

  it('of the same name belongs to each owner by itself', async () => {
    const other = await app.newUser();
    const mine = await importFiles(house());
    const theirs = await importFiles(house(), other);
    expect(theirs.body.documents[0].id).not.toBe(mine.body.documents[0].id);
    expect(theirs.body.documents[0].version).toBe(1);
  });

  it('imported many times at once is one document with one version', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => importFiles(house())));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.documents[0].id)).size).toBe(1);
    const [document] = (await user.get('/api/documents')).body;
    expect(document.version).toBe(1);
  });

  it('several bundles at once are several documents; other files are named in the report', async () => {
    const second = bundle({ stem: 'dom-KR', blocks: [{ code: 'GGGG-HHHH-JJJ', text: 'Плита' }] });
    const { body } = await importFiles([...house(), ...second, { name: 'план.dwg', bytes: 'AC1032' }]);
    expect(body.documents).toHaveLength(2);
    expect(body.report).toMatchObject([{ file: 'план.dwg', severity: 'warning' }]);
    expect((await user.get('/api/documents')).body).toHaveLength(2);
  });

  it('from the demo folder has all its blocks in reading order', async () => {
    const { body } = await importFiles(demoBundle());
    const [document] = body.documents;
    expect(document.block_count).toBeGreaterThan(50);
    const seen: string[] = [];
    let next: string | null = `/api/documents/${document.id}/blocks?limit=40`;
    while (next !== null) {
      const answer = await user.get(next);
      seen.push(...answer.body.map(({ block_id }: { block_id: string }) => block_id));
      next = /<([^>]+)>/.exec(String(answer.headers.link ?? ''))?.[1] ?? null;
    }
    expect(seen).toHaveLength(document.block_count);
    const text = String(demoBundle()[0]?.bytes);
    const written = [...text.matchAll(/^### BLOCK \[\w+\]: (\S+)/gm)].map(([, code]) => code);
    expect(seen).toEqual(written);
  });
});

describe('what is refused leaves nothing behind', () => {
  const refused = async (files: ReturnType<typeof bundle>) => {
    const before = await traces();
    const answer = await importFiles(files);
    expect(await traces()).toEqual(before);
    return answer;
  };

  it('nothing readable: the remarks are the details', async () => {
    const { status, body } = await refused([{ name: 'a_blocks.json', bytes: '{"blocks":[]}' }]);
    expect([status, body.code]).toEqual([422, 'import_failed']);
    expect(body.details[0]).toMatchObject({ file: 'a_blocks.json', severity: 'error' });
    expect(body.message).toMatch(/^Ни один документ не прочитан/);
    const plan = await refused([{ name: 'план.dwg', bytes: 'AC1032' }]);
    expect([plan.status, plan.body.details[0].file]).toEqual([422, 'план.dwg']);
    expect((await refused([{ name: 'пусто_document.md', bytes: '' }])).status).toBe(422);
  });

  it('a file above the limit', async () => {
    const { status, body } = await refused([{ name: 'big_document.md', bytes: 'я'.repeat(600_000) }]);
    expect([status, body.code]).toEqual([413, 'too_large']);
    expect(body.message).toContain('1\u00a0МБ');
  });

  it('another content type', async () => {
    const { status, body } = await user.post('/api/documents/import', { file: 'x' });
    expect([status, body.code]).toEqual([415, 'unsupported_media_type']);
  });

  it('a failing insert', async () => {
    await app.database.query(
      `create function break_block() returns trigger language plpgsql as
         $$ begin if new.code = 'FAIL-FAIL-FAI' then raise exception 'broken'; end if; return new; end $$`,
    );
    await app.database.query(
      'create trigger break_blocks before insert on blocks for each row execute function break_block()',
    );
    const blocks = [
      { code: 'AAAA-BBBB-CCC', text: 'хороший' },
      { code: 'FAIL-FAIL-FAI', text: 'плохой' },
    ];
    expect((await refused(bundle({ stem: 'ломается', blocks }))).status).toBe(500);
    expect((await user.get('/api/search/blocks?q=хороший')).body).toEqual([]);
    expect((await user.get('/api/documents')).body).toEqual([]);
    await app.database.query('drop trigger break_blocks on blocks');
    await app.database.query('drop function break_block');
    expect((await importFiles(bundle({ stem: 'ломается', blocks }))).status).toBe(201);
  });
});

it('a deleted document takes its blocks, files and search hits with it', async () => {
  const before = await traces();
  const { body } = await importFiles(
    bundle({ stem: 'удалить', blocks: [{ code: 'AAAA-BBBB-CCC', text: 'невидимка' }] }),
  );
  const { id } = body.documents[0];
  expect((await user.get('/api/search/blocks?q=невидимка')).body).toHaveLength(1);
  expect((await user.delete(`/api/documents/${id}`)).body).toEqual({ ok: true });
  expect(await traces()).toEqual(before);
  expect((await user.get('/api/search/blocks?q=невидимка')).body).toEqual([]);
  expect((await user.get(`/api/documents/${id}`)).body.code).toBe('document_not_found');
  expect((await user.delete(`/api/documents/${id}`)).status).toBe(404);
});
