import type { Answer as Got } from '@aizoomdoc/client';
import {
  createNode,
  deleteMember,
  deleteNode,
  getNode,
  listMembers,
  patchNode,
  putMember,
} from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import { formatNode } from '../format/nodes.ts';
import { formatInstant, formatTable, shortTitle } from '../format/text.ts';
import { confirm } from '../input.ts';
import { collectAll, collectPages, formatMore, pagingOptions } from '../paging.ts';
import { flag, optional, optionalOneOf, required } from '../parameters.ts';
import { pickByName, resolveNode } from '../references.ts';

const nodeArgument = required('<node>', 'проект, папка или документ: идентификатор, название или шифр');

const create = defineCommand({
  path: 'projects create',
  summary: 'создать проект, раздел или папку',
  arguments: { name: required('<name>', 'название') },
  options: {
    in: optional('--in <узел>', 'внутри чего (обычно на верхнем уровне)'),
    type: optionalOneOf(
      '--type <вид>',
      ['client', 'project', 'section', 'stage', 'task', 'folder'],
      'вид; обычно проект, а внутри чего-то — папка',
    ),
    code: optional('--code <шифр>', 'шифр'),
  },
  async run({ client, output }, { name, in: parent, type, code }) {
    const connected = await client();
    const parent_id = parent === undefined ? undefined : await resolveNode(connected, parent);
    const node_type = type ?? (parent === undefined ? 'project' : 'folder');
    const node = await connected.call(createNode, { body: { parent_id, node_type, name, code } });
    return { json: node, text: formatTable([formatNode(node, '', output.style)]) };
  },
});

const move = defineCommand({
  path: 'projects move',
  summary: 'переместить проект, папку или документ',
  arguments: { node: nodeArgument, parent: required('<parent>', 'куда; «/» — на верхний уровень') },
  async run({ client, output }, { node, parent }) {
    const connected = await client();
    const params = { node_id: await resolveNode(connected, node) };
    const parent_id = parent === '/' ? null : await resolveNode(connected, parent);
    const moved = await connected.call(patchNode, { params, body: { parent_id } });
    return { json: moved, text: formatTable([formatNode(moved, '', output.style)]) };
  },
});

const rename = defineCommand({
  path: 'projects rename',
  summary: 'переименовать проект, папку или документ',
  arguments: { node: nodeArgument, name: required('<name>', 'новое название') },
  async run({ client, output }, { node, name }) {
    const connected = await client();
    const params = { node_id: await resolveNode(connected, node) };
    const renamed = await connected.call(patchNode, { params, body: { name } });
    return { json: renamed, text: formatTable([formatNode(renamed, '', output.style)]) };
  },
});

const remove = defineCommand({
  path: 'projects delete',
  summary: 'удалить проект или папку; с документами — только с --recursive',
  arguments: { node: nodeArgument },
  options: {
    recursive: flag('--recursive', 'вместе со всем, что внутри'),
    yes: flag('-y, --yes', 'не спрашивать'),
  },
  async run({ client, output }, { node: wanted, recursive, yes }) {
    const connected = await client();
    const params = { node_id: await resolveNode(connected, wanted, { exact: true }) };
    const { node }: Got<typeof getNode> = await connected.call(getNode, { params });
    const name = shortTitle(node.name);
    if (!yes && !output.json) await confirm(`Удалить «${name}»${recursive ? ' со всем, что внутри' : ''}?`);
    const query = recursive ? { recursive: 'true' } : {};
    const answer = await connected.call(deleteNode, { params, query });
    return { json: { ...answer, ...params }, text: `Удалено: ${name}` };
  },
});

const roleNames = { editor: 'редактор', reader: 'читатель' } as const;

const members = defineCommand({
  path: 'projects members list',
  summary: 'кому виден проект',
  arguments: { node: nodeArgument },
  options: pagingOptions,
  async run({ client }, { node, ...paging }) {
    const connected = await client();
    const params = { node_id: await resolveNode(connected, node) };
    const found = await collectPages((query) => connected.list(listMembers, { params, query }), paging);
    const rows = found.items.map(({ user_id, username, role, added_at }) => [
      user_id,
      username,
      roleNames[role],
      formatInstant(added_at),
    ]);
    return {
      json: found,
      text: rows.length === 0 ? 'Участников нет.' : formatTable(rows) + formatMore(found.next),
    };
  },
});

const addMember = defineCommand({
  path: 'projects members add',
  summary: 'показать проект пользователю или сменить его права',
  arguments: { node: nodeArgument, user: required('<user>', 'имя пользователя') },
  options: { role: optionalOneOf('--role <права>', ['reader', 'editor'], 'обычно reader') },
  async run({ client }, { node, user, role = 'reader' }) {
    const connected = await client();
    const params = { node_id: await resolveNode(connected, node) };
    const member = await connected.call(putMember, { params, body: { username: user, role } });
    return { json: member, text: `${member.username} — ${roleNames[member.role]}` };
  },
});

const removeMember = defineCommand({
  path: 'projects members remove',
  summary: 'больше не показывать проект пользователю',
  arguments: { node: nodeArgument, user: required('<user>', 'имя или идентификатор пользователя') },
  async run({ client }, { node, user }) {
    const connected = await client();
    const node_id = await resolveNode(connected, node);
    const all = await collectAll((query) => connected.list(listMembers, { params: { node_id }, query }));
    const member = pickByName(all, user, {
      notFound: 'Нет такого участника',
      code: 'user_not_found',
      hint: 'Участники: aizoomdoc projects members list ПРОЕКТ',
      names: ({ username, user_id }) => [username, user_id],
      exact: true,
    });
    const answer = await connected.call(deleteMember, { params: { node_id, user_id: member.user_id } });
    return { json: answer, text: `Больше не участник: ${member.username}` };
  },
});

export const projectChangeCommands = [create, move, rename, remove, members, addMember, removeMember];
