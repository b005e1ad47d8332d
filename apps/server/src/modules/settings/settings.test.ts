import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';

let app: TestApp;
let user: Person;

beforeAll(async () => {
  app = await startTestApp();
  user = await app.newUser();
});
afterAll(() => app.close());

const patch = (body: object) => user.patch('/api/me/settings', body);
const settings = async () => (await user.get('/api/me')).body.settings;

describe('settings', () => {
  it('begin with the simple profile and nothing else', async () => {
    expect(await settings()).toEqual({
      model_profile: 'simple',
      selected_role_prompt_id: null,
      temperature: null,
      top_p: null,
      thinking_enabled: null,
      thinking_budget: null,
      media_resolution: null,
    });
  });

  it('change field by field; null resets one; the answer is the whole', async () => {
    const { body } = await patch({ model_profile: 'complex', temperature: 0.5 });
    expect(body).toMatchObject({ user: { id: user.id }, settings: { model_profile: 'complex' } });
    await patch({ top_p: 0.9, thinking_enabled: false, thinking_budget: 0, media_resolution: 'low' });
    expect(await settings()).toEqual({
      model_profile: 'complex',
      selected_role_prompt_id: null,
      temperature: 0.5,
      top_p: 0.9,
      thinking_enabled: false,
      thinking_budget: 0,
      media_resolution: 'low',
    });
    await patch({ temperature: null, media_resolution: null });
    expect(await settings()).toMatchObject({ temperature: null, media_resolution: null, top_p: 0.9 });
    await patch({});
    expect(await settings()).toMatchObject({ model_profile: 'complex', top_p: 0.9 });
  });

  it('keep their bounds', async () => {
    const before = await settings();
    for (const body of [
      { temperature: 2.01 },
      { temperature: -0.1 },
      { top_p: 1.5 },
      { thinking_budget: 32_769 },
      { thinking_budget: 1.5 },
      { model_profile: 'huge' },
      { model_profile: null },
      { media_resolution: 'ultra' },
      { temperature: '0.5' },
      { selected_role_prompt_id: 0 },
    ]) {
      const answer = await patch(body);
      expect(answer.status, JSON.stringify(body)).toBe(422);
      expect(answer.body.details[0].path).toBe(`body.${Object.keys(body)[0]}`);
    }
    expect(await settings()).toEqual(before);
  });

  it('keep a change that comes at the same time as another', async () => {
    const person = await app.newUser();
    await Promise.all([
      person.patch('/api/me/settings', { temperature: 1 }),
      person.patch('/api/me/settings', { top_p: 0.1 }),
      person.patch('/api/me/settings', { thinking_budget: 7 }),
      person.patch('/api/me/settings', { model_profile: 'complex' }),
    ]);
    expect((await person.get('/api/me')).body.settings).toMatchObject({
      temperature: 1,
      top_p: 0.1,
      thinking_budget: 7,
      model_profile: 'complex',
    });
  });

  it('name a role that exists', async () => {
    const [role] = (await user.get('/api/prompts/roles')).body;
    expect((await patch({ selected_role_prompt_id: role.id })).body.settings.selected_role_prompt_id).toBe(
      role.id,
    );
    expect((await patch({ selected_role_prompt_id: 999_999 })).body.code).toBe('role_not_found');
    expect((await patch({ selected_role_prompt_id: 2 ** 53 - 1 })).body.code).toBe('role_not_found');
    expect((await patch({ selected_role_prompt_id: 2 ** 60 })).status).toBe(422);
    expect((await settings()).selected_role_prompt_id).toBe(role.id);
    expect((await patch({ selected_role_prompt_id: null })).body.settings.selected_role_prompt_id).toBeNull();
  });

  it('cannot make anybody an administrator', async () => {
    await patch({ role: 'admin', user: { role: 'admin' }, is_admin: true });
    expect((await user.get('/api/me')).body.user.role).toBe('user');
  });

  it('belong to one user', async () => {
    const other = await app.newUser();
    await patch({ temperature: 1.25 });
    expect((await other.get('/api/me')).body.settings.temperature).toBeNull();
  });
});
