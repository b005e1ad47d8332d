import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';

let app: TestApp;
let admin: Person;
let user: Person;

beforeAll(async () => {
  app = await startTestApp();
  admin = app.admin;
  user = await app.newUser();
});
afterAll(() => app.close());

const path = '/api/admin/prompts/system';
const names = ['flash_extractor', 'html_ocr', 'json_annotation', 'llm_system'];

const versions = async (name: string, query = '') => (await admin.get(`${path}?name=${name}${query}`)).body;
const active = async (name: string) =>
  (await admin.get(path)).body.find((prompt: { name: string }) => prompt.name === name);

describe('system prompts', () => {
  it('come with the program: four, in Russian, each within its share of a request', async () => {
    const { status, body } = await admin.get(path);
    expect(status).toBe(200);
    expect(body.map(({ name }: { name: string }) => name)).toEqual(names);
    for (const prompt of body) {
      expect(prompt).toMatchObject({ version: 1, is_active: true, author: null, author_id: null });
      expect(prompt.description).toBe('Поставляется с программой');
      expect(prompt.content.length).toBeGreaterThan(2500);
      expect(prompt.content.length).toBeLessThan(6000);
      expect(prompt.content).toMatch(/[а-я]{5}/);
    }
  });

  it('name only tools that exist, and codes of the right form', async () => {
    const { body } = await admin.get(path);
    const text = body.map(({ content }: { content: string }) => content).join('\n');
    const tools = new Set(text.match(/(?<!\w)[a-z]+_[a-z_]+(?!\w)/g));
    const known = [
      'search_blocks',
      'find_mark',
      'read_blocks',
      'read_table',
      'list_sheets',
      'request_images',
    ];
    const fields = ['view_id', 'block_ids', 'picture_names'];
    expect([...tools].toSorted()).toEqual([...known, ...fields, 'report_diff', 'submit_evidence'].toSorted());
    for (const [code] of text.matchAll(/[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{3}/g))
      expect(code).toMatch(/^[ACDEFGHJKLMNPQRTUVWXY34679-]+$/);
  });

  it('get a new version, which acts at once, or waits as a draft', async () => {
    const name = 'html_ocr';
    const written = await admin.post(path, { name, content: 'Второй текст', description: 'проба' });
    expect(written.status).toBe(201);
    expect(written.body).toMatchObject({
      name,
      version: 2,
      is_active: true,
      description: 'проба',
      author_id: admin.id,
      author: 'admin',
    });
    const draft = await admin.post(path, { name, content: 'Третий текст', is_active: false });
    expect(draft.body).toMatchObject({ version: 3, is_active: false, description: null });
    expect((await active(name)).content).toBe('Второй текст');
    expect((await versions(name)).map(({ version }: { version: number }) => version)).toEqual([3, 2, 1]);
    expect((await admin.get(path)).body).toHaveLength(4);
  });

  it('go back to an earlier version; a note is changed by itself', async () => {
    const name = 'json_annotation';
    const first = await active(name);
    const { body: second } = await admin.post(path, { name, content: 'Иначе' });
    const back = await admin.patch(`${path}/${first.id}`, { is_active: true });
    expect(back.body).toMatchObject({ id: first.id, is_active: true, content: first.content, version: 1 });
    const noted = await admin.patch(`${path}/${second.id}`, { description: 'не подошла' });
    expect(noted.body).toMatchObject({ is_active: false, description: 'не подошла' });
    expect((await admin.patch(`${path}/${second.id}`, { description: null })).body.description).toBeNull();
    expect((await active(name)).id).toBe(first.id);
  });

  it('have one active version and every number once, whatever is done at the same time', async () => {
    const name = 'flash_extractor';
    const before = await versions(name);
    const written = await Promise.all(
      Array.from({ length: 8 }, (_, n) => admin.post(path, { name, content: `Текст ${n}` })),
    );
    await Promise.all([
      admin.patch(`${path}/${written[0]?.body.id}`, { is_active: true }),
      admin.patch(`${path}/${before[0].id}`, { is_active: true }),
      admin.post(path, { name, content: 'Ещё' }),
    ]);
    const all = await versions(name);
    expect(all.filter(({ is_active }: { is_active: boolean }) => is_active)).toHaveLength(1);
    const numbers = all.map(({ version }: { version: number }) => version);
    expect(numbers).toEqual(Array.from({ length: before.length + 9 }, (_, n) => before.length + 9 - n));
  });

  it('are listed by pages', async () => {
    const name = 'flash_extractor';
    const first = await admin.get(`${path}?name=${name}&limit=4`);
    const next = /<([^>]+)>/.exec(String(first.headers.link))?.[1] ?? '';
    const second = await admin.get(next);
    expect([...first.body, ...second.body].slice(0, 8)).toEqual((await versions(name)).slice(0, 8));
    expect((await admin.get(`${path}?name=${name}&cursor=x`)).status).toBe(422);
  });

  it('tell how a version differs from the one before it or any other of its name', async () => {
    const name = 'llm_system';
    const one = await active(name);
    const { body: two } = await admin.post(path, { name, content: 'Первая\nВторая\nТретья' });
    const { body: three } = await admin.post(path, { name, content: 'Первая\nДругая\nТретья' });
    expect((await admin.get(`${path}/${three.id}/diff`)).body).toEqual({
      from_version: 2,
      to_version: 3,
      lines: [
        { kind: 'same', text: 'Первая' },
        { kind: 'removed', text: 'Вторая' },
        { kind: 'added', text: 'Другая' },
        { kind: 'same', text: 'Третья' },
      ],
    });
    const against = await admin.get(`${path}/${two.id}/diff?against=${three.id}`);
    expect(against.body).toMatchObject({ from_version: 3, to_version: 2 });
    const { body: whole } = await admin.get(`${path}/${one.id}/diff`);
    expect(whole.from_version).toBe(0);
    expect(whole.lines.every(({ kind }: { kind: string }) => kind === 'added')).toBe(true);
    expect(whole.lines.map(({ text }: { text: string }) => text).join('\n')).toBe(one.content);
    const foreign = (await active('html_ocr')).id;
    expect((await admin.get(`${path}/${one.id}/diff?against=${foreign}`)).body.code).toBe('prompt_not_found');
  });

  it('that have nothing in common are told as a whole, soon', async () => {
    const lines = (sign: string) => Array.from({ length: 5000 }, (_, n) => `${sign}${n}`).join('\n');
    await admin.post(path, { name: 'html_ocr', content: lines('а') });
    const { body } = await admin.post(path, { name: 'html_ocr', content: lines('б') });
    const diff = await admin.get(`${path}/${body.id}/diff`);
    expect(diff.body.lines).toHaveLength(10_000);
  });

  it('refuse what is none', async () => {
    const nobody = '0195f000-0000-7000-8000-000000000000';
    for (const [body, field] of [
      [{ name: 'selection_prompt', content: 'текст' }, 'name'],
      [{ name: 'html_ocr', content: ' \n ' }, 'content'],
      [{ name: 'html_ocr', content: 'а'.repeat(50_001) }, 'content'],
    ] as const) {
      const answer = await admin.post(path, body);
      expect(answer.status).toBe(422);
      expect(answer.body.details[0].path).toBe(`body.${field}`);
    }
    expect((await admin.patch(`${path}/${nobody}`, { is_active: true })).body.code).toBe('prompt_not_found');
    expect((await admin.patch(`${path}/${(await active('html_ocr')).id}`, { is_active: false })).status).toBe(
      422,
    );
    expect((await admin.get(`${path}/${nobody}/diff`)).body.code).toBe('prompt_not_found');
  });

  it('are for administrators only; what was done is noted without texts', async () => {
    const { id } = await active('html_ocr');
    await app.database.query('delete from audit_logs');
    for (const answer of [
      await user.get(path),
      await user.post(path, { name: 'html_ocr', content: 'чужое' }),
      await user.patch(`${path}/${id}`, { is_active: true }),
      await user.get(`${path}/${id}/diff`),
    ])
      expect(answer.body.code).toBe('forbidden');
    const { body } = await admin.post(path, { name: 'html_ocr', content: 'тайный текст' });
    await admin.patch(`${path}/${id}`, { is_active: true });
    const rows = await app.database.query('select * from audit_logs order by id');
    expect(rows).toMatchObject([
      ...Array.from({ length: 4 }, () => ({ actor_id: user.id, outcome: 'forbidden' })),
      { actor_id: admin.id, action: 'admin.create_system_prompt', outcome: 'ok', target_id: body.id },
      { actor_id: admin.id, action: 'admin.patch_system_prompt', outcome: 'ok', target_id: id },
    ]);
    expect(JSON.stringify(rows)).not.toContain('тайный');
  });
});
