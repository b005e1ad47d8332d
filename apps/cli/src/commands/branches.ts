import type { Answer, Client } from '@aizoomdoc/client';
import { editMessage, getChat, regenerateAnswer, selectBranch } from '@aizoomdoc/contracts';
import { formatMessage } from '../answer/messages.ts';
import { defineCommand } from '../command.ts';
import { CliError } from '../errors.ts';
import { optional, required, several } from '../parameters.ts';
import { expectId, resolveDocument } from '../references.ts';
import { follow, readQuestion } from './answers.ts';
import { chatOption, currentChat } from './chats.ts';

type Message = Answer<typeof getChat>['messages'][number];

const messageOption = optional(
  '--message <ид>',
  'другое сообщение чата: идентификатор из chat history --json',
);

/** The named message, else the last one of the shown branch that suits. */
async function pickMessage(
  client: Client,
  { chat_id, named, suits }: { chat_id: string; named: string | undefined; suits(message: Message): boolean },
): Promise<string> {
  if (named !== undefined) return expectId(named, 'Сообщение');
  const { messages } = await client.call(getChat, { params: { chat_id } });
  const last = messages.findLast(suits);
  if (last === undefined)
    throw new CliError('message_not_found', 'В чате ещё нет вопросов.', {
      hint: 'Спросить: aizoomdoc chat send',
    });
  return last.id;
}

const regenerate = defineCommand({
  path: 'chat regenerate',
  summary: 'ответить на последний вопрос ещё раз: новый вариант рядом с прежним',
  options: { message: messageOption, chat: chatOption },
  async run(context, { message, chat }) {
    const client = await context.client();
    const chat_id = await currentChat(context, chat);
    const message_id = await pickMessage(client, { chat_id, named: message, suits: () => true });
    return follow(context, client, await client.call(regenerateAnswer, { params: { chat_id, message_id } }));
  },
});

const edit = defineCommand({
  path: 'chat edit',
  summary: 'задать последний вопрос иначе: новая ветка чата, прежняя остаётся',
  arguments: { text: several('<text...>', 'вопрос; «-» — прочесть из stdin') },
  options: {
    message: messageOption,
    attach: several('--attach <документ...>', 'сначала прикрепить документы; пишите после вопроса'),
    chat: chatOption,
  },
  examples: ['chat edit Сколько перемычек А4-14 в Строении 1?'],
  async run(context, { text, message, attach, chat }) {
    const content = await readQuestion(text);
    const client = await context.client();
    const chat_id = await currentChat(context, chat);
    const suits = ({ role }: Message) => role === 'user';
    const message_id = await pickMessage(client, { chat_id, named: message, suits });
    const attached_document_ids: string[] = [];
    for (const wanted of attach) attached_document_ids.push(await resolveDocument(client, wanted));
    const body = { content, attached_document_ids };
    return follow(context, client, await client.call(editMessage, { params: { chat_id, message_id }, body }));
  },
});

const branch = defineCommand({
  path: 'chat branch',
  summary: 'показать ветку чата, в которой стоит сообщение',
  arguments: { message: required('<message>', 'идентификатор; варианты — в variants у chat history --json') },
  options: { chat: chatOption },
  async run(context, { message, chat }) {
    const client = await context.client();
    const params = { chat_id: await currentChat(context, chat) };
    const body = { message_id: expectId(message, 'Сообщение') };
    const shown = await client.call(selectBranch, { params, body });
    const text = shown.messages.slice(-2).map((each) => formatMessage(each, context.output.style));
    return { json: shown, text: text.join('\n\n') };
  },
});

export const branchCommands = [regenerate, edit, branch];
