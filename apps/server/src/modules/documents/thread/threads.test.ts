import { afterEach, expect, it } from 'vitest';
import { openThread } from './open-thread.ts';
import { createThreads } from './threads.ts';

const threads = createThreads();
afterEach(() => threads.close());

const signal = new AbortController().signal;
const file = (text: string) => ({ name: 'заметка.md', bytes: new TextEncoder().encode(text) });
const textOf = ({ documents }: { documents: { model: { blocks: { text: string }[] } }[] }) =>
  documents[0]?.model.blocks[0]?.text;

it('tasks of several at once get each its own answer', async () => {
  const texts = Array.from({ length: 5 }, (_, n) => `Заметка ${n}`);
  const answers = await threads.use((thread) =>
    Promise.all(texts.map((text) => thread.run('read', [file(text)], signal))),
  );
  expect(answers.map(textOf)).toEqual(texts);
});

it('an aborted task ends its thread, and the next one gets another', async () => {
  const stop = new AbortController();
  await expect(
    threads.use((thread) => {
      const answer = thread.run('read', [file('долго')], stop.signal);
      setTimeout(() => stop.abort(new Error('left')));
      return answer;
    }),
  ).rejects.toThrow('left');
  expect(textOf(await threads.use((thread) => thread.run('read', [file('снова')], signal)))).toBe('снова');
});

it('a thread that has ended says so instead of waiting', async () => {
  const thread = openThread();
  await thread[Symbol.asyncDispose]();
  await expect(thread.run('read', [file('никому')], signal)).rejects.toMatchObject({ name: 'ThreadEnded' });
});
