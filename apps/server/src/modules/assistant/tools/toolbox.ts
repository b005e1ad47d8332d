import { createHash } from 'node:crypto';
import type { ToolCall, ToolDefinition, ToolResult } from '@aizoomdoc/models';
import { z } from 'zod';
import { ru } from 'zod/locales';
import { Problem } from '#platform/http/problem.ts';
import { findMarkTool } from './find-mark.ts';
import { listSheets } from './list-sheets.ts';
import { readBlocks } from './read-blocks.ts';
import { readTable } from './read-table.ts';
import { reportDiff } from './report-diff.ts';
import { requestImages } from './request-images.ts';
import { searchBlocks } from './search-blocks.ts';
import { showDrawn } from './show-drawn.ts';
import { submitEvidence } from './submit-evidence.ts';
import { type Answer, Refused, type Tool, type ToolDeps, tellRefusal, type Work } from './tool.ts';
import type { Toolbox, ToolContext, ToolSession } from './toolbox-types.ts';
import { zoomTool } from './zoom.ts';

const tools: readonly Tool[] = [
  searchBlocks,
  readBlocks,
  readTable,
  findMarkTool,
  listSheets,
  requestImages,
  zoomTool,
  submitEvidence,
  reportDiff,
];

const { localeError } = ru();

/** The tools that a model works with: what they are, what a call is about, and what comes of it. */
export function createToolbox(deps: ToolDeps): Toolbox {
  return {
    definitions: (set) => tools.filter(({ sets }) => sets.includes(set)).map(definitionOf),

    describe(call) {
      const tool = tools.find(({ name }) => name === call.name);
      const parsed = tool && parse(tool, call);
      if (tool === undefined || !parsed?.success) return `Инструмент ${call.name.slice(0, 60)}`;
      return tool.describe(parsed.data);
    },

    async execute(call, session, context) {
      const work = newWork(deps, session, context);
      const answer = await attend(call, work);
      const { pictures, events } = work;
      return { result: resultOf(call, answer), pictures, events, session: work.session };
    },

    async showRegion(region, session, context) {
      const work = newWork(deps, session, context);
      work.versions = await openScope(deps, context);
      await showDrawn(region, work);
      const { pictures, events } = work;
      return { pictures, events, session: work.session };
    },
  };
}

function newWork(deps: ToolDeps, session: ToolSession, context: ToolContext): Work {
  const own = { session: structuredClone(session), versions: [], pictures: [], events: [] };
  return { deps, context, ...own, unknownCodes: 0 };
}

async function attend(call: ToolCall, work: Work): Promise<Answer> {
  const { session, context } = work;
  const tool = tools.find(({ name }) => name === call.name);
  if (tool === undefined) {
    const names = tools.map(({ name }) => name).join(', ');
    return refuse(session, call.name.slice(0, longestKey), call, `Такого инструмента нет. Есть: ${names}.`);
  }
  if (call.malformed !== undefined) {
    return {
      output: { error: 'Аргументы не разобраны: пришлите один объект JSON по схеме инструмента.' },
      isError: true,
    };
  }
  const parsed = parse(tool, call);
  if (!parsed.success)
    return refuse(session, tool.name, call, `Аргументы не подходят: ${explain(parsed.error)}`);
  const key = canonical(tool.name, parsed.data);
  const done = session.done.find((one) => one.call === key);
  if (done !== undefined) return repeated(done.gave);
  if (session.refused.includes(key)) return repeated('');
  work.versions = await openScope(work.deps, context);
  const answer = await run(tool, parsed.data, work);
  if (answer.isPassing) return answer;
  if (answer.isError) session.refused.push(key);
  else session.done.push({ call: key, gave: work.pictures.map(({ name }) => name).join(', ') });
  return answer;
}

async function run(tool: Tool, input: unknown, work: Work): Promise<Answer> {
  try {
    return await tool.run(input, work);
  } catch (error) {
    work.context.signal.throwIfAborted();
    if (error instanceof Refused)
      return { output: { error: tellRefusal(error, work.session) }, isError: true };
    if (error instanceof Problem)
      return { output: { error: error.message }, isError: true, isPassing: error.status >= 500 };
    throw error;
  }
}

async function openScope({ texts }: ToolDeps, { actor, scope }: ToolContext) {
  const opened = await texts.open(
    actor,
    scope.map(({ id, version }) => ({ documentId: id, version })),
  );
  return opened.flatMap((version) => {
    const scoped = scope.find((one) => one.id === version.document_id && one.version === version.number);
    return scoped === undefined ? [] : [{ ...version, scoped }];
  });
}

/** A wrong call is explained once; the same one again in a line. */
function refuse(session: ToolSession, name: string, call: ToolCall, error: string): Answer {
  const key = canonical(name, call.arguments);
  if (session.refused.includes(key)) return repeated('');
  session.refused.push(key);
  return { output: { error }, isError: true };
}

function repeated(gave: string): Answer {
  const note = gave === '' ? 'ответ на него выше' : `картинки ${gave} показаны выше`;
  return {
    output: { already_done: true, note: `Такой вызов уже был: ${note}. Измените запрос или отвечайте.` },
  };
}

/** Without what a model writes where it means nothing. */
function parse(tool: Tool, call: ToolCall) {
  const given = Object.entries(call.arguments).filter(([, value]) => value !== null && value !== '');
  return tool.schema.safeParse(Object.fromEntries(given), { error: localeError });
}

function explain(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.')} — ${message}`)
    .join('; ');
}

/** A longer key is kept as its hash: sessions are stored with every step. */
const longestKey = 300;

/** One text for calls that mean the same; why they were made does not count. */
function canonical(name: string, input: unknown): string {
  const text = JSON.stringify(input, (key, value: unknown) => (key === 'reason' ? undefined : sorted(value)));
  return `${name} ${text.length > longestKey ? createHash('sha256').update(text).digest('hex') : text}`;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function resultOf({ id, name }: ToolCall, { output, isError }: Answer): ToolResult {
  return { id, name, output: JSON.stringify(output), ...(isError && { isError }) };
}

/** JSON Schema in the plain words that every vendor takes. */
function definitionOf({ name, description, schema }: Tool): ToolDefinition {
  const { $schema: _, ...parameters } = z.toJSONSchema(schema, {
    io: 'output',
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties;
      delete jsonSchema.default;
    },
  });
  return { name, description, parameters };
}
