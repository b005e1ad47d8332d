import { expect, test } from 'vitest';
import { createTurnstile } from './turnstile.ts';

test('few work at once, the others wait their turn in order, the rest are refused', async () => {
  const turnstile = createTurnstile({ atOnce: 2, waiting: 2 });
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const begun: number[] = [];
  const works = gates.map(({ promise }, at) =>
    turnstile.pass(async () => {
      begun.push(at);
      await promise;
    }),
  );
  await expect(turnstile.pass(async () => {})).rejects.toMatchObject({ status: 503, retryAfter: 5 });
  expect(begun).toEqual([0, 1]);
  gates[1]?.resolve();
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  for (const { resolve } of gates) resolve();
  await Promise.all(works);
  expect(begun).toEqual([0, 1, 2, 3]);
  await expect(turnstile.pass(async () => 'free again')).resolves.toBe('free again');
});

test('work that fails gives its place back', async () => {
  const turnstile = createTurnstile({ atOnce: 1, waiting: 0 });
  await expect(turnstile.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(turnstile.pass(async () => 1)).resolves.toBe(1);
});
