import {
  type CallOptions,
  ModelError,
  type ModelEvent,
  type ModelMessage,
  type ModelProvider,
  type ModelRequest,
  type ToolCall,
  type ToolResult,
} from '../provider.ts';
import { WITHOUT_AI, writeAnswer } from './answer.ts';
import type { Extract, ExtractBlock, PlanSearch } from './extraction.ts';
import { type FoundBlock, parseFound, parseRead, type ReadBlock } from './tool-results.ts';

export interface ExtractiveProviderOptions {
  extract: Extract;
  planSearch: PlanSearch;
}

const SEARCH = { id: 'extractive-search', name: 'search_blocks' };
const READ = { id: 'extractive-read', name: 'read_blocks' };
/** The best place of a long document ranks twentieth at times; the tool gives and reads thirty. */
const LIMIT = 30;
const FURTHER_LIMIT = 10;
/** A pasted page is no better a query than its beginning. */
const QUERY_LENGTH = 500;

/**
 * The answerer without AI: searches, reads the best blocks and quotes them. Deterministic, needs no key and no network.
 * Like any model it answers one step at a time and leaves the tools to the caller.
 */
export function createExtractiveProvider(options: ExtractiveProviderOptions): ModelProvider {
  return { id: 'extractive', stream: (request, call) => takeStep(options, request, call) };
}

async function* takeStep(
  options: ExtractiveProviderOptions,
  request: ModelRequest,
  { signal }: CallOptions,
): AsyncGenerator<ModelEvent> {
  for await (const event of nextStep(options, request, signal)) {
    signal.throwIfAborted();
    yield event;
  }
  signal.throwIfAborted();
}

async function* nextStep(
  { extract, planSearch }: ExtractiveProviderOptions,
  { messages, tools }: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  const { questions, results } = currentTurn(messages);
  if (!tools.some(({ name }) => name === SEARCH.name)) {
    yield* finalText([`${WITHOUT_AI}\n\n`, 'Поиск по документам здесь недоступен, поэтому ответить нечем.']);
    return;
  }
  const plan = planSearch(questions);
  const searched = resultsOf(results, SEARCH.id);
  if (searched.length === 0) {
    yield* callTools(searchCalls(plan.queries));
    return;
  }
  const hits = mergeHits(searched.map((result) => readable(parseFound(outputOf(result)), SEARCH.name)));
  const read = resultsOf(results, READ.id);
  if (read.length === 0 && hits.length > 0) {
    yield* callTools(readCalls(hits));
    return;
  }
  const blocks = read.flatMap((result) => readable(parseRead(outputOf(result)), READ.name));
  const found = extract(plan.question, toExtractBlocks(blocks, hits));
  const extraction = await Promise.race([found, aborted(signal)]);
  const asked = questions.at(-1) ?? plan.question;
  yield* finalText(writeAnswer(extraction, { asked, question: plan.question, hits }));
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function searchCalls(queries: readonly string[]): ToolCall[] {
  return queries.map((query, n) => ({
    id: nth(SEARCH.id, n),
    name: SEARCH.name,
    arguments: { query: query.slice(0, QUERY_LENGTH), limit: n === 0 ? LIMIT : FURTHER_LIMIT },
  }));
}

function readCalls(hits: readonly FoundBlock[]): ToolCall[] {
  const codes = [...new Set(hits.map(({ block_id }) => block_id))];
  const count = Math.ceil(codes.length / LIMIT);
  return Array.from({ length: count }, (_, n) => ({
    id: nth(READ.id, n),
    name: READ.name,
    arguments: { block_ids: codes.slice(n * LIMIT, (n + 1) * LIMIT) },
  }));
}

/** Names of the calls of one step: `extractive-search`, `extractive-search-2`. */
function nth(id: string, n: number): string {
  return n === 0 ? id : `${id}-${n + 1}`;
}

function resultsOf(results: readonly ToolResult[], id: string): ToolResult[] {
  return results.filter((result) => result.id === id || result.id.startsWith(`${id}-`));
}

/** What a further search found stands behind what the first one found. */
function mergeHits(searches: readonly FoundBlock[][]): FoundBlock[] {
  const hits: FoundBlock[] = [];
  for (const hit of searches.flat()) {
    const isKnown = hits.some(
      (other) => other.block_id === hit.block_id && other.document_id === hit.document_id,
    );
    if (!isKnown) hits.push(hit);
  }
  return hits;
}

function* callTools(calls: readonly ToolCall[]): Generator<ModelEvent> {
  for (const call of calls) yield { type: 'tool_call', call };
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

/** The questions of the conversation, the one being answered last, and what tools said since. */
function currentTurn(messages: ModelMessage[]): { questions: string[]; results: ToolResult[] } {
  const asked = messages.findLastIndex((message, n) => questionAt(messages, n, message) !== null);
  if (asked === -1) throw new ModelError('invalid_request', 'no question in the messages');
  const questions = messages
    .slice(0, asked + 1)
    .flatMap((message, n) => questionAt(messages, n, message) ?? []);
  return {
    questions,
    results: messages.slice(asked + 1).flatMap((later) => (later.role === 'tool' ? later.results : [])),
  };
}

/**
 * The first text of a person's message; what follows it is the context that the caller adds. Pictures sent after a tool's answer
 * are no question.
 */
function questionAt(messages: ModelMessage[], n: number, message: ModelMessage): string | null {
  if (message.role !== 'user' || messages[n - 1]?.role === 'tool') return null;
  const first = message.content.find((part) => part.type === 'text');
  const text = first?.text.trim() ?? '';
  return text === '' ? null : text;
}

function outputOf({ name, output, isError }: ToolResult): string {
  if (isError) throw new ModelError('unavailable', `the tool ${name} failed`);
  return output;
}

function readable<Item>(items: Item[] | null, tool: string): Item[] {
  if (!items) throw new ModelError('invalid_request', `the tool ${tool} answered in an unknown form`);
  return items;
}

/** A block keeps what only the search knew of it; one that was read before comes without its text and says nothing. */
function toExtractBlocks(blocks: ReadBlock[], hits: FoundBlock[]): ExtractBlock[] {
  return blocks.flatMap((block): ExtractBlock[] => {
    if (!block.text) return [];
    const rank = hits.findIndex((hit) => isSameBlock(hit, block));
    const hit = hits[rank];
    const documentId = block.document_id ?? hit?.document_id;
    return [
      {
        ...(documentId && { documentId }),
        code: block.block_id,
        page: block.page ?? hit?.page ?? 0,
        sheet: block.sheet ?? hit?.sheet ?? null,
        sheetTitle: block.sheet_title ?? hit?.sheet_title ?? null,
        kind: block.kind ?? hit?.kind ?? 'text',
        text: block.text,
        score: rank < 0 ? 0 : hits.length - rank,
      },
    ];
  });
}

/** Two documents may hold the same code; a reading that names no document is matched by the code alone. */
function isSameBlock(hit: FoundBlock, block: ReadBlock): boolean {
  return (
    hit.block_id === block.block_id &&
    (!block.document_id || !hit.document_id || hit.document_id === block.document_id)
  );
}
