import { createSearchIndex, type DocumentModel, extract, planSearch } from '@aizoomdoc/documents';
import { createExtractiveProvider, type ModelMessage, type ToolCall } from '@aizoomdoc/models';

const DOCUMENT_ID = 'document';

/** An answer and the tools that led to it. */
export interface Answered {
  text: string;
  tools: string[];
}

/** The answerer without AI over one document. */
export interface Reader {
  /** Answers the last of the questions of a conversation. */
  ask(questions: readonly string[]): Promise<Answered>;
}

/** `limit`: blocks that a search gives at most, whatever was asked for. */
export function createReader(document: DocumentModel, { limit = 30 } = {}): Reader {
  const titles = new Map(document.pages.map((page) => [page.number, page.sheetTitle]));
  const blocks = document.blocks.map((block) => ({ ...block, sheetTitle: titles.get(block.page) ?? null }));
  const index = createSearchIndex();
  const ready = index.put(
    DOCUMENT_ID,
    blocks.map((block) => ({ ...block, documentId: DOCUMENT_ID, version: 1 })),
  );
  const provider = createExtractiveProvider({ extract, planSearch });

  const execute = (call: ToolCall): string => {
    if (call.name === 'search_blocks') {
      const asked = Math.min(limit, Number(call.arguments.limit));
      const hits = index.search({ text: String(call.arguments.query), limit: asked });
      return JSON.stringify({ results: hits.map((hit) => ({ ...hit, block_id: hit.code })) });
    }
    const codes = [call.arguments.block_ids].flat();
    const read = blocks.filter(({ code }) => codes.includes(code));
    return JSON.stringify({
      blocks: read.map((block) => ({ ...block, block_id: block.code, sheet_title: block.sheetTitle })),
    });
  };

  return {
    async ask(questions) {
      await ready;
      const messages: ModelMessage[] = questions.map((text) => ({
        role: 'user',
        content: [{ type: 'text', text }],
      }));
      const tools: string[] = [];
      for (;;) {
        const step = await takeStep(provider, messages);
        if (step.calls.length === 0) return { text: step.text, tools };
        tools.push(...step.calls.map((call) => `${call.name} ${String(call.arguments.query ?? '')}`.trim()));
        messages.push({ role: 'assistant', text: '', toolCalls: step.calls });
        const results = step.calls.map((call) => ({ id: call.id, name: call.name, output: execute(call) }));
        messages.push({ role: 'tool', results });
      }
    },
  };
}

async function takeStep(provider: ReturnType<typeof createExtractiveProvider>, messages: ModelMessage[]) {
  const tools = ['search_blocks', 'read_blocks'].map((name) => ({ name, description: name, parameters: {} }));
  const request = { model: 'extractive', system: [], messages, tools, settings: {} };
  const calls: ToolCall[] = [];
  let text = '';
  const signal = new AbortController().signal;
  for await (const event of provider.stream(request, { apiKey: null, signal })) {
    if (event.type === 'text') text += event.text;
    if (event.type === 'tool_call') calls.push(event.call);
  }
  return { text, calls };
}
