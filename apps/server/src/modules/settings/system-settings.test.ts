import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';
import { isPrivateHost } from './check-system.ts';

let app: TestApp;
let admin: Person;
let user: Person;

beforeAll(async () => {
  app = await startTestApp();
  admin = app.admin;
  user = await app.newUser();
});
beforeEach(async () => {
  await app.database.query('delete from settings_system');
});
afterAll(() => app.close());

const path = '/api/admin/settings/system';
const get = async () => (await admin.get(path)).body;
const patch = (body: object) => admin.patch(path, body);
const mistakes = async (body: object): Promise<string[]> => {
  const answer = await patch(body);
  expect(answer.status, answer.text).toBe(422);
  expect(answer.body).toMatchObject({ code: 'validation_failed', message: expect.stringMatching(/[а-я]/) });
  return answer.body.details.map((detail: { path: string }) => detail.path);
};
const local = { provider: 'compatible', model: 'qwen3-vl' };

describe('system settings', () => {
  it('begin with the defaults of the program', async () => {
    expect(await get()).toMatchObject({
      models: {
        simple: { provider: 'gemini' },
        complex_collector: { provider: 'gemini' },
        complex_answerer: { provider: 'gemini' },
        summary: { provider: 'gemini' },
      },
      compatible: { base_url: null, key_configured: false },
      run_budget: {
        max_model_calls: 12,
        max_pictures: 24,
        max_pixels: 80_000_000,
        max_input_tokens: 1_500_000,
        max_cost_usd: 2,
        max_seconds: 600,
      },
      daily_budget: { max_runs: 300, max_input_tokens: 30_000_000, max_cost_usd: 20 },
      history: { max_messages: 20, max_tokens: 16_000 },
      context: { max_tokens: 24_000 },
      pictures: { max_side: 2000, zoom_over_shrink: 1.5 },
      provider_files: { enabled: true, min_bytes: 20_000 },
      context_cache: { enabled: true, min_tokens: 32_768, ttl_seconds: 300 },
      version: 0,
      updated_by: null,
      updated_at: null,
    });
  });

  it('agree with themselves before anybody changed them', async () => {
    const { version: _, updated_by: __, updated_at: ___, compatible, ...sections } = await get();
    const { key_configured: ____, ...endpoint } = compatible;
    expect((await patch({ ...sections, compatible: endpoint })).status).toBe(200);
  });

  it('change field by field, and tell who changed them', async () => {
    const { status, body } = await patch({ run_budget: { max_pictures: 5 }, history: { max_messages: 0 } });
    expect(status).toBe(200);
    expect(body.run_budget).toMatchObject({ max_pictures: 5, max_model_calls: 12 });
    expect(body).toMatchObject({
      version: 1,
      updated_by: admin.id,
      history: { max_messages: 0, max_tokens: 16_000 },
    });
    expect(Date.parse(body.updated_at)).toBeGreaterThan(Date.now() - 60_000);
    await patch({ daily_budget: { max_cost_usd: null }, run_budget: { max_seconds: 60 } });
    expect(await get()).toMatchObject({
      version: 2,
      daily_budget: { max_cost_usd: null, max_runs: 300 },
      run_budget: { max_pictures: 5, max_seconds: 60 },
    });
  });

  it('are not overwritten by who read them before another’s change', async () => {
    const { version } = await get();
    expect((await patch({ version, context: { max_tokens: 5000 } })).status).toBe(200);
    const late = await patch({ version, context: { max_tokens: 6000 } });
    expect(late).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const together = await Promise.all(
      [1, 2, 3, 4].map((n) => patch({ version: version + 1, context: { max_tokens: 1000 * n } })),
    );
    expect(together.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    expect((await get()).version).toBe(version + 2);
  });

  it('keep every change of those made at the same time', async () => {
    await Promise.all([
      patch({ pictures: { max_side: 1024 } }),
      patch({ pictures: { zoom_over_shrink: 2 } }),
      patch({ context: { max_tokens: 7000 } }),
    ]);
    expect(await get()).toMatchObject({
      pictures: { max_side: 1024, zoom_over_shrink: 2 },
      context: { max_tokens: 7000 },
      version: 3,
    });
  });

  it('name only allowed models, each once', async () => {
    const { models } = await get();
    expect(await mistakes({ models: { simple: { provider: 'openai', model: 'gpt-0' } } })).toEqual([
      'body.models.simple',
    ]);
    expect(await mistakes({ models: { allowed: [models.simple] } })).toEqual([
      'body.models.complex_answerer',
    ]);
    expect(await mistakes({ models: { allowed: [...models.allowed, models.simple] } })).toEqual([
      `body.models.allowed.${models.allowed.length}`,
    ]);
    expect(await mistakes({ models: { allowed: [] } })).toEqual(['body.models.allowed']);
    const own = { provider: 'openai', model: 'ft:gpt-6.1-terra:org' };
    expect((await patch({ models: { allowed: [...models.allowed, own], simple: own } })).status).toBe(200);
  });

  it('name a model of the own endpoint only with its address', async () => {
    const { models } = await get();
    const wanted = { models: { allowed: [...models.allowed, local], simple: local } };
    expect(await mistakes(wanted)).toEqual(['body.compatible.base_url']);
    const compatible = { base_url: 'http://192.168.1.20:11434/v1' };
    expect((await patch({ ...wanted, compatible })).status).toBe(200);
    expect(await mistakes({ compatible: { base_url: null } })).toEqual(['body.compatible.base_url']);
  });

  it('have bounds that are bounds, and defaults within them', async () => {
    const bounds = (await get()).generation.bounds;
    expect(
      await mistakes({ generation: { bounds: { ...bounds, temperature: { min: 1, max: 0.5 } } } }),
    ).toEqual(['body.generation.bounds.temperature']);
    const narrow = {
      temperature: { min: 0.5, max: 1 },
      top_p: { min: 0.1, max: 0.9 },
      thinking_budget: { min: 128, max: 1024 },
      media_resolution: { max: 'medium' },
    };
    expect(
      await mistakes({
        generation: {
          bounds: narrow,
          temperature: 0,
          top_p: 1,
          thinking_budget: 0,
          media_resolution: 'high',
        },
      }),
    ).toEqual([
      'body.generation.temperature',
      'body.generation.top_p',
      'body.generation.thinking_budget',
      'body.generation.media_resolution',
    ]);
    expect((await patch({ generation: { bounds: narrow, media_resolution: 'low' } })).status).toBe(200);
  });

  it('act on the settings of users: shown to them, and kept when they choose', async () => {
    const { bounds } = (await get()).generation;
    const narrow = { ...bounds, temperature: { min: 0.2, max: 0.8 }, media_resolution: { max: 'medium' } };
    await patch({ generation: { bounds: narrow, media_resolution: 'medium' } });
    const { body } = await user.patch('/api/me/settings', {
      temperature: 2,
      media_resolution: 'high',
      top_p: 1,
    });
    expect(body.bounds).toEqual(narrow);
    expect(body.settings).toMatchObject({ temperature: 0.8, media_resolution: 'medium', top_p: 1 });
    await patch({ generation: { bounds: { ...narrow, temperature: { min: 0, max: 0.1 } } } });
    expect((await user.get('/api/me')).body.settings.temperature, 'saved before').toBe(0.1);
    await patch({ generation: { bounds } });
    expect((await user.get('/api/me')).body.settings.temperature, 'the wish is kept').toBe(2);
  });

  it('that were stored by a release with other limits give way to the defaults of their section', async () => {
    await patch({ pictures: { max_side: 1024 }, context: { max_tokens: 7000 } });
    await app.database.query(
      `update settings_system set value = jsonb_set(value, '{pictures,max_side}', '99999') || '{"gone": {"a": 1}}'
       where key = 'system'`,
    );
    expect(await get()).toMatchObject({ pictures: { max_side: 2000 }, context: { max_tokens: 7000 } });
    expect((await patch({ context: { max_tokens: 8000 } })).status).toBe(200);
  });

  it('are for administrators only; a change is noted', async () => {
    await app.database.query('delete from audit_logs');
    expect((await user.get(path)).body.code).toBe('forbidden');
    expect((await user.patch(path, { context: { max_tokens: 5000 } })).body.code).toBe('forbidden');
    expect((await user.get('/api/admin/models')).body.code).toBe('forbidden');
    await patch({ context: { max_tokens: 5000 } });
    expect(await app.database.query('select * from audit_logs order by id')).toMatchObject([
      { actor_id: user.id, outcome: 'forbidden' },
      { actor_id: user.id, outcome: 'forbidden' },
      { actor_id: user.id, outcome: 'forbidden' },
      { actor_id: admin.id, action: 'admin.patch_system_settings', outcome: 'ok' },
    ]);
  });
});

describe('the own endpoint', () => {
  const key = 'sk-canary-of-the-endpoint';
  const configured = async () => (await get()).compatible.key_configured;
  const base_url = 'https://models.example.org/v1';

  it('has a key that goes in and not out', async () => {
    const { body, text } = await patch({ compatible: { base_url, api_key: key } });
    expect(body.compatible).toMatchObject({ base_url, key_configured: true });
    expect(text).not.toContain(key);
    await patch({ compatible: { vision: false } });
    expect(await configured()).toBe(true);
    const stored = JSON.stringify(await app.database.query('select * from settings_system'));
    expect(stored).not.toContain(key);
    expect(stored).not.toContain(Buffer.from(key).toString('base64').slice(0, 20));
    expect(app.logs()).not.toContain(key);
    await patch({ compatible: { api_key: null } });
    expect(await configured()).toBe(false);
  });

  it('loses its key with its host, unless another is given', async () => {
    await patch({ compatible: { base_url, api_key: key } });
    await patch({ compatible: { base_url: `${base_url}/other` } });
    expect(await configured(), 'the same host').toBe(true);
    await patch({ compatible: { base_url: 'https://elsewhere.example.org/v1' } });
    expect(await configured(), 'another host').toBe(false);
    await patch({ compatible: { base_url, api_key: key } });
    expect(await configured()).toBe(true);
    await patch({ compatible: { base_url: null } });
    expect(await configured(), 'no host').toBe(false);
  });

  it('is reached by https, or by http within a private network', async () => {
    for (const address of [
      'http://127.0.0.1:11434/v1',
      'http://localhost:8000/v1',
      'http://ollama:11434/v1',
      'http://vllm_1:8000/v1',
      'http://100.64.0.7/v1',
      'http://gpu.office.local/v1',
      'http://10.1.2.3/v1',
      'http://[fd00::1]:8000/v1',
      'https://example.org/v1',
    ])
      expect((await patch({ compatible: { base_url: address } })).status, address).toBe(200);
    for (const address of [
      'http://example.org/v1',
      'http://8.8.8.8/v1',
      'http://169.254.169.254/v1',
      'https://169.254.169.254/v1',
      'http://metadata.google.internal/v1',
      'http://[2001:db8::1]/v1',
      'http://[::ffff:8.8.8.8]/v1',
      'http://134744072/v1',
      'https://name:password@example.org/v1',
      'https://example.org/v1?key=1',
      'ftp://example.org/v1',
      'не адрес',
    ])
      expect(await mistakes({ compatible: { base_url: address } }), address).toEqual([
        'body.compatible.base_url',
      ]);
    expect(await mistakes({ compatible: { api_key: 'с пробелом и по-русски' } })).toEqual([
      'body.compatible.api_key',
    ]);
  });

  it('tells private hosts from public ones, however they are written', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0] = address.split('.').map(Number);
        const isPrivate =
          a === 10 ||
          a === 127 ||
          (a === 192 && b === 168) ||
          (a === 172 && b >= 16 && b < 32) ||
          (a === 100 && b >= 64 && b < 128);
        expect(isPrivateHost(address)).toBe(isPrivate);
        expect(isPrivateHost(new URL(`http://[::ffff:${address}]`).hostname)).toBe(isPrivate);
      }),
    );
  });
});

it('known models have prices and limits, of three vendors', async () => {
  const { status, body } = await admin.get('/api/admin/models');
  expect(status).toBe(200);
  const vendors = new Set(body.map(({ provider }: { provider: string }) => provider));
  expect([...vendors].toSorted()).toEqual(['anthropic', 'gemini', 'openai']);
  const { models } = await get();
  for (const { provider, model } of models.allowed)
    expect(body).toContainEqual(expect.objectContaining({ provider, model, price: expect.any(Object) }));
});
