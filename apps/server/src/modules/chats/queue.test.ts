import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person, TestApp } from '#platform/testing/index.ts';
import { type AnsweredByHand, startAnsweredByHand } from './testing/answered-by-hand.ts';

let hand: AnsweredByHand;
let app: TestApp;
let user: Person;

beforeAll(async () => {
  hand = await startAnsweredByHand();
  ({ app, user } = hand);
});
afterAll(() => hand.close());

const send = (chat: string) => user.post(`/api/chats/${chat}/messages`, { content: 'Вопрос' });

describe('waiting', () => {
  const waitOf = async (runId: string) =>
    app.database.query<{ event: string; data: Record<string, number | null> }>(
      'select event, data from run_events where run_id = $1 order by seq',
      [runId],
    );

  /** The clock of the test runs on while the test does. */
  const about = (seconds: number) => expect.closeTo(seconds, -1);

  it('is told in places and in seconds that answers usually take; unknown before the first one', async () => {
    const chat = await user.newChat();
    const runs = [];
    for (let n = 0; n < 3; n += 1) runs.push((await send(chat)).body.run.id);
    expect((await waitOf(runs[2]))[0]?.data).toEqual({ position: 2, estimated_wait_seconds: null });
    for (const [at, seconds] of [20, 30, 100].entries()) {
      const run = await hand.execution.claim(runs[at]);
      hand.clock.advance(seconds * 1000);
      expect(run).not.toBeNull();
      await hand.answer(runs[at]);
    }
    expect((await waitOf(runs[1])).slice(0, 2)).toEqual([
      { event: 'queue_position', data: { position: 1, estimated_wait_seconds: null } },
      { event: 'queue_position', data: { position: 0, estimated_wait_seconds: 0 } },
    ]);
    expect((await waitOf(runs[2])).slice(1, 3).map(({ data }) => data)).toEqual([
      { position: 1, estimated_wait_seconds: about(20) },
      { position: 0, estimated_wait_seconds: 0 },
    ]);
    const later = await user.newChat();
    await send(later);
    const second = await send(later);
    const third = await send(later);
    expect((await waitOf(second.body.run.id))[0]?.data.estimated_wait_seconds, 'the median').toEqual(
      about(30),
    );
    expect((await waitOf(third.body.run.id))[0]?.data.estimated_wait_seconds).toEqual(about(60));
  });
});
