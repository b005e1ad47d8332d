import { describe, expect, it } from 'vitest';
import { createSharedWork } from './shared-work.ts';

describe('shared work', () => {
  it('is done once for all who ask at the same time, and anew for who comes later', async () => {
    const shared = createSharedWork<number>();
    let done = 0;
    const work = async () => {
      done += 1;
      return done;
    };
    expect(await Promise.all([shared.run('a', work), shared.run('a', work), shared.run('b', work)])).toEqual([
      1, 1, 2,
    ]);
    expect(await shared.run('a', work)).toBe(3);
  });

  it('goes on while anybody waits', async () => {
    const shared = createSharedWork<string>();
    const gate = Promise.withResolvers<string>();
    const stop = new AbortController();
    let stopped = false;
    const work = (signal: AbortSignal) => {
      signal.addEventListener('abort', () => {
        stopped = true;
      });
      return gate.promise;
    };
    const leaving = shared.run('a', work, stop.signal);
    const staying = shared.run('a', work);
    stop.abort(new Error('gone'));
    await expect(leaving).rejects.toThrow('gone');
    gate.resolve('result');
    expect(await staying).toBe('result');
    expect(stopped).toBe(false);
  });

  it('is told to stop when the last has gone', async () => {
    const shared = createSharedWork<never>();
    const stop = new AbortController();
    const told = Promise.withResolvers<void>();
    const work = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => {
          told.resolve();
          reject(signal.reason);
        });
      });
    const waiting = shared.run('a', work, stop.signal);
    stop.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await told.promise;
  });

  it('fails for all alike', async () => {
    const shared = createSharedWork<never>();
    const work = async () => {
      throw new Error('broken');
    };
    const results = await Promise.allSettled([shared.run('a', work), shared.run('a', work)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
