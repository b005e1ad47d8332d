import { z } from 'zod';
import { Id, Instant, PageQuery } from './common.ts';
import { defineRoute } from './define-route.ts';
import { PromptVersions, Run, Usage } from './messages.ts';
import { ModelProvider } from './models.ts';

const RunParams = z.object({ run_id: Id });

/** One call of a model, as it was made. Pictures are named by their ids, keys are nowhere. */
export const TracedCall = z
  .object({
    n: z.number().int(),
    /** What the call was for. */
    stage: z.enum(['answer', 'collect', 'summary']),
    provider: ModelProvider,
    model: z.string(),
    /** Whole request: system prompts, messages, tools, settings. */
    request: z.record(z.string(), z.unknown()),
    /** Text, thinking, tool calls, finish. */
    response: z.record(z.string(), z.unknown()),
    usage: Usage.omit({ model_calls: true, pictures: true }),
    cost_usd: z.number().nullable(),
    started_at: Instant,
    duration_ms: z.number().int(),
    error_code: z.string().nullable(),
  })
  .meta({ id: 'TracedCall' });

export const RunTrace = z
  .object({
    run: Run,
    question: z.string(),
    prompts: PromptVersions.nullable(),
    calls: z.array(TracedCall),
    /** Everything that the reader was sent, in order. */
    events: z.array(
      z.object({ seq: z.number().int(), event: z.string(), data: z.record(z.string(), z.unknown()) }),
    ),
  })
  .meta({ id: 'RunTrace' });

export const listRuns = defineRoute({
  id: 'admin.list_runs',
  method: 'GET',
  path: '/api/admin/runs',
  tag: 'admin',
  summary: 'Ответы, новые первыми: статус, модель, расход',
  access: 'admin',
  query: PageQuery.extend({ user_id: Id.optional(), chat_id: Id.optional() }),
  success: {
    status: 200,
    kind: 'list',
    body: Run.extend({
      user_id: Id,
      model: z.string().nullable(),
      usage: Usage.nullable(),
      cost_usd: z.number().nullable(),
    }).meta({ id: 'RunSummary' }),
    description: 'Ответы',
  },
});

export const getTrace = defineRoute({
  id: 'admin.get_trace',
  method: 'GET',
  path: '/api/admin/runs/{run_id}/trace',
  tag: 'admin',
  summary: 'Полный след ответа: каждый запрос к модели и её слова',
  access: 'admin',
  params: RunParams,
  success: { status: 200, kind: 'json', body: RunTrace, description: 'След' },
  errors: ['run_not_found'],
});

/** One call, made again. */
export const ReplayedCall = z
  .object({
    model: z.string(),
    text: z.string(),
    tool_calls: z.array(z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) })),
    /** The same words and tool calls as then. */
    same: z.boolean(),
    usage: Usage.omit({ model_calls: true, pictures: true }),
  })
  .meta({ id: 'ReplayedCall' });

export const replayCall = defineRoute({
  id: 'admin.replay_call',
  method: 'POST',
  path: '/api/admin/runs/{run_id}/replay',
  tag: 'admin',
  summary: 'Повторить один запрос к модели как он был, со своим ключом, и сравнить ответы',
  access: 'admin',
  params: RunParams,
  body: z.object({ call: z.number().int().min(1), model: z.string().max(200).optional() }),
  success: {
    status: 200,
    kind: 'json',
    body: ReplayedCall,
    description: 'Ответ модели теперь',
  },
  errors: ['run_not_found', 'call_not_found', 'key_missing', 'model_failed'],
});
