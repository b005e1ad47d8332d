import type { Answer as Got } from '@aizoomdoc/client';
import { createUser, listAudit, listUsers, patchUser, reissueToken } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { formatInstant, formatTable } from '../format/text.ts';
import { collectPages, formatMore, pagingOptions } from '../paging.ts';
import { oneOf, optional, optionalOneOf, required } from '../parameters.ts';
import { resolveUser } from '../references.ts';

type User = Got<typeof patchUser>;
type Issued = Got<typeof createUser>;

const roles = ['user', 'admin'] as const;
const userArgument = required('<user>', 'имя или идентификатор пользователя');

function formatUser({ id, username, role, status, last_seen_at }: User): string[] {
  const seen = last_seen_at === null ? 'не входил' : `был ${formatInstant(last_seen_at)}`;
  return [id, username, role, status === 'blocked' ? 'заблокирован' : 'активен', seen];
}

function formatIssued({ user, static_token }: Issued): string {
  return `${user.username}\nТокен (показан один раз): ${static_token}`;
}

async function changeUser({ client }: Context, wanted: string, change: Partial<User>) {
  const connected = await client();
  const params = { user_id: await resolveUser(connected, wanted) };
  const { username, role, status } = change;
  const body = { username, role, status };
  const user = await connected.call(patchUser, { params, body: dropUndefined(body) });
  return { json: user, text: formatTable([formatUser(user)]) };
}

const list = defineCommand({
  path: 'admin users list',
  summary: 'пользователи, новые первыми',
  options: pagingOptions,
  async run({ client }, paging) {
    const connected = await client();
    const page = await collectPages((query) => connected.list(listUsers, { query }), paging);
    return { json: page, text: formatTable(page.items.map(formatUser)) + formatMore(page.next) };
  },
});

const create = defineCommand({
  path: 'admin users create',
  summary: 'создать пользователя; его токен показывается один раз',
  arguments: { name: required('<name>', 'имя') },
  options: { role: optionalOneOf('--role <роль>', roles, 'права (обычно user)') },
  async run({ client }, { name, role = 'user' }) {
    const issued = await (await client()).call(createUser, { body: { username: name, role } });
    return { json: issued, text: `Создан пользователь ${formatIssued(issued)}` };
  },
});

const block = defineCommand({
  path: 'admin users block',
  summary: 'заблокировать: сессии перестают действовать',
  arguments: { user: userArgument },
  run: (context, { user }) => changeUser(context, user, { status: 'blocked' }),
});

const unblock = defineCommand({
  path: 'admin users unblock',
  summary: 'разблокировать',
  arguments: { user: userArgument },
  run: (context, { user }) => changeUser(context, user, { status: 'active' }),
});

const changeRole = defineCommand({
  path: 'admin users role',
  summary: 'сменить права',
  arguments: { user: userArgument, role: oneOf('<role>', roles, 'права') },
  run: (context, { user, role }) => changeUser(context, user, { role }),
});

const rename = defineCommand({
  path: 'admin users rename',
  summary: 'переименовать',
  arguments: { user: userArgument, name: required('<name>', 'новое имя') },
  run: (context, { user, name }) => changeUser(context, user, { username: name }),
});

const reissue = defineCommand({
  path: 'admin users reissue',
  summary: 'выпустить новый токен; прежний и все сессии отзываются',
  arguments: { user: userArgument },
  async run({ client }, { user }) {
    const connected = await client();
    const params = { user_id: await resolveUser(connected, user) };
    const issued = await connected.call(reissueToken, { params });
    return { json: issued, text: `Новый токен для ${formatIssued(issued)}` };
  },
});

const audit = defineCommand({
  path: 'admin audit',
  summary: 'журнал действий, новые первыми',
  options: {
    user: optional('--user <имя>', 'только этого пользователя'),
    action: optional('--action <действие>', 'только это действие, например chats.send'),
    ...pagingOptions,
  },
  async run({ client, output }, { user, action, ...paging }) {
    const connected = await client();
    const actor_id = user === undefined ? undefined : await resolveUser(connected, user);
    const page = await collectPages(
      (query) => connected.list(listAudit, { query: { ...query, actor_id, action } }),
      paging,
    );
    const { style } = output;
    const rows = page.items.map((entry) => [
      style.dim(formatInstant(entry.created_at)),
      entry.action,
      entry.outcome === 'ok' ? style.green('ok') : style.red(entry.outcome),
      entry.actor_id ?? '—',
      entry.target_id ?? '',
      entry.address ?? '',
    ]);
    const text = rows.length === 0 ? 'Записей нет.' : formatTable(rows) + formatMore(page.next);
    return { json: page, text };
  },
});

function dropUndefined<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value;
}

export const adminCommands = [list, create, block, unblock, changeRole, rename, reissue, audit];
