import type { Answer as Got } from '@aizoomdoc/client';
import { deleteDemo, getTree, searchProjects } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import { formatNode } from '../format/nodes.ts';
import type { Style } from '../format/style.ts';
import { formatTable } from '../format/text.ts';
import { confirm } from '../input.ts';
import { collectPages, formatMore, pagingOptions } from '../paging.ts';
import { count, flag, several } from '../parameters.ts';

type Node = Got<typeof getTree>;

/** Nodes below their parents; what has no parent here stands at the root. */
function formatTree(nodes: readonly Node[], style: Style): string[][] {
  const known = new Set(nodes.map(({ id }) => id));
  const childrenOf = (parent: string | null, indent: string): string[][] =>
    nodes
      .filter(({ parent_id }) => (parent_id !== null && known.has(parent_id) ? parent_id : null) === parent)
      .flatMap((node) => [formatNode(node, indent, style), ...childrenOf(node.id, `${indent}  `)]);
  return childrenOf(null, '');
}

const tree = defineCommand({
  path: 'projects tree',
  summary: 'проекты и их документы',
  options: pagingOptions,
  async run({ client, output }, paging) {
    const connected = await client();
    const page = await collectPages(
      (query) => connected.list(getTree, { query: { ...query, all_nodes: 'true' } }),
      paging,
    );
    const rows = formatTree(page.items, output.style);
    return {
      json: page,
      text: rows.length === 0 ? 'Проектов нет.' : formatTable(rows) + formatMore(page.next),
    };
  },
});

const search = defineCommand({
  path: 'projects search',
  summary: 'найти проект или документ по названию или шифру',
  arguments: { words: several('<words...>', 'часть названия или шифра') },
  options: { limit: count('--limit <N>', 'сколько показать (обычно 20)') },
  async run({ client, output }, { words, limit = 20 }) {
    const query = { q: words.join(' '), limit: Math.min(100, limit) };
    const page = await (await client()).list(searchProjects, { query });
    const rows = page.items.map((node) => formatNode(node, '', output.style));
    return { json: page, text: rows.length === 0 ? 'Ничего не нашлось.' : formatTable(rows) };
  },
});

const removeDemo = defineCommand({
  path: 'demo delete',
  summary: 'удалить демонстрационный проект (для администратора)',
  options: { yes: flag('-y, --yes', 'не спрашивать') },
  async run({ client, output }, { yes }) {
    const connected = await client();
    if (!yes && !output.json) await confirm('Удалить демонстрационный проект?');
    return { json: await connected.call(deleteDemo), text: 'Демонстрационный проект удалён.' };
  },
});

export const projectCommands = [tree, search, removeDemo];
