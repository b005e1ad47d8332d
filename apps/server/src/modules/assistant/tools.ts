import type { ToolCall, ToolDefinition, ToolResult } from '@aizoomdoc/models';
import { z } from 'zod';
import type { BlockSearch } from '#modules/documents';
import type { Actor } from '#platform/http/route.ts';

/** A document as the conversation numbers it: D1, D2… */
export interface ScopedDocument {
  id: string;
  title: string;
  number: number;
}

const SearchArguments = z.object({
  query: z.string().trim().min(1).max(1000),
  limit: z.coerce.number().int().min(1).max(30).default(10).catch(10),
});
const ReadArguments = z.object({ block_ids: z.array(z.string().max(80)).min(1).max(30) });

/** One block's text in a tool's answer, and all of them together, in UTF-16 units. */
const maxBlockLength = 20_000;
const maxReadLength = 150_000;

export const toolDefinitions: ToolDefinition[] = [
  {
    name: 'search_blocks',
    description:
      'Ищет блоки документов по точным маркам и русскому тексту. Возвращает коды блоков, страницы, листы и отрывки.',
    parameters: {
      type: 'object',
      properties: {
        query: { type: 'string', description: 'Что искать: марки, названия, слова вопроса' },
        limit: { type: 'integer', minimum: 1, maximum: 30, description: 'Сколько блоков, обычно 10' },
      },
      required: ['query'],
    },
  },
  {
    name: 'read_blocks',
    description: 'Читает блоки целиком по их кодам (до 30 за раз).',
    parameters: {
      type: 'object',
      properties: {
        block_ids: {
          type: 'array',
          items: { type: 'string' },
          description: 'Коды XXXX-XXXX-XXX из search_blocks',
        },
      },
      required: ['block_ids'],
    },
  },
];

export interface ToolContext {
  blocks: BlockSearch;
  actor: Actor;
  scope: readonly ScopedDocument[];
}

/** What a call is about, for the person who watches. */
export function describeCall(call: ToolCall): string {
  if (call.name === 'search_blocks') {
    const query = String(call.arguments.query ?? '');
    return `Ищу: «${query.length > 120 ? `${query.slice(0, 120)}…` : query}»`;
  }
  if (call.name === 'read_blocks') {
    const count = Array.isArray(call.arguments.block_ids) ? call.arguments.block_ids.length : 0;
    const form = new Intl.PluralRules('ru').select(count);
    return `Читаю ${count}\u00a0${{ one: 'блок', few: 'блока' }[form as string] ?? 'блоков'}`;
  }
  return `Инструмент ${call.name}`;
}

/** Executes a call; wrong arguments and unknown tools are told to the model, which may try again. */
export async function executeCall(call: ToolCall, context: ToolContext): Promise<ToolResult> {
  const answer = (output: unknown, isError = false): ToolResult => ({
    id: call.id,
    name: call.name,
    output: JSON.stringify(output),
    ...(isError && { isError }),
  });
  if (call.name === 'search_blocks') {
    const parsed = SearchArguments.safeParse(call.arguments);
    return parsed.success
      ? answer(await search(parsed.data, context))
      : answer(wrongArguments(parsed.error), true);
  }
  if (call.name === 'read_blocks') {
    const parsed = ReadArguments.safeParse(call.arguments);
    return parsed.success
      ? answer(await readBlocks(parsed.data.block_ids, context))
      : answer(wrongArguments(parsed.error), true);
  }
  const names = toolDefinitions.map((tool) => tool.name).join(', ');
  return answer({ error: `Такого инструмента нет. Есть: ${names}.` }, true);
}

function wrongArguments(error: z.ZodError) {
  return {
    error: `Аргументы не подходят: ${error.issues.map((issue) => `${issue.path.join('.')} — ${issue.message}`).join('; ')}`,
  };
}

async function search(
  { query, limit }: z.output<typeof SearchArguments>,
  { blocks, actor, scope }: ToolContext,
) {
  const hits = await blocks.search(actor, {
    text: query,
    limit,
    offset: 0,
    documentIds: scope.map(({ id }) => id),
  });
  return {
    results: hits.map((hit) => ({
      block_id: hit.block_id,
      ...naming(scope, hit.document_id),
      page: hit.page,
      sheet: hit.sheet,
      kind: hit.kind,
      match: hit.match,
      snippet: hit.snippet,
    })),
  };
}

async function readBlocks(blockIds: readonly string[], { blocks, actor, scope }: ToolContext) {
  const wanted = [
    ...new Set(
      blockIds.map((id) =>
        id
          .trim()
          .replace(/^\[|\]$/g, '')
          .replace(/^D\d+:/i, ''),
      ),
    ),
  ];
  const found = await blocks.readBlocks(
    actor,
    scope.map(({ id }) => id),
    wanted,
  );
  let left = maxReadLength;
  const read = found.map((block) => {
    const text = block.text.slice(0, Math.min(maxBlockLength, left));
    left -= text.length;
    return {
      block_id: block.block_id,
      ...naming(scope, block.document_id),
      page: block.page,
      sheet: block.sheet,
      sheet_title: block.sheet_title,
      kind: block.kind,
      text,
      ...(text.length < block.text.length && { truncated: true }),
    };
  });
  const known = new Set(found.map((block) => block.block_id));
  const unknown = wanted.filter((id) => !known.has(id));
  return { blocks: read, ...(unknown.length > 0 && { unknown_block_ids: unknown }) };
}

function naming(scope: readonly ScopedDocument[], documentId: string) {
  const number = scope.find((document) => document.id === documentId)?.number ?? 1;
  return { document_id: documentId, ...(scope.length > 1 && { document_number: number }) };
}
