import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Person, TestApp } from '#platform/testing/index.ts';
import { type AnsweredByHand, startAnsweredByHand } from './testing/answered-by-hand.ts';
import { type ChatModel, createChatModel } from './testing/chat-model.ts';

let hand: AnsweredByHand;
let app: TestApp;
let user: Person;

beforeAll(async () => {
  hand = await startAnsweredByHand();
  ({ app, user } = hand);
});
afterAll(() => hand.close());

const detail = async (chat: string) => (await user.get(`/api/chats/${chat}`)).body;
const send = (chat: string, content = 'Вопрос') => user.post(`/api/chats/${chat}/messages`, { content });
const edit = (chat: string, id: string, content = 'Иначе') =>
  user.post(`/api/chats/${chat}/messages/${id}/edit`, { content });
const regenerate = (chat: string, id: string) => user.post(`/api/chats/${chat}/messages/${id}/regenerate`);
const select = (chat: string, message_id: string) => user.post(`/api/chats/${chat}/branch`, { message_id });
const idsOf = (messages: { id: string }[]) => messages.map(({ id }) => id);

/** Sends, and answers at once. */
async function exchange(chat: string, content?: string) {
  const { body } = await send(chat, content);
  const { answerId } = await hand.answer(body.run.id);
  return { question: body.message.id as string, answer: answerId };
}

describe('a question asked otherwise', () => {
  it('begins a branch of its own beside the old one', async () => {
    const chat = await user.newChat();
    const first = await exchange(chat, 'Раз');
    const second = await exchange(chat, 'Два');
    const edited = await edit(chat, first.question, 'Раз иначе');
    expect(edited.status).toBe(202);
    expect(edited.body.message).toMatchObject({
      content: 'Раз иначе',
      parent_id: null,
      variants: [first.question, edited.body.message.id],
    });
    expect(idsOf((await detail(chat)).messages)).toEqual([edited.body.message.id]);
    const { answerId, conversation } = await hand.answer(edited.body.run.id);
    expect(conversation.history, 'nothing of the other branch').toEqual([]);
    expect(idsOf((await detail(chat)).messages)).toEqual([edited.body.message.id, answerId]);

    const old = await select(chat, first.question);
    expect(idsOf(old.body.messages)).toEqual([first.question, first.answer, second.question, second.answer]);
    expect(old.body.run.answer_message_id).toBe(second.answer);
  });

  it('is a question, and of this chat', async () => {
    const chat = await user.newChat();
    const { answer: answerId } = await exchange(chat);
    expect((await edit(chat, answerId)).body.code).toBe('not_a_question');
    const other = await user.newChat();
    const { question } = await exchange(other);
    for (const { status, body } of [
      await edit(chat, question),
      await regenerate(chat, question),
      await select(chat, question),
    ])
      expect([status, body.code]).toEqual([404, 'message_not_found']);
    expect((await user.post(`/api/chats/${chat}/messages/${question}/edit`, { content: ' ' })).status).toBe(
      422,
    );
  });
});

describe('an answer given again', () => {
  it('stands beside the old one, also when asked for by the answer', async () => {
    const chat = await user.newChat();
    const { question, answer: old } = await exchange(chat);
    const again = await regenerate(chat, old);
    expect(again.status).toBe(202);
    expect(again.body.run.user_message_id).toBe(question);
    expect((await detail(chat)).messages, 'until then the branch ends with the question').toHaveLength(1);
    expect((await regenerate(chat, question)).body.code, 'once at a time').toBe('conflict');
    const { answerId } = await hand.answer(again.body.run.id);
    const { messages } = await detail(chat);
    expect(idsOf(messages)).toEqual([question, answerId]);
    expect(messages[1].variants).toEqual([old, answerId]);
    expect((await select(chat, old)).body.messages[1].id).toBe(old);
  });

  it('takes along the questions that waited for it', async () => {
    const chat = await user.newChat();
    const { question, answer: old } = await exchange(chat);
    const again = await regenerate(chat, question);
    const next = await send(chat, 'Дальше');
    const { answerId } = await hand.answer(again.body.run.id);
    const { conversation } = await hand.answer(next.body.run.id);
    expect(idsOf(conversation.history)).toEqual([question, answerId]);
    expect(idsOf((await select(chat, old)).body.messages)).toEqual([question, old]);
  });
});

describe('the shown branch', () => {
  it('is read page by page, and no other', async () => {
    const chat = await user.newChat();
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      const { question, answer: answerId } = await exchange(chat);
      await exchange(chat, 'Мимо');
      await select(chat, answerId);
      const { body } = await regenerate(chat, question);
      ids.push(question, (await hand.answer(body.run.id)).answerId);
    }
    const pages: Answer[] = [];
    for (let next: string | null = `/api/chats/${chat}/messages?limit=3`; next !== null; ) {
      const page: Answer = await user.get(next);
      pages.unshift(page);
      next = /<([^>]+)>; rel="next"/.exec(String(page.headers.link ?? ''))?.[1] ?? null;
    }
    expect(pages.map(({ body }) => body.length)).toEqual([2, 3, 3]);
    expect(idsOf(pages.flatMap(({ body }) => body))).toEqual(ids);
    const nobody = '0195f000-0000-7000-8000-000000000000';
    expect((await user.get(`/api/chats/${chat}/messages?cursor=${nobody}`)).body).toEqual([]);
  });
});

type Step = { verb: 'send' | 'edit' | 'regenerate' | 'select' | 'answer' | 'fail' | 'stop'; which: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    verb: fc.constantFrom('send', 'send', 'edit', 'regenerate', 'select', 'answer', 'answer', 'fail', 'stop'),
    which: fc.nat(1000),
  }),
  { minLength: 4, maxLength: 24 },
);

const pick = <Item>(items: readonly Item[], which: number) => items[which % items.length];

it('any sequence of asking, editing, repeating, choosing, answering and stopping is as the model says', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const chat = await user.newChat();
      const model = createChatModel();
      for (const step of sequence) {
        await takes[step.verb](chat, model, step.which);
        await expectSame(chat, model);
      }
      await expectPositions(model);
    }),
    { numRuns: process.env.TEST_LONG ? 200 : 20 },
  );
}, 180_000);

type Take = (chat: string, model: ChatModel, which: number) => Promise<void>;

const takes: Record<Step['verb'], Take> = {
  send: async (chat, model) => asked(await send(chat), model, model.active),
  async edit(chat, model, which) {
    const questions = model.messages.filter(({ role }) => role === 'user');
    const message = pick(questions, which);
    if (message !== undefined) asked(await edit(chat, message.id), model, message.parent);
  },
  async regenerate(chat, model, which) {
    const message = pick(model.messages, which);
    if (message === undefined) return;
    const question = message.role === 'assistant' ? String(message.parent) : message.id;
    const { status, body } = await regenerate(chat, message.id);
    const isRefused = model.isBeingAnswered(question) || model.open.length === 6;
    expect(status).toBe(isRefused ? 409 : 202);
    if (!isRefused) model.regenerate(question, body.run.id);
  },
  async select(chat, model, which) {
    const message = pick(model.messages, which);
    if (message === undefined) return;
    expect((await select(chat, message.id)).status).toBe(200);
    model.select(message.id);
  },
  answer: (_, model) => answerFirst(model, 'done'),
  fail: (_, model) => answerFirst(model, 'failed'),
  /** What waited is over; what is executed ends when its executor sees it. */
  async stop(chat, model) {
    await user.post(`/api/chats/${chat}/stop`);
    for (const run of model.open.slice(1).reverse()) model.end(run.id, await hand.answerOf(run.id));
  },
};

async function answerFirst(model: ChatModel, status: 'done' | 'failed'): Promise<void> {
  const [first] = model.open;
  if (first === undefined) return;
  const above = model.above(first.question);
  const { answerId, conversation } = await hand.answer(first.id, status);
  expect(idsOf(conversation.history)).toEqual(above);
  model.end(first.id, answerId);
}

function asked({ status, body }: Answer, model: ChatModel, parent: string | null): void {
  const isFull = model.open.length === 6;
  expect(status).toBe(isFull ? 409 : 202);
  if (!isFull) model.ask(body.message.id, parent, body.run.id);
}

async function expectSame(chat: string, model: ChatModel): Promise<void> {
  const { messages, run } = await detail(chat);
  expect(idsOf(messages)).toEqual(model.path());
  for (const { id, variants, parent_id } of messages) {
    const message = model.find(id);
    expect(parent_id).toBe(message?.parent);
    expect(variants).toEqual(message && model.variants(message));
  }
  const last = model.find(model.active);
  if (last?.role === 'user') expect(run.id).toBe(model.open.find(({ question }) => question === last.id)?.id);
  if (last?.role === 'assistant') expect(run.answer_message_id).toBe(last.id);
}

/** Every reader was told its way to the head of the line, each place once. */
async function expectPositions({ open, ended }: ChatModel): Promise<void> {
  for (const { id, positions } of [...open, ...ended]) {
    const rows = await app.database.query<{ position: number | null }>(
      `select (data ->> 'position')::integer as position from run_events
       where run_id = $1 and event = 'queue_position' order by seq`,
      [id],
    );
    expect(rows.map(({ position }) => position)).toEqual(positions);
  }
}
