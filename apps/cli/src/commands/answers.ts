import type { Answer, Client } from '@aizoomdoc/client';
import { createChat, getChat, resumeRun, sendMessage, stopRun } from '@aizoomdoc/contracts';
import { followRun } from '../answer/follow-run.ts';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { usageError } from '../errors.ts';
import { readStdin } from '../input.ts';
import { several } from '../parameters.ts';
import { resolveDocument } from '../references.ts';
import { chatOption, currentChat, makeActive } from './chats.ts';

const send = defineCommand({
  path: 'chat send',
  summary: 'задать вопрос и читать ответ, пока он пишется',
  details:
    'Ответ и источники — в stdout, ход работы — в stderr. Ctrl-C останавливает ответ (написанное сохраняется), ' +
    'второе Ctrl-C выходит сразу. Без активного чата создаётся новый.',
  arguments: { text: several('<text...>', 'вопрос; «-» — прочесть из stdin') },
  options: {
    chat: chatOption,
    attach: several('--attach <документ...>', 'сначала прикрепить документы; пишите после вопроса'),
  },
  examples: [
    'chat send Сколько перемычек А4-14 в жилом доме?',
    'chat send "Какие двери на 7 этаже?" --attach 133/23-ГК-АР4',
    'chat send - --json < вопрос.txt',
  ],
  async run(context, { text, chat, attach }) {
    const content = await readQuestion(text);
    const client = await context.client();
    const attached_document_ids: string[] = [];
    for (const wanted of attach) attached_document_ids.push(await resolveDocument(client, wanted));
    const chat_id = await chatToWriteIn(context, chat);
    const body = { content, ...(attach.length > 0 && { attached_document_ids }) };
    return follow(context, client, await client.call(sendMessage, { params: { chat_id }, body }));
  },
});

export async function readQuestion(words: string[]): Promise<string> {
  const text = words.length === 1 && words[0] === '-' ? await readStdin() : words.join(' ');
  if (text.trim() === '') throw usageError('Вопрос пуст.');
  return text;
}

/** The named chat, the active one, or a new one that becomes active. */
export async function chatToWriteIn(context: Context, named: string | undefined): Promise<string> {
  if (named !== undefined) return currentChat(context, named);
  const active = await (await context.session()).activeChat();
  if (active !== null) return active;
  const chat = await (await context.client()).call(createChat, { body: {} });
  await makeActive(context, chat.id);
  context.output.note(`Новый чат: ${chat.id}`);
  return chat.id;
}

/** Shows the answer of an accepted question, from its first event. */
export async function follow(
  context: Context,
  client: Client,
  { run }: { run: Answer<typeof sendMessage>['run'] },
): Promise<null> {
  const { chat_id, user_message_id: message_id, id: run_id } = run;
  if (context.output.json) announce(context, { chat_id, message_id, run_id });
  await followRun(context, client, { chatId: chat_id, runId: run_id });
  return null;
}

/** The first line of a stream for scripts: what its events are about. */
function announce({ output }: Context, data: { chat_id: string; message_id: string; run_id: string }): void {
  output.jsonLine({ id: `${data.run_id}:0`, event: 'message_accepted', data });
}

const resume = defineCommand({
  path: 'chat resume',
  summary: 'дочитать ответ, который пишется, или повторить неудавшийся',
  options: { chat: chatOption },
  async run(context, { chat }) {
    const client = await context.client();
    const params = { chat_id: await currentChat(context, chat) };
    const { run: last } = await client.call(getChat, { params });
    const isOpen = last?.status === 'queued' || last?.status === 'running';
    return follow(context, client, isOpen ? { run: last } : await client.call(resumeRun, { params }));
  },
});

const stop = defineCommand({
  path: 'chat stop',
  summary: 'остановить ответ; написанное сохраняется',
  options: { chat: chatOption },
  async run(context, { chat }) {
    const client = await context.client();
    const params = { chat_id: await currentChat(context, chat) };
    const run = await client.call(stopRun, { params });
    return { json: run, text: run === null ? 'В чате ещё нет вопросов.' : 'Остановлено.' };
  },
});

export const answerCommands = [send, resume, stop];
