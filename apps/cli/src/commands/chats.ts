import type { Answer as Got } from '@aizoomdoc/client';
import { createChat, deleteChat, getChat, listChats, listMessages, patchChat } from '@aizoomdoc/contracts';
import { formatMessage } from '../answer/messages.ts';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { usageError } from '../errors.ts';
import { formatInstant, formatTable, oneLine, shortTitle } from '../format/text.ts';
import { collectPages, formatMore, pagingOptions } from '../paging.ts';
import { count, flag, optional, required, several } from '../parameters.ts';
import { resolveChat } from '../references.ts';

type Chat = Got<typeof createChat>;

/** Which chat a command is about; the active one when left out. */
export const chatOption = optional('--chat <чат>', 'чат: идентификатор или название (обычно активный)');

const chatArgument = optional('[chat]', 'идентификатор или название (обычно активный чат)');

/** Id of the named chat, else of the active one. */
export async function currentChat(context: Context, named: string | undefined): Promise<string> {
  if (named !== undefined) return resolveChat(await context.client(), named);
  const active = await (await context.session()).activeChat();
  if (active !== null) return active;
  throw usageError(
    'Активного чата нет.',
    'Создайте его (aizoomdoc chat new) или выберите (aizoomdoc chat use ЧАТ); можно и --chat ЧАТ.',
  );
}

/** Makes the chat active, and says so when that is impossible. */
export async function makeActive({ session, output }: Context, id: string): Promise<void> {
  if (await (await session()).rememberChat(id)) return;
  output.note(`Активный чат не изменён: файл настроек — о другом сервере. Указывайте --chat ${id}`);
}

const create = defineCommand({
  path: 'chat new',
  summary: 'создать чат и сделать его активным',
  arguments: { title: several('[title...]', 'название; без него — по первому вопросу') },
  async run(context, { title }) {
    const body = { title: title.join(' ') || null };
    const chat = await (await context.client()).call(createChat, { body });
    await makeActive(context, chat.id);
    return { json: chat, text: `${chat.id}  ${chat.title}` };
  },
});

const list = defineCommand({
  path: 'chat list',
  summary: 'мои чаты, недавние первыми',
  options: pagingOptions,
  async run(context, paging) {
    const client = await context.client();
    const active = await (await context.session()).activeChat();
    const page = await collectPages((query) => client.list(listChats, { query }), paging);
    const { style } = context.output;
    const rows = page.items.map((chat) => [
      chat.id === active ? style.green('*') : ' ',
      chat.id,
      style.dim(formatInstant(chat.updated_at)),
      oneLine(chat.title, 80),
    ]);
    const empty = 'Чатов нет. Создайте: aizoomdoc chat new';
    const text = rows.length === 0 ? empty : formatTable(rows) + formatMore(page.next);
    return { json: { ...page, active_chat_id: active }, text };
  },
});

const use = defineCommand({
  path: 'chat use',
  summary: 'сделать чат активным',
  arguments: { chat: required('<chat>', 'идентификатор или название') },
  async run(context, { chat: wanted }) {
    const client = await context.client();
    const id = await resolveChat(client, wanted);
    const { chat } = await client.call(getChat, { params: { chat_id: id } });
    await makeActive(context, id);
    return { json: chat, text: `Активный чат: ${chat.title}` };
  },
});

const show = defineCommand({
  path: 'chat show',
  summary: 'чат: название, прикреплённые документы, последний ответ',
  arguments: { chat: chatArgument },
  async run(context, { chat: named }) {
    const client = await context.client();
    const found = await client.call(getChat, { params: { chat_id: await currentChat(context, named) } });
    const documents = found.attachments.map(({ document_id, title }) => [
      '  Документ',
      `${shortTitle(title)}  ${document_id}`,
    ]);
    const rows = [
      ...formatChat(found.chat),
      ['Последний ответ', found.run === null ? 'не было' : runStatuses[found.run.status]],
      ['Сообщений', `${found.messages.length}${found.messages.length === 100 ? ' последних' : ''}`],
      ['Прикреплено', documents.length === 0 ? 'ничего: ответы — по всем видимым документам' : ''],
      ...documents,
    ];
    return { json: found, text: formatTable(rows) };
  },
});

function formatChat(chat: Chat): string[][] {
  return [
    ['Чат', `${chat.title}${chat.is_archived ? ' (в архиве)' : ''}`],
    ['Идентификатор', chat.id],
    ...(chat.description === null ? [] : [['Описание', chat.description]]),
    ['Создан', formatInstant(chat.created_at)],
  ];
}

const runStatuses: Record<NonNullable<Got<typeof getChat>['run']>['status'], string> = {
  queued: 'ждёт очереди',
  running: 'пишется',
  done: 'готов',
  failed: 'не удался (повторить: aizoomdoc chat resume)',
  stopped: 'остановлен (повторить: aizoomdoc chat resume)',
};

const rename = defineCommand({
  path: 'chat rename',
  summary: 'переименовать чат',
  arguments: { title: several('<title...>', 'новое название') },
  options: { chat: chatOption },
  async run(context, { title, chat: named }) {
    const chat_id = await currentChat(context, named);
    const client = await context.client();
    const chat = await client.call(patchChat, { params: { chat_id }, body: { title: title.join(' ') } });
    return { json: chat, text: `Чат теперь называется: ${chat.title}` };
  },
});

const archive = defineCommand({
  path: 'chat archive',
  summary: 'убрать чат в архив; новый вопрос возвращает его',
  arguments: { chat: chatArgument },
  async run(context, { chat: named }) {
    const client = await context.client();
    const chat_id =
      named === undefined
        ? await currentChat(context, named)
        : await resolveChat(client, named, { exact: true });
    const answer = await client.call(deleteChat, { params: { chat_id } });
    await (await context.session()).forgetChat(chat_id);
    return { json: { ...answer, chat_id }, text: 'Чат в архиве.' };
  },
});

const history = defineCommand({
  path: 'chat history',
  summary: 'сообщения чата, новые внизу',
  options: {
    tail: count('--tail <N>', 'сколько последних (обычно 20)'),
    all: flag('--all', 'показать всё'),
    chat: chatOption,
  },
  async run(context, { tail = 20, all, chat: named }) {
    const client = await context.client();
    const params = { chat_id: await currentChat(context, named) };
    const pages: Got<typeof listMessages>[][] = [];
    const { next } = await collectPages(
      async (query) => {
        const page = await client.list(listMessages, { params, query });
        pages.unshift(page.items);
        return page;
      },
      { limit: tail, all, cursor: undefined },
    );
    const items = pages.flat();
    const shown = items.map((message) => formatMessage(message, context.output.style)).join('\n\n');
    const older = next === null ? '' : context.output.style.dim('… раньше есть ещё: --tail N или --all\n\n');
    return { json: { items, next }, text: items.length === 0 ? 'Сообщений нет.' : older + shown };
  },
});

export const chatCommands = [create, list, use, show, history, rename, archive];
