import {
  type CallOptions,
  type MessagePart,
  ModelError,
  type ModelEvent,
  type ModelMessage,
  type ModelProvider,
  type ModelRequest,
  type ToolCall,
  type ToolResult,
} from '../provider.ts';
import { WITHOUT_AI, writeAnswer } from './answer.ts';
import type { Extract, ExtractBlock } from './extraction.ts';
import { type FoundBlock, parseFound, parseRead, type ReadBlock } from './tool-results.ts';

export interface ExtractiveProviderOptions {
  extract: Extract;
}

const SEARCH = { id: 'extractive-search', name: 'search_blocks' };
const READ = { id: 'extractive-read', name: 'read_blocks' };
const LIMIT = 10;
/** A pasted page is no better a query than its beginning. */
const QUERY_LENGTH = 500;

/**
 * The answerer without AI: searches, reads the best blocks and quotes them. Deterministic, needs no key and no network.
 * Like any model it answers one step at a time and leaves the tools to the caller.
 */
export function createExtractiveProvider({ extract }: ExtractiveProviderOptions): ModelProvider {
  return { id: 'extractive', stream: (request, call) => takeStep(extract, request, call) };
}

async function* takeStep(
  extract: Extract,
  request: ModelRequest,
  { signal }: CallOptions,
): AsyncGenerator<ModelEvent> {
  for (const event of nextStep(extract, request)) {
    signal.throwIfAborted();
    yield event;
  }
  signal.throwIfAborted();
}

function* nextStep(extract: Extract, { messages, tools }: ModelRequest): Generator<ModelEvent> {
  const { question, results } = currentTurn(messages);
  if (!tools.some(({ name }) => name === SEARCH.name)) {
    yield* finalText([
      `${WITHOUT_AI}\n\n`,
      'Поиск по документам здесь недоступен, поэтому ответить нечем.\n',
    ]);
    return;
  }
  const searched = results.find(({ id }) => id === SEARCH.id);
  if (!searched) {
    yield* callTool({ ...SEARCH, arguments: { query: question.slice(0, QUERY_LENGTH), limit: LIMIT } });
    return;
  }
  const hits = readable(parseFound(outputOf(searched)), SEARCH.name);
  const read = results.find(({ id }) => id === READ.id);
  if (!read && hits.length > 0) {
    yield* callTool({
      ...READ,
      arguments: { block_ids: [...new Set(hits.map(({ block_id }) => block_id))] },
    });
    return;
  }
  const blocks = read ? readable(parseRead(outputOf(read)), READ.name) : [];
  const extraction = extract(question, toExtractBlocks(blocks, hits));
  yield* finalText(writeAnswer(extraction, { question, hits }));
}

function* callTool(call: ToolCall): Generator<ModelEvent> {
  yield { type: 'tool_call', call };
  yield NO_USAGE;
  yield { type: 'finish', reason: 'tool_calls' };
}

function* finalText(pieces: Iterable<string>): Generator<ModelEvent> {
  for (const text of pieces) yield { type: 'text', text };
  yield NO_USAGE;
  yield { type: 'finish', reason: 'stop' };
}

const NO_USAGE: ModelEvent = {
  type: 'usage',
  usage: { inputTokens: 0, outputTokens: 0, thinkingTokens: 0, cachedTokens: 0 },
};

/** The question being answered and what tools said since. Pictures sent after a tool's answer are no question. */
function currentTurn(messages: ModelMessage[]): { question: string; results: ToolResult[] } {
  const asked = messages.findLastIndex(
    (message, n) =>
      message.role === 'user' && messages[n - 1]?.role !== 'tool' && textOf(message.content) !== '',
  );
  const message = messages[asked];
  if (message?.role !== 'user') throw new ModelError('invalid_request', 'no question in the messages');
  return {
    question: textOf(message.content),
    results: messages.slice(asked + 1).flatMap((later) => (later.role === 'tool' ? later.results : [])),
  };
}

function textOf(parts: MessagePart[]): string {
  return parts
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join(' ')
    .trim();
}

function outputOf({ name, output, isError }: ToolResult): string {
  if (isError) throw new ModelError('unavailable', `the tool ${name} failed`);
  return output;
}

function readable<Item>(items: Item[] | null, tool: string): Item[] {
  if (!items) throw new ModelError('invalid_request', `the tool ${tool} answered in an unknown form`);
  return items;
}

/** A block keeps what only the search knew of it. */
function toExtractBlocks(blocks: ReadBlock[], hits: FoundBlock[]): ExtractBlock[] {
  return blocks.map((block) => {
    const rank = hits.findIndex((hit) => isSameBlock(hit, block));
    const hit = hits[rank];
    const documentId = block.document_id ?? hit?.document_id;
    return {
      ...(documentId && { documentId }),
      code: block.block_id,
      page: block.page ?? hit?.page ?? 0,
      sheet: block.sheet ?? hit?.sheet ?? null,
      sheetTitle: block.sheet_title ?? hit?.sheet_title ?? null,
      kind: block.kind ?? hit?.kind ?? 'text',
      text: block.text,
      score: rank < 0 ? 0 : hits.length - rank,
    };
  });
}

/** Two documents may hold the same code; a reading that names no document is matched by the code alone. */
function isSameBlock(hit: FoundBlock, block: ReadBlock): boolean {
  return (
    hit.block_id === block.block_id &&
    (!block.document_id || !hit.document_id || hit.document_id === block.document_id)
  );
}
