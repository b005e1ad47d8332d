import { z } from 'zod';
import { Checks, Citation, DiffRow, NotExamined } from './evidence.ts';
import { PromptVersions } from './messages.ts';

/** Phases the first-generation client knows, in order of appearance; `verification` is ours. */
export const Phase = z.enum([
  'processing',
  'search',
  'flash_stage',
  'tool_execution',
  'pro_stage',
  'llm',
  'verification',
]);

/** Data of each event, by its name. Identifiers travel beside it (`id: <run_id>:<seq>`). */
export const eventData = {
  queue_position: z.object({
    position: z.number().int(),
    estimated_wait_seconds: z.number().nullable(),
  }),
  phase_started: z.object({ phase: Phase, description: z.string() }),
  phase_progress: z.object({ phase: Phase, progress: z.number().min(0).max(1), message: z.string() }),
  llm_thinking: z.object({ content: z.string(), model: z.string() }),
  llm_token: z.object({ token: z.string(), model: z.string() }),
  tool_call: z.object({
    tool: z.string(),
    parameters: z.record(z.string(), z.unknown()),
    /** What is being done, for a person: «Ищу: перемычки А4-14». */
    reason: z.string(),
  }),
  /** A picture was shown to the model. */
  image_ready: z.object({
    image_id: z.uuid(),
    /** As the conversation names it: `P3`. */
    name: z.string(),
    view_id: z.string().nullable(),
    block_id: z.string().nullable(),
    document_id: z.uuid(),
    page: z.number().int(),
    sheet: z.string().nullable(),
    kind: z.enum(['overview', 'quadrant', 'region']),
    label: z.string(),
    /** Stable: `/api/images/{image_id}`. */
    url: z.string(),
    width: z.number().int(),
    height: z.number().int(),
    reason: z.string(),
  }),
  warning: z.object({ code: z.string(), message: z.string() }),
  /** The model was asked again and answered differently: forget the tokens so far. */
  answer_restarted: z.object({ attempt: z.number().int() }),
  llm_final: z.object({
    content: z.string(),
    model: z.string(),
    message_id: z.uuid(),
    citations: z.array(Citation),
    checks: Checks.nullable(),
    diff: z.array(DiffRow),
    not_examined: z.array(NotExamined),
    usage: z.record(z.string(), z.number()),
    cost_usd: z.number().nullable(),
    prompts: PromptVersions.nullable(),
  }),
  error: z.object({ code: z.string(), message: z.string(), retryable: z.boolean() }),
  completed: z.object({ status: z.enum(['done', 'failed', 'stopped']), message: z.string() }),
} as const;

export type EventName = keyof typeof eventData;
export type EventData<Name extends EventName> = z.output<(typeof eventData)[Name]>;

/** An event as a reader gets it: a discriminated union over `event`. */
export type RunEvent = {
  [Name in EventName]: { id: string; event: Name; data: EventData<Name> };
}[EventName];

const variants = Object.entries(eventData).map(([name, data]) =>
  z.object({ id: z.string(), event: z.literal(name), data }),
);

/** Checks and documents an event; use the type {@link RunEvent} for code. */
export const RunEvent = z.union(variants).meta({ id: 'RunEvent' });

/** `<run_id>:<seq>`, as SSE's `id` and `Last-Event-ID` carry it. */
export function formatEventId(runId: string, seq: number): string {
  return `${runId}:${seq}`;
}

/** The parts of an event id, or `null` for text that is not one. */
export function parseEventId(text: string): { runId: string; seq: number } | null {
  const match = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,9})$/.exec(text);
  return match?.[1] === undefined ? null : { runId: match[1], seq: Number(match[2]) };
}
