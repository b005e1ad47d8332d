import { describe, expect, it } from 'vitest';
import { compareContracts } from './compare.ts';
import { contractDocument, type OpenApiDocument } from './document.ts';
import { oasdiffIsInstalled } from './oasdiff.ts';

interface Schema {
  [keyword: string]: unknown;
}

interface Shape {
  request?: Schema;
  response?: Schema;
  parameters?: Schema[];
  security?: Schema[];
}

const chat = {
  type: 'object',
  properties: {
    title: { type: 'string', minLength: 1 },
    state: { type: 'string', enum: ['open', 'closed'] },
    box: { type: 'array', prefixItems: [{ type: 'number' }, { type: 'number' }], items: false },
  },
  required: ['title', 'state'],
};

const changed = (change: (schema: typeof chat) => void): Schema => {
  const copy = structuredClone(chat);
  change(copy);
  return copy;
};

const without = (name: 'title' | 'state') =>
  changed((schema) => {
    delete (schema.properties as Schema)[name];
    schema.required = schema.required.filter((required) => required !== name);
  });

function document({ request = chat, response = chat, parameters = [], security = [] }: Shape = {}) {
  return {
    openapi: '3.1.0',
    info: { title: 'test', version: '1.0.0' },
    paths: {
      '/chats': {
        post: {
          operationId: 'chats.create',
          summary: 'Creates a chat',
          parameters,
          security,
          requestBody: { required: true, content: { 'application/json': { schema: request } } },
          responses: { 200: { description: 'ok', content: { 'application/json': { schema: response } } } },
        },
      },
    } as Record<string, Schema>,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  } satisfies OpenApiDocument;
}

async function rulesOf(before: Shape, after: Shape) {
  const changes = await compareContracts(document(before), document(after));
  return changes.map(({ breaking, rule }) => `${breaking ? 'breaking' : 'additive'} ${rule}`);
}

const query = (name: string, required: boolean) => ({
  name,
  in: 'query',
  required,
  schema: { type: 'string' },
});
const optionalField = changed((schema) => Object.assign(schema.properties, { note: { type: 'string' } }));
const requiredField = changed((schema) => {
  Object.assign(schema.properties, { note: { type: 'string' } });
  schema.required.push('note');
});
const wideEnum = changed((schema) => schema.properties.state.enum.push('archived'));
const narrowEnum = changed((schema) => schema.properties.state.enum.pop());
const longTitle = changed((schema) => {
  schema.properties.title.minLength = 5;
});
const optionalTitle = changed((schema) => {
  schema.required = ['state'];
});
const numericTitle = changed((schema) => Object.assign(schema.properties, { title: { type: 'number' } }));

describe.skipIf(!oasdiffIsInstalled)('compareContracts', () => {
  it.each<[string, Shape, Shape, string[]]>([
    [
      'a new optional request field',
      {},
      { request: optionalField },
      ['additive new-optional-request-property'],
    ],
    [
      'a new required request field',
      {},
      { request: requiredField },
      ['breaking new-required-request-property'],
    ],
    ['a removed request field', {}, { request: without('title') }, ['breaking request-property-removed']],
    [
      'a narrower request enum',
      {},
      { request: narrowEnum },
      ['breaking request-property-enum-value-removed'],
    ],
    ['a wider request enum', {}, { request: wideEnum }, ['additive request-property-enum-value-added']],
    [
      'a tighter request bound',
      {},
      { request: longTitle },
      ['breaking request-property-min-length-increased'],
    ],
    ['a new response field', {}, { response: requiredField }, ['additive response-required-property-added']],
    [
      'a removed response field',
      {},
      { response: without('title') },
      ['breaking response-required-property-removed'],
    ],
    [
      'a response field that may be absent',
      {},
      { response: optionalTitle },
      ['breaking response-property-became-optional'],
    ],
    [
      'another type in a response',
      {},
      { response: numericTitle },
      ['breaking response-property-min-length-decreased', 'breaking response-property-type-changed'],
    ],
    ['a wider response enum', {}, { response: wideEnum }, ['additive response-property-enum-value-added']],
    [
      'a narrower response enum',
      {},
      { response: narrowEnum },
      ['additive response-property-enum-value-removed'],
    ],
    [
      'a new optional parameter',
      {},
      { parameters: [query('limit', false)] },
      ['additive new-optional-request-parameter'],
    ],
    [
      'a new required parameter',
      {},
      { parameters: [query('limit', true)] },
      ['breaking new-required-request-parameter'],
    ],
    [
      'a removed parameter',
      { parameters: [query('limit', false)] },
      {},
      ['breaking request-parameter-removed'],
    ],
    ['a token asked for', {}, { security: [{ bearer: [] }] }, ['breaking api-security-added']],
    ['nothing at all', {}, {}, []],
  ])('knows %s', async (_name, before, after, expected) => {
    expect(await rulesOf(before, after)).toEqual(expected);
  });

  it('knows a removed and an added operation, the breaking one first', async () => {
    const before = document();
    const after = document();
    after.paths['/talks'] = after.paths['/chats'] as Schema;
    delete after.paths['/chats'];
    expect(await compareContracts(before, after)).toMatchObject([
      { breaking: true, where: 'POST /chats', rule: 'api-path-removed-without-deprecation' },
      { breaking: false, where: 'POST /talks', rule: 'endpoint-added' },
    ]);
  });

  it('sees a tuple that takes more items', async () => {
    const longer = changed((schema) => schema.properties.box.prefixItems.push({ type: 'number' }));
    expect(await rulesOf({}, { request: longer })).toEqual(['additive request-property-prefix-items-added']);
  });

  it('does not mind other words', async () => {
    const after = document();
    Object.assign(after.paths['/chats']?.post as Schema, { summary: 'Makes a chat' });
    expect(await compareContracts(document(), after)).toEqual([]);
  });

  it('reads the contract of this repository', async () => {
    const current = await contractDocument();
    expect(await compareContracts(current, current)).toEqual([]);
    expect(await compareContracts({ ...current, paths: {} }, current)).not.toEqual([]);
  });

  it('says when oasdiff cannot read a document', async () => {
    const broken = { ...document(), paths: 'none' };
    await expect(compareContracts(broken, document())).rejects.toThrow('failed to load');
  });
});
