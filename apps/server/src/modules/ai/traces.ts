import { createHash } from 'node:crypto';
import type { ReplayedCall, TracedCall } from '@aizoomdoc/contracts';
import { ModelError, type ToolCall } from '@aizoomdoc/models';
import type { z } from 'zod';
import type { Database } from '#platform/db/database.ts';
import { Problem } from '#platform/http/problem.ts';
import { newSaid, restorePrompts, take } from './call-record.ts';
import { type CallRow, listCalls } from './call-store.ts';
import type { ModelChoice } from './choice.ts';
import type { OpenLine } from './open-line.ts';
import { type Prompt, wireSize } from './prompt.ts';
import { type DeliverPicture, renderMessages } from './render-prompt.ts';

export interface TraceDeps {
  db: Database;
  open: OpenLine;
  /** PNG of a user's stored picture. */
  readPicture(userId: string, id: string): Promise<Uint8Array>;
}

type Traced = z.input<typeof TracedCall>;

const replayTimeoutMs = 180_000;

/** Calls of models as they were made; one can be made again. */
export function createTraces({ db, open, readPicture }: TraceDeps) {
  /** The pictures of that time, from the storage: what was seen then, or nothing. */
  const deliverFor =
    (ownerId: string): DeliverPicture =>
    async (picture, isOld) => {
      if (isOld) return { as: 'name' };
      const bytes = await readPicture(ownerId, picture.id);
      if (createHash('sha256').update(bytes).digest('hex') !== picture.sha256)
        throw changedPicture(picture.name);
      return { as: 'inline', bytes };
    };

  return {
    async calls(runId: string): Promise<Traced[]> {
      const rows = await listCalls(db.executor, runId);
      const prompts = restorePrompts(rows);
      return rows.map((row) => presentCall(row, prompts.get(row.n)));
    },

    /** Asks as it was asked then, with the key of whoever asks now. @throws 404, 409, 502 */
    async replay(
      adminId: string,
      runId: string,
      { call, model }: { call: number; model?: string | undefined },
    ): Promise<z.input<typeof ReplayedCall>> {
      const rows = await listCalls(db.executor, runId);
      const row = rows.find(({ n }) => n === call);
      const prompt = restorePrompts(rows).get(call);
      if (row === undefined || prompt === undefined) throw callNotFound(call);
      const choice: ModelChoice = {
        provider: row.provider,
        model: model ?? row.model,
        vision: true,
        contextTokens: null,
      };
      const signal = AbortSignal.timeout(replayTimeoutMs);
      const line = await open({ choice, run: { id: runId, user_id: adminId }, signal });
      if (line.options.apiKey === null && row.provider !== 'compatible') throw keyMissing();
      const { messages } = await renderMessages(prompt.messages, deliverFor(row.user_id));
      const said = newSaid();
      try {
        const request = { ...prompt, model: choice.model, messages };
        for await (const event of line.provider.stream(request, line.options)) take(said, event);
      } catch (error) {
        throw error instanceof ModelError ? modelFailed(error) : error;
      }
      const { inputTokens, outputTokens, thinkingTokens, cachedTokens } = said.usage;
      return {
        model: choice.model,
        text: said.text,
        tool_calls: said.toolCalls.map(({ name, arguments: given }) => ({ name, arguments: given })),
        same: isSame(said, row.response),
        usage: {
          input_tokens: inputTokens,
          output_tokens: outputTokens,
          thinking_tokens: thinkingTokens,
          cached_tokens: cachedTokens,
          bytes_sent: wireSize([prompt.system, prompt.tools, prompt.messages]),
        },
      };
    },
  };
}

export type Traces = ReturnType<typeof createTraces>;

function presentCall(row: CallRow, prompt: Prompt | undefined): Traced {
  const { n, stage, provider, model, response, cost_usd, duration_ms, error_code, started_at } = row;
  return {
    ...{ n, stage, provider, model, response, cost_usd, duration_ms, error_code },
    request: { ...prompt },
    usage: {
      input_tokens: row.input_tokens,
      output_tokens: row.output_tokens,
      thinking_tokens: row.thinking_tokens,
      cached_tokens: row.cached_tokens,
      bytes_sent: row.bytes_sent,
    },
    started_at: started_at.toISOString(),
  };
}

/** Ids of calls are made up anew each time. */
function isSame(now: { text: string; toolCalls: ToolCall[] }, then: Record<string, unknown>): boolean {
  const calls = (list: unknown) =>
    JSON.stringify(
      (Array.isArray(list) ? (list as ToolCall[]) : []).map(({ name, arguments: given }) => [
        name,
        sorted(given),
      ]),
    );
  return now.text === then.text && calls(now.toolCalls) === calls(then.tool_calls);
}

/** JSON of the database has its keys in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, sorted(item)]);
}

const callNotFound = (call: number) =>
  new Problem(404, 'call_not_found', `Вызова ${call} в этом ответе нет. Список вызовов — в следе ответа.`);

const keyMissing = () =>
  new Problem(409, 'key_missing', 'Повтор идёт с вашим ключом, а его нет. Добавьте ключ в настройках.');

const modelFailed = (error: ModelError) =>
  new Problem(502, 'model_failed', `Модель не ответила (${error.code}). Повторите позже.`);

const changedPicture = (name: string) =>
  new Problem(
    409,
    'model_failed',
    `Картинка ${name} в хранилище уже не та, что была: повторить вызов нельзя.`,
  );
