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

const path = '/api/admin/prompts/roles';
const shown = async (person: Person) => (await person.get('/api/prompts/roles')).body;
const create = async (name: string, content = 'Отвечай как он.') =>
  (await admin.post(path, { name, content, note: 'первая' })).body;
const nameOf = ({ name }: { name: string }) => name;

describe('roles', () => {
  it('come with the program', async () => {
    const { body } = await admin.get(path);
    expect(body.map(nameOf)).toEqual([
      'Инженер',
      'Экономист',
      'Инженер по гарантии',
      'Технадзор',
      'Инженер ПТО',
      'Юрист договорного отдела',
    ]);
    for (const role of body) {
      expect(role).toMatchObject({
        version: 1,
        is_active: true,
        description: expect.stringMatching(/[а-я]/),
      });
      expect(role.content.length).toBeGreaterThan(600);
      expect(role.content.length).toBeLessThan(1500);
    }
  });

  it('show their texts to administrators only', async () => {
    expect((await shown(user)).every(({ content }: { content: string }) => content === '')).toBe(true);
    expect((await shown(admin)).every(({ content }: { content: string }) => content !== '')).toBe(true);
    const [{ id }] = await shown(user);
    const text = (await shown(admin))[0].content.slice(0, 40);
    for (const url of [path, `${path}/${id}/versions`, `${path}/${id}/diff?from=1&to=1`]) {
      const answer = await user.get(url);
      expect(answer.body.code, url).toBe('forbidden');
      expect(answer.text).not.toContain(text);
    }
  });

  it('are made, changed in versions with author and note, and go back', async () => {
    const role = await create('Геодезист');
    expect(role).toMatchObject({ version: 1, is_active: true, description: null });
    const url = `${path}/${role.id}`;
    const changed = await admin.patch(url, {
      content: 'Иначе.',
      description: 'Разбивка осей',
      note: 'короче',
    });
    expect(changed.body).toMatchObject({ version: 2, name: 'Геодезист', content: 'Иначе.' });
    const back = await admin.patch(url, { restore_version: 1, content: 'не это' });
    expect(back.body).toMatchObject({ version: 3, content: 'Отвечай как он.', description: null });
    const { body: all } = await admin.get(`${url}/versions`);
    expect(all).toMatchObject([
      { version: 3, note: 'Возврат к версии 1', author: 'admin' },
      { version: 2, note: 'короче', author_id: admin.id, description: 'Разбивка осей' },
      { version: 1, note: 'первая', content: 'Отвечай как он.' },
    ]);
    const diff = await admin.get(`${url}/diff?from=1&to=2`);
    expect(diff.body).toEqual({
      from_version: 1,
      to_version: 2,
      lines: [
        { kind: 'removed', text: 'Отвечай как он.' },
        { kind: 'added', text: 'Иначе.' },
      ],
    });
  });

  it('make no version where no text changes; a note alone belongs to the present one', async () => {
    const role = await create('Прораб');
    const url = `${path}/${role.id}`;
    expect((await admin.patch(url, { name: 'Прораб', content: role.content })).body.version).toBe(1);
    expect((await admin.patch(url, { restore_version: 1 })).body.version).toBe(1);
    await admin.patch(url, { note: 'согласовано' });
    await admin.patch(url, {});
    expect((await admin.get(`${url}/versions`)).body).toMatchObject([{ version: 1, note: 'согласовано' }]);
  });

  it('are switched off and on: what is off is not offered, not chosen, and not used', async () => {
    const role = await create('Сметчик');
    await user.patch('/api/me/settings', { selected_role_prompt_id: role.id });
    const off = await admin.patch(`${path}/${role.id}`, { is_active: false });
    expect(off.body).toMatchObject({ is_active: false, version: 1 });
    expect((await shown(user)).map(nameOf)).not.toContain('Сметчик');
    const chosen = await user.patch('/api/me/settings', { selected_role_prompt_id: role.id });
    expect(chosen.body.code).toBe('role_not_found');
    expect((await admin.get(path)).body.map(nameOf)).toContain('Сметчик');
    await admin.patch(`${path}/${role.id}`, { is_active: true });
    expect((await shown(user)).map(nameOf)).toContain('Сметчик');
  });

  it('have names of their own, those that were restored as well', async () => {
    const [one, two] = [await create('Кровельщик'), await create('Фасадчик')];
    expect((await admin.post(path, { name: 'Кровельщик', content: 'x' })).body.code).toBe('conflict');
    expect((await admin.patch(`${path}/${two.id}`, { name: 'Кровельщик' })).body.code).toBe('conflict');
    await admin.patch(`${path}/${one.id}`, { name: 'Кровля' });
    expect((await admin.patch(`${path}/${two.id}`, { name: 'Кровельщик' })).body.version).toBe(2);
    const restored = await admin.patch(`${path}/${one.id}`, { restore_version: 1 });
    expect(restored.body.code).toBe('conflict');
    expect((await admin.get(`${path}/${one.id}/versions`)).body).toHaveLength(2);
  });

  it('keep every change of those made at the same time', async () => {
    const role = await create('Монтажник');
    const url = `${path}/${role.id}`;
    await Promise.all([
      ...Array.from({ length: 6 }, (_, n) => admin.patch(url, { content: `Текст ${n}` })),
      admin.patch(url, { description: 'Монтаж' }),
    ]);
    const { body: all } = await admin.get(`${url}/versions`);
    expect(all.map(({ version }: { version: number }) => version)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect(all[0].description).toBe('Монтаж');
  });

  it('that are not there are said to be so', async () => {
    const role = await create('Электрик');
    for (const answer of [
      await admin.patch(`${path}/999999`, { name: 'x' }),
      await admin.get(`${path}/${2 ** 53 - 1}/versions`),
      await admin.patch(`${path}/${role.id}`, { restore_version: 2 }),
      await admin.patch(`${path}/${role.id}`, { restore_version: 2 ** 40 }),
      await admin.get(`${path}/${role.id}/diff?from=1&to=${2 ** 40}`),
    ])
      expect(answer.body, answer.text).toMatchObject({ code: 'role_not_found' });
    expect((await admin.get(`${path}/x/versions`)).status).toBe(422);
  });

  it('are noted in the audit by their id, without texts', async () => {
    await app.database.query('delete from audit_logs');
    const role = await create('Дизайнер', 'тайный текст');
    await admin.patch(`${path}/${role.id}`, { content: 'другой тайный' });
    const rows = await app.database.query('select * from audit_logs order by id');
    expect(rows).toMatchObject([
      { actor_id: admin.id, action: 'admin.create_role', outcome: 'ok', target_id: String(role.id) },
      { actor_id: admin.id, action: 'admin.patch_role', outcome: 'ok', target_id: String(role.id) },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/тайный|Дизайнер/);
  });
});
