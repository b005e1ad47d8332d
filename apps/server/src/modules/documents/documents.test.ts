import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';

let app: TestApp;
let user: Person;
let id: string;

beforeAll(async () => {
  app = await startTestApp({ demo: true });
  user = await app.newUser();
});
afterAll(() => app.close());

const importOwn = async (person: Person, stem: string, title = stem) => {
  const blocks = [
    { code: 'AAAA-BBBB-CCC', text: '| Марка | Кол. |\n|---|---|\n| В2 | 7 |' },
    { code: 'DDDD-EEEE-FFF', text: 'Текст второй страницы', page: 2 },
    { code: 'GGGG-HHHH-JJJ', text: 'Схема', kind: 'IMAGE' as const, page: 2 },
  ];
  const { body } = await person.upload('/api/documents/import', bundle({ stem, title, blocks }));
  return body.documents[0].id as string;
};

describe('while there is nothing else', () => {
  it('everybody sees the demo, its examples, and it is what a question is about', async () => {
    const { body } = await user.get('/api/projects/demo');
    expect(body.name).toMatch(/^Демо/);
    expect(body.examples).toHaveLength(3);
    expect(body.documents[0]).toMatchObject({ is_demo: true, owner_id: null, project_id: body.id });
    const frames = await user.ask(await user.newChat(), body.examples[0]);
    const final = frames.find(({ event }) => event === 'llm_final');
    expect(final?.data.citations[0].document_id).toBe(body.documents[0].id);
  });

  it('nobody but an administrator may take it away, not even as a document', async () => {
    const demo = (await user.get('/api/projects/demo')).body;
    expect((await user.delete('/api/projects/demo')).status).toBe(403);
    expect((await user.delete(`/api/documents/${demo.documents[0].id}`)).status).toBe(404);
    expect((await app.admin.delete(`/api/documents/${demo.documents[0].id}`)).status).toBe(404);
  });
});

describe('with an own document', () => {
  beforeAll(async () => {
    id = await importOwn(user, 'dom-AR', 'Дом на горе');
  });

  it('questions are about it; the demo can still be read and searched', async () => {
    const frames = await user.ask(await user.newChat(), 'Сколько В2?');
    const { citations } = frames.find(({ event }) => event === 'llm_final')?.data ?? {};
    expect(citations.map(({ document_id }: { document_id: string }) => document_id)).toEqual(
      citations.map(() => id),
    );
    expect(citations.length).toBeGreaterThan(0);
    const listed = (await user.get('/api/documents')).body;
    expect(listed.map(({ is_demo }: { is_demo: boolean }) => is_demo).sort()).toEqual([false, true]);
  });

  it('a block is found by its code in any case of letters', async () => {
    for (const code of ['AAAA-BBBB-CCC', 'aaaa-bbbb-ccc', 'Aaaa-bbbb-Ccc']) {
      expect((await user.get(`/api/documents/${id}/blocks/${code}`)).body.block_id).toBe('AAAA-BBBB-CCC');
    }
    expect((await user.get(`/api/documents/${id}/blocks/ZZZZ-ZZZZ-ZZZ`)).body.code).toBe('block_not_found');
  });

  it('a block has its page, sheet, kind and tables', async () => {
    const { body } = await user.get(`/api/documents/${id}/blocks/AAAA-BBBB-CCC`);
    expect(body).toMatchObject({
      document_id: id,
      version: 1,
      page: 1,
      sheet: '1',
      sheet_title: 'Лист 1',
      bbox: null,
      tables: [{ header: ['Марка', 'Кол.'], rows: [['В2', '7']] }],
    });
  });

  it('blocks can be listed by page and by sheet', async () => {
    const list = async (query: string) =>
      (await user.get(`/api/documents/${id}/blocks${query}`)).body.map(
        ({ block_id }: { block_id: string }) => block_id,
      );
    expect(await list('')).toEqual(['AAAA-BBBB-CCC', 'DDDD-EEEE-FFF', 'GGGG-HHHH-JJJ']);
    expect(await list('?page=2')).toEqual(['DDDD-EEEE-FFF', 'GGGG-HHHH-JJJ']);
    expect(await list('?sheet=1')).toEqual(['AAAA-BBBB-CCC']);
    expect(await list('?page=3')).toEqual([]);
  });

  it('administrators see it, strangers do not', async () => {
    const stranger = await app.newUser();
    expect((await app.admin.get(`/api/documents/${id}`)).status).toBe(200);
    for (const path of ['', '/blocks', '/blocks/AAAA-BBBB-CCC']) {
      expect((await stranger.get(`/api/documents/${id}${path}`)).body.code).toBe('document_not_found');
    }
    expect(
      (await stranger.get('/api/documents')).body.every((one: { is_demo: boolean }) => one.is_demo),
    ).toBe(true);
  });
});

describe('the tree', () => {
  it('has the demo project and the own documents on top, and the demo’s document below', async () => {
    const demo = (await user.get('/api/projects/demo')).body;
    const top = (await user.get('/api/projects/tree')).body;
    expect(top.map((node: { node_type: string; id: string }) => [node.node_type, node.id]).sort()).toEqual(
      [
        ['document', id],
        ['project', demo.id],
      ].sort(),
    );
    const below = (await user.get(`/api/projects/tree?parent_id=${demo.id}`)).body;
    expect(below).toMatchObject([{ node_type: 'document', parent_id: demo.id, id: demo.documents[0].id }]);
    const projects = (await user.get('/api/projects/tree?node_type=project')).body;
    expect(projects.map(({ id: node }: { id: string }) => node)).toEqual([demo.id]);
    expect((await user.get('/api/projects/tree?all_nodes=true')).body).toHaveLength(3);
  });

  it('gives the files when asked, and by document', async () => {
    const files = [
      expect.objectContaining({ file_name: 'dom-AR_document.md', file_type: 'result_md' }),
      expect.objectContaining({ file_name: 'dom-AR_blocks.json', file_type: 'blocks_index' }),
    ];
    const nodes = (await user.get('/api/projects/tree?include_files=true')).body;
    expect(nodes.find((node: { id: string }) => node.id === id).files).toEqual(expect.arrayContaining(files));
    const plain = (await user.get('/api/projects/tree')).body;
    expect(plain.find((node: { id: string }) => node.id === id).files).toEqual([]);
    const results = (await user.get(`/api/projects/documents/${id}/results`)).body;
    expect(results).toMatchObject({ document_node_id: id, files: expect.arrayContaining(files) });
  });

  it('is searched by part of a title or cipher, in any case of letters, signs taken as they are', async () => {
    const search = async (query: string) => (await user.get(`/api/projects/search?${query}`)).body.length;
    expect(await search(`q=${encodeURIComponent('на ГОРЕ')}`)).toBe(1);
    expect(await search(`query=${encodeURIComponent('01-26')}`)).toBe(1);
    expect(await search(`q=${encodeURIComponent('%')}`)).toBe(0);
    expect(await search('q=_____')).toBe(0);
    expect(await search(`q=${encodeURIComponent('\\')}`)).toBe(0);
    expect(await search(`q=${encodeURIComponent('нет такого')}`)).toBe(0);
  });
});

it('the demo goes for good when an administrator removes it', async () => {
  const demo = (await user.get('/api/projects/demo')).body;
  expect((await app.admin.delete('/api/projects/demo')).body).toEqual({ ok: true });
  expect((await user.get('/api/projects/demo')).body.code).toBe('project_not_found');
  expect((await app.admin.delete('/api/projects/demo')).status).toBe(404);
  expect((await user.get(`/api/documents/${demo.documents[0].id}`)).status).toBe(404);
  const left = await app.database.query('select 1 from documents where owner_id is null');
  expect(left).toEqual([]);
});
