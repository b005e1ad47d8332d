import { allRoutes, isMutating, type RouteContract } from '@aizoomdoc/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { z } from 'zod';
import { expectSound } from '#platform/testing/expect-sound.ts';
import { createSamples, type Samples, startTestApp, type TestApp } from '#platform/testing/index.ts';
import { fromZod, nasty, spoiled } from '#platform/testing/schema-arbitrary.ts';

const seed = 20_260_101;
const numRuns = 20;
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const mixed = (schema: z.ZodType) => fc.oneof(fromZod(schema), spoiled(fromZod(schema)), nasty);
const encoded = (value: unknown) => encodeURIComponent(String(value).toWellFormed());

function queryText(query: unknown): string {
  if (typeof query !== 'object' || query === null) return `?q=${encoded(query)}`;
  const pairs = Object.entries(query).map(([name, value]) => {
    const text = typeof value === 'object' ? JSON.stringify(value) : value;
    return `${encoded(name)}=${encoded(text)}`;
  });
  return `?${pairs.join('&')}`;
}

const segment = (value: unknown) => encoded(typeof value === 'object' ? JSON.stringify(value) : value) || 'x';

/** A request of the route whose parts are right, almost right and plainly wrong. */
function requestOf(route: RouteContract, ids: Samples) {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as keyof Samples);
  const params = names.map((name) =>
    fc.oneof(
      { weight: 4, arbitrary: fc.constant(ids[name]) },
      { weight: 1, arbitrary: fc.uuid() },
      { weight: 1, arbitrary: nasty.map(segment) },
    ),
  );
  const hasQuery = !(route.query instanceof z.ZodUndefined);
  const hasBody = !(route.body instanceof z.ZodUndefined);
  return fc.record({
    path: fc
      .tuple(...params)
      .map((values) => values.reduce<string>((path, value) => path.replace(/\{\w+\}/, value), route.path)),
    query: hasQuery ? mixed(route.query).map(queryText) : fc.constant(''),
    body: hasBody ? mixed(route.body) : fc.oneof(fc.constant(undefined), nasty),
  });
}

describe.each(allRoutes.map((route) => [route.id, route] as const))('%s', (id, route) => {
  it('takes whatever comes', async () => {
    const person = await app.newUser(route.access === 'admin' ? 'admin' : 'user');
    const ids = await createSamples(person);
    if (route.access === 'admin') ids.user_id = (await app.newUser()).id;
    await fc.assert(
      fc.asyncProperty(requestOf(route, ids), async ({ path, query, body }) => {
        const answer = await app.api(route.method, path + query, {
          // A sign-out would end the fun.
          token: id === 'auth.logout' ? undefined : person.token,
          // Refused sign-ins lock the address that they come from.
          address: '192.0.2.250',
          ...(isMutating(route) && {
            payload: JSON.stringify(body) ?? '',
            headers: { 'content-type': 'application/json' },
          }),
        });
        expectSound(answer);
      }),
      { numRuns, seed, endOnFailure: true },
    );
  });
});
