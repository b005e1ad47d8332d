import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundle, type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';

let app: TestApp;
let owner: Person;
let other: Person;

beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  owner = await app.newUser();
  other = await app.newUser();
});
afterAll(() => app.close());

async function make(name: string, parent_id: string | null = null, person = owner, node_type = 'folder') {
  const { status, body } = await person.post('/api/projects/nodes', { name, parent_id, node_type });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id as string;
}

async function importInto(parentId: string | null, stem: string, person = owner) {
  const files = bundle({ stem, blocks: [{ code: 'AAAA-BBBB-CCC', text: `Перемычка ${stem}` }] });
  const { status, body } = await person.upload(
    '/api/documents/import',
    files,
    {},
    {
      ...(parentId !== null && { parent_id: parentId }),
    },
  );
  expect(status, JSON.stringify(body)).toBe(201);
  return body.documents[0];
}

const children = async (person: Person, id: string) =>
  (await person.get(`/api/projects/tree?parent_id=${id}`)).body.map(({ name }: { name: string }) => name);

describe('nodes', () => {
  it('are made, renamed, ordered and found; folders stand before documents', async () => {
    const project = await make('Дом 5', null, owner, 'project');
    const second = await make('Раздел КР', project, owner, 'section');
    await make('Раздел АР', project, owner, 'section');
    await importInto(project, 'ведомость');
    expect(await children(owner, project)).toEqual(['Раздел АР', 'Раздел КР', expect.any(String)]);
    await owner.patch(`/api/projects/nodes/${second}`, { name: 'КЖ', code: '5-КЖ', sort_order: 3 });
    expect((await children(owner, project)).at(-1)).toBe('КЖ');
    const found = (await owner.get(`/api/projects/search?q=${encodeURIComponent('5-кж')}`)).body;
    expect(found).toMatchObject([{ id: second, name: 'КЖ', node_type: 'section', parent_id: project }]);
    const { body } = await owner.get(`/api/projects/nodes/${second}`);
    expect(body.path).toEqual([{ id: project, name: 'Дом 5', node_type: 'project' }]);
    const top = (await owner.get('/api/projects/tree')).body;
    expect(top).toMatchObject([{ id: project, child_count: 3, parent_id: null }]);
    expect((await owner.get('/api/projects/tree?all_nodes=true')).body).toHaveLength(4);
  });

  it('bring their documents, how many there are below, and what one may do', async () => {
    const project = await make('Дом 6', null, owner, 'project');
    const section = await make('Раздел', project, owner, 'section');
    const { id, page_count } = await importInto(section, 'узлы');
    const [folder] = (await owner.get(`/api/projects/tree?parent_id=${project}`)).body;
    expect(folder).toMatchObject({ document: null, can_edit: true, can_manage: true });
    const [node] = (await owner.get(`/api/projects/tree?parent_id=${section}`)).body;
    expect(node).toMatchObject({ id, document: { id, page_count, status: 'ready' } });
    expect((await owner.get(`/api/projects/nodes/${project}`)).body.document_count).toBe(1);
    const { username } = (await other.get('/api/me')).body.user;
    await owner.put(`/api/projects/nodes/${project}/members`, { username, role: 'reader' });
    const [seen] = (await other.get(`/api/projects/tree?parent_id=${project}`)).body;
    expect(seen).toMatchObject({ can_edit: false, can_manage: false });
  });

  it('are paged', async () => {
    const project = await make('Много');
    for (const letter of 'абвгд') await make(letter, project);
    const seen: string[] = [];
    let next: string | null = `/api/projects/tree?parent_id=${project}&limit=2`;
    while (next !== null) {
      const answer = await owner.get(next);
      seen.push(...answer.body.map(({ name }: { name: string }) => name));
      next = /<([^>]+)>/.exec(String(answer.headers.link ?? ''))?.[1] ?? null;
    }
    expect(seen).toEqual(['а', 'б', 'в', 'г', 'д']);
  });

  it('move, but never into themselves, a document or what is not there', async () => {
    const [one, two] = [await make('Один'), await make('Два')];
    const inner = await make('Внутри', one);
    const document = await importInto(inner, 'план');
    expect(document.project_id).toBe(one);
    const move = (id: string, parent_id: string | null) =>
      owner.patch(`/api/projects/nodes/${id}`, { parent_id });
    expect((await move(one, inner)).body.code).toBe('node_conflict');
    expect((await move(one, one)).body.code).toBe('node_conflict');
    expect((await move(inner, document.id)).body.code).toBe('node_conflict');
    expect((await move(inner, crypto.randomUUID())).body.code).toBe('node_not_found');
    expect((await move(inner, two)).status).toBe(200);
    expect((await owner.get(`/api/documents/${document.id}`)).body.project_id).toBe(two);
    expect((await move(document.id, null)).status).toBe(200);
    expect((await owner.get(`/api/documents/${document.id}`)).body.project_id).toBeNull();
  });

  it('cannot be tied into a ring by two moves at once', async () => {
    const [one, two] = [await make('Один'), await make('Два')];
    const statuses = await Promise.all([
      owner.patch(`/api/projects/nodes/${one}`, { parent_id: two }),
      owner.patch(`/api/projects/nodes/${two}`, { parent_id: one }),
    ]);
    expect(statuses.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('go empty, or with everything when asked for', async () => {
    const project = await make('На выброс');
    const document = await importInto(await make('Папка', project), 'лишний');
    const refused = await owner.delete(`/api/projects/nodes/${project}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'node_not_empty']);
    expect((await owner.delete(`/api/projects/nodes/${project}?recursive=true`)).body).toEqual({ ok: true });
    expect((await owner.get(`/api/documents/${document.id}`)).status).toBe(404);
    expect((await owner.get('/api/search/blocks?q=лишний')).body).toEqual([]);
    expect((await owner.get('/api/projects/tree')).body).toEqual([]);
  });
});

describe('documents in folders', () => {
  it('are told apart by folder: the same name twice is two documents, again in one it is a version', async () => {
    const [one, two] = [await make('Корпус 1'), await make('Корпус 2')];
    const first = await importInto(one, 'АР');
    expect((await importInto(two, 'АР')).id).not.toBe(first.id);
    expect((await importInto(null, 'АР')).id).not.toBe(first.id);
    const files = bundle({ stem: 'АР', blocks: [{ code: 'AAAA-BBBB-CCC', text: 'иначе' }] });
    const again = await owner.upload('/api/documents/import', files, {}, { parent_id: one });
    expect(again.body.documents[0]).toMatchObject({ id: first.id, version: 2 });
  });

  it('take a new name everywhere, and keep it with the next version', async () => {
    const document = await importInto(null, 'КР');
    await owner.patch(`/api/projects/nodes/${document.id}`, { name: 'Конструкции' });
    expect((await owner.get(`/api/documents/${document.id}`)).body.title).toBe('Конструкции');
    const files = bundle({ stem: 'КР', blocks: [{ code: 'AAAA-BBBB-CCC', text: 'иначе' }] });
    const { body } = await owner.upload('/api/documents/import', files);
    expect(body.documents[0]).toMatchObject({ id: document.id, version: 2, title: 'Конструкции' });
  });

  it('cannot be put where nothing is', async () => {
    const files = bundle({ stem: 'x', blocks: [{ code: 'AAAA-BBBB-CCC', text: 'текст' }] });
    const answer = await owner.upload('/api/documents/import', files, {}, { parent_id: crypto.randomUUID() });
    expect([answer.status, answer.body.code]).toEqual([404, 'node_not_found']);
  });
});

it('files hang on a node as they are, and count as files of the document above them', async () => {
  const document = await importInto(null, 'с письмом');
  const file = { name: 'письмо.txt', bytes: 'согласовано' };
  const letter = (await owner.upload('/api/files/upload', [file])).body;
  const path = `/api/projects/nodes/${document.id}/files`;
  const added = await owner.post(path, { file_id: letter.id, file_type: 'letter' });
  expect(added.status).toBe(201);
  expect(added.body).toMatchObject({ file_name: 'письмо.txt', file_type: 'letter' });
  const results = async () => (await owner.get(`/api/projects/documents/${document.id}/results`)).body.files;
  expect(await results()).toContainEqual(added.body);
  expect((await other.post(path, { file_id: letter.id })).body.code).toBe('node_not_found');
  expect((await owner.post(path, { file_id: crypto.randomUUID() })).body.code).toBe('file_not_found');
  expect((await owner.delete(`${path}/${added.body.id}`)).status).toBe(200);
  expect(await results()).not.toContainEqual(added.body);
});

describe('members', () => {
  const put = (project: string, username: string, role = 'reader') =>
    owner.put(`/api/projects/nodes/${project}/members`, { username, role });
  const nameOf = async (person: Person) => (await person.get('/api/me')).body.user.username as string;

  it('read the project; editors also change it; others know nothing of it', async () => {
    const project = await make('Общий', null, owner, 'project');
    const document = await importInto(project, 'общий');
    const read = () => other.get(`/api/documents/${document.id}`);
    expect((await read()).status).toBe(404);
    expect((await other.get(`/api/projects/nodes/${project}`)).status).toBe(404);

    expect((await put(project, await nameOf(other))).body).toMatchObject({
      user_id: other.id,
      role: 'reader',
    });
    expect((await read()).status).toBe(200);
    expect((await other.get('/api/search/blocks?q=общий')).body).toHaveLength(1);
    expect(await children(other, project)).toHaveLength(1);
    const rename = () => other.patch(`/api/projects/nodes/${document.id}`, { name: 'Чужое' });
    expect((await rename()).status).toBe(404);
    expect((await other.delete(`/api/documents/${document.id}`)).status).toBe(404);

    await put(project, await nameOf(other), 'editor');
    expect((await rename()).status).toBe(200);
    const theirs = await importInto(project, 'дополнение', other);
    expect((await owner.get(`/api/documents/${theirs.id}`)).status).toBe(200);
    expect((await other.patch(`/api/projects/nodes/${document.id}`, { parent_id: null })).status).toBe(404);
    expect((await other.delete(`/api/projects/nodes/${project}?recursive=true`)).status).toBe(404);
    expect((await other.get(`/api/projects/nodes/${project}/members`)).status).toBe(404);

    const members = (await owner.get(`/api/projects/nodes/${project}/members`)).body;
    expect(members).toMatchObject([{ user_id: other.id, role: 'editor', username: await nameOf(other) }]);
    expect((await owner.delete(`/api/projects/nodes/${project}/members/${other.id}`)).status).toBe(200);
    expect((await read()).status).toBe(404);
  });

  it('find a closed folder closed', async () => {
    const project = await make('Общий', null, owner, 'project');
    const folder = await make('Выпущено', project);
    await put(project, await nameOf(other), 'editor');
    await owner.patch(`/api/projects/nodes/${folder}`, { is_locked: true });
    const refused = await other.post('/api/projects/nodes', {
      parent_id: folder,
      node_type: 'folder',
      name: 'x',
    });
    expect([refused.status, refused.body.code]).toEqual([409, 'node_locked']);
    expect((await other.patch(`/api/projects/nodes/${folder}`, { is_locked: false })).status).toBe(409);
    await make('Правит владелец', folder);
  });

  it('are people of the installation', async () => {
    const project = await make('Общий', null, owner, 'project');
    expect((await put(project, 'никого-такого')).body.code).toBe('user_not_found');
    expect((await owner.delete(`/api/projects/nodes/${project}/members/${other.id}`)).status).toBe(404);
  });
});
