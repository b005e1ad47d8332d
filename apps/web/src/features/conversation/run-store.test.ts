import type { RunEvent } from '@aizoomdoc/contracts';
import { expect, it, vi } from 'vitest';
import { createRunStore, type RunStoreOptions } from './run-store.ts';
import type { Run } from './run-view.ts';

const run = { id: '019aa000-0000-7000-8000-00000000000a', status: 'running' } as Run;
const token = (seq: number, text: string): RunEvent => ({
  id: `${run.id}:${seq}`,
  event: 'llm_token',
  data: { token: text, model: 'm' },
});
const completed: RunEvent = { id: `${run.id}:9`, event: 'completed', data: { status: 'done', message: '' } };

function setUp(stream: RunStoreOptions['stream']) {
  const onEnd = vi.fn();
  const onTurn = vi.fn();
  const store = createRunStore({ stream, onEnd, onTurn, now: () => 0, schedule: (work) => work() });
  return { store, onEnd, onTurn };
}

it('reads a run to its end and tells', async () => {
  const { store, onEnd } = setUp(async function* () {
    yield token(1, 'а');
    yield token(2, 'б');
    yield completed;
  });
  store.follow('chat', run);
  await vi.waitFor(() => expect(onEnd).toHaveBeenCalledWith('chat'));
  expect(store.get(run.id)).toMatchObject({ view: { text: 'аб', status: 'done' }, connection: 'open' });
});

it('goes on after the last event when followed again', async () => {
  const starts: (string | undefined)[] = [];
  const { store, onEnd } = setUp(async function* (_, { lastEventId, signal }) {
    starts.push(lastEventId);
    if (lastEventId !== undefined) {
      yield token(2, 'б');
      yield completed;
      return;
    }
    yield token(1, 'а');
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  });
  const leave = store.follow('chat', run);
  await vi.waitFor(() => expect(store.get(run.id)?.view.text).toBe('а'));
  leave();
  store.follow('chat', run);
  await vi.waitFor(() => expect(onEnd).toHaveBeenCalled());
  expect(starts).toEqual([undefined, `${run.id}:1`]);
  expect(store.get(run.id)?.view.text).toBe('аб');
});

it('says when the connection is lost, and does not say so when it was closed on purpose', async () => {
  // biome-ignore lint/correctness/useYield: a stream that only fails
  const { store } = setUp(async function* () {
    throw new Error('offline');
  });
  store.follow('chat', run);
  await vi.waitFor(() => expect(store.get(run.id)?.connection).toBe('lost'));
});

it('leaves out events of another run', async () => {
  const { store, onEnd } = setUp(async function* () {
    yield { ...token(1, 'чужое'), id: '019aa000-0000-7000-8000-00000000000b:1' };
    yield completed;
  });
  store.follow('chat', run);
  await vi.waitFor(() => expect(onEnd).toHaveBeenCalled());
  expect(store.get(run.id)?.view.text).toBe('');
});

it('tells once when a run that waited begins', async () => {
  const { store, onEnd, onTurn } = setUp(async function* () {
    yield { id: `${run.id}:1`, event: 'queue_position', data: { position: 1, estimated_wait_seconds: null } };
    yield { id: `${run.id}:2`, event: 'phase_started', data: { phase: 'search', description: 'Ищу' } };
    yield token(3, 'а');
    yield completed;
  });
  store.follow('chat', run);
  await vi.waitFor(() => expect(onEnd).toHaveBeenCalled());
  expect(onTurn).toHaveBeenCalledTimes(1);
});
