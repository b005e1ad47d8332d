import type { Answer, Client } from '@aizoomdoc/client';
import { getTree, Id, listChats, listDocuments, listRoles, listUsers } from '@aizoomdoc/contracts';
import { CliError, exitCodes, usageError } from './errors.ts';
import { collectAll } from './paging.ts';

interface Kind<Item> {
  /** «документ» in the sentences below. */
  notFound: string;
  code: string;
  hint: string;
  /** Names that a person may call it by; the first one is shown. */
  names(item: Item): string[];
  /** A part of the name is not enough: for what cannot be undone. */
  exact?: boolean;
}

/**
 * Whom a person means: the whole name in any letter case, else the only one whose name contains the words.
 * @throws CliError when it is nobody, or several
 */
export function pickByName<Item>(items: readonly Item[], wanted: string, kind: Kind<Item>): Item {
  const key = fold(wanted);
  const namesOf = (item: Item) => kind.names(item).map(fold);
  const exact = items.filter((item) => namesOf(item).includes(key));
  const similar = () => items.filter((item) => namesOf(item).some((name) => name.includes(key)));
  const found = exact.length > 0 || kind.exact === true ? exact : similar();
  const [only] = found;
  if (only === undefined) {
    throw new CliError(kind.code, `${kind.notFound}: ${wanted}`, {
      exitCode: exitCodes.notFound,
      hint: kind.hint,
    });
  }
  if (found.length === 1) return only;
  const candidates = found.slice(0, 5).map((item) => kind.names(item).join(' · '));
  throw usageError(
    `Подходит несколько, а нужно одно: ${wanted}`,
    `${candidates.join('\n')}\nУкажите идентификатор.`,
  );
}

/** Id of a document by its id, cipher or title. */
export async function resolveDocument(
  client: Client,
  wanted: string,
  { exact = false } = {},
): Promise<string> {
  if (isId(wanted)) return wanted;
  const documents = await collectAll((query) => client.list(listDocuments, { query }));
  return pickByName(documents, wanted, {
    notFound: 'Нет такого документа',
    code: 'document_not_found',
    hint: 'Видимые документы: aizoomdoc document list',
    names: ({ id, name, title }) => [name, title, id],
    exact,
  }).id;
}

/** Id of a project, folder or document of the tree by its id, name or code. */
export async function resolveNode(client: Client, wanted: string, { exact = false } = {}): Promise<string> {
  if (isId(wanted)) return wanted;
  const nodes = await collectAll((query) => client.list(getTree, { query: { ...query, all_nodes: 'true' } }));
  return pickByName(nodes, wanted, {
    notFound: 'Нет такого проекта или папки',
    code: 'node_not_found',
    hint: 'Дерево: aizoomdoc projects tree',
    names: ({ id, name, code }) => [name, ...(code === null ? [] : [code]), id],
    exact,
  }).id;
}

/** Id of a chat by its id or title. */
export async function resolveChat(client: Client, wanted: string, { exact = false } = {}): Promise<string> {
  if (isId(wanted)) return wanted;
  const chats = await collectAll((query) => client.list(listChats, { query }));
  return pickByName(chats, wanted, {
    notFound: 'Нет такого чата',
    code: 'chat_not_found',
    hint: 'Ваши чаты: aizoomdoc chat list',
    names: ({ id, title }) => [title, id],
    exact,
  }).id;
}

/** Id of a user by the id or name. */
export async function resolveUser(client: Client, wanted: string): Promise<string> {
  if (isId(wanted)) return wanted;
  const users = await collectAll((query) => client.list(listUsers, { query }));
  return pickByName(users, wanted, {
    notFound: 'Нет такого пользователя',
    code: 'user_not_found',
    hint: 'Пользователи: aizoomdoc admin users list',
    names: ({ id, username }) => [username, id],
    exact: true,
  }).id;
}

/** A role by its number or name. */
export async function resolveRole(client: Client, wanted: string): Promise<Answer<typeof listRoles>> {
  const { items } = await client.list(listRoles);
  return pickByName(items, wanted, {
    notFound: 'Нет такой роли',
    code: 'role_not_found',
    hint: 'Роли: aizoomdoc settings list-roles',
    names: ({ id, name }) => [name, String(id)],
  });
}

export function isId(text: string): boolean {
  return Id.safeParse(text).success;
}

/** An id of what has no name; checked here, so that a slip is a wrong call and not a refusal. */
export function expectId(text: string, what: string): string {
  if (isId(text)) return text;
  throw usageError(`${what}: «${text}» — не идентификатор.`);
}

function fold(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase('ru').replaceAll('ё', 'е').trim();
}
