import { defaultModels } from '@aizoomdoc/models';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';

let app: TestApp;
let user: Person;

beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  user = await app.newUser();
  await app.database.query('delete from settings_system');
});
afterAll(() => app.close());

const me = async () => (await user.get('/api/me')).body;
const put = (provider: string, person = user) =>
  person.put(`/api/me/keys/${provider}`, { api_key: `sk-canary-${provider}` });
const keys = async () => Object.entries((await me()).keys).filter(([, at]) => at !== null);

describe.each(['openai', 'anthropic'] as const)('a key of %s', (provider) => {
  it('is stored, replaced and deleted; only its time is told', async () => {
    expect(await keys()).toEqual([]);
    expect((await put(provider)).body).toEqual({ ok: true });
    expect((await put(provider)).body).toEqual({ ok: true });
    const [[name, at] = [], ...more] = await keys();
    expect([name, more]).toEqual([provider, []]);
    expect(Date.parse(String(at))).toBeGreaterThan(Date.now() - 60_000);
    expect((await user.get('/api/me')).text).not.toContain('canary');
    expect((await user.delete(`/api/me/keys/${provider}`)).body).toEqual({ ok: true });
    expect((await user.delete(`/api/me/keys/${provider}`)).status, 'again').toBe(200);
    expect(await keys()).toEqual([]);
  });

  it('is sealed for its user and vendor, and appears in no log', async () => {
    await put(provider);
    const rows = await app.database.query<{ ciphertext: Buffer }>('select * from user_provider_keys');
    for (const { ciphertext } of rows) expect(ciphertext.includes('canary')).toBe(false);
    expect(app.logs()).not.toContain('canary');
    expect(JSON.stringify(await app.database.query('select * from audit_logs'))).not.toContain('canary');
  });

  it('is refused when it cannot be one', async () => {
    for (const api_key of ['', 'short', 'с русскими буквами', 'x'.repeat(401)]) {
      const answer = await user.put(`/api/me/keys/${provider}`, { api_key });
      expect(answer.status).toBe(422);
    }
    expect((await user.put('/api/me/keys/compatible', { api_key: 'long-enough' })).status).toBe(422);
  });
});

describe('who answers a user', () => {
  const models = async () => (await me()).models;
  const ready = (provider: 'gemini' | 'openai' | 'anthropic', profile: 'simple' | 'complex') => ({
    provider,
    model: defaultModels[provider][profile],
    ready: true,
  });

  it('is nobody without a key: the model that would is named', async () => {
    expect(await models()).toEqual({
      simple: { ...ready('gemini', 'simple'), ready: false },
      complex: { ...ready('gemini', 'complex'), ready: false },
    });
  });

  it('is the administrator’s choice with its key, else an allowed model of the same strength', async () => {
    await put('anthropic');
    expect(await models()).toEqual({
      simple: ready('anthropic', 'simple'),
      complex: ready('anthropic', 'complex'),
    });
    await put('openai');
    expect(await models(), 'the order of the list').toEqual({
      simple: ready('openai', 'simple'),
      complex: ready('openai', 'complex'),
    });
    await put('gemini');
    expect(await models()).toEqual({
      simple: ready('gemini', 'simple'),
      complex: ready('gemini', 'complex'),
    });
  });

  it('is never a model that is not allowed', async () => {
    await put('anthropic');
    const gemini = { provider: 'gemini', model: 'gemini-3.8-flash' };
    const only = {
      allowed: [gemini],
      simple: gemini,
      complex_collector: gemini,
      complex_answerer: gemini,
      summary: gemini,
    };
    await app.admin.patch('/api/admin/settings/system', { models: only });
    expect(await models()).toEqual({
      simple: { ...gemini, ready: false },
      complex: { ...gemini, ready: false },
    });
    await put('gemini');
    expect((await models()).complex).toEqual({ ...gemini, ready: true });
  });

  it('is the own endpoint for everybody, without any key', async () => {
    const local = { provider: 'compatible', model: 'qwen3-vl' };
    const { body: settings } = await app.admin.get('/api/admin/settings/system');
    const { status } = await app.admin.patch('/api/admin/settings/system', {
      models: { allowed: [...settings.models.allowed, local], complex_answerer: local },
      compatible: { base_url: 'http://127.0.0.1:11434/v1' },
    });
    expect(status).toBe(200);
    expect(await models()).toEqual({ simple: { ...local, ready: true }, complex: { ...local, ready: true } });
  });
});
