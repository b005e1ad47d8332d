import assert from 'node:assert/strict';
import type { ModelEvent, ModelMessage, ModelProvider, ModelRequest } from '../provider.ts';
import type { Script, ScriptedFailure } from './script.ts';

export interface Timeouts {
  firstByteTimeoutMs: number;
  idleTimeoutMs: number;
}

/** A provider under test with a loopback server of its vendor behind it. */
export interface ConformanceSubject {
  provider: ModelProvider;
  /** A model that thinks and calls tools. */
  model: string;
  /** A good key; `null` where the vendor needs none. */
  apiKey: string | null;
  /** Bodies of the requests that the vendor got, as JSON. */
  sent(): string[];
  /** How the vendor saw its last answer end. */
  lastClosed(): Promise<'finished' | 'aborted'>;
  close(): Promise<void>;
}

export interface ConformanceHarness {
  /** Starts a vendor that plays the script, and a provider that talks to it with these timeouts. */
  start(script: Script, timeouts?: Timeouts): Promise<ConformanceSubject>;
  /** Failures that the vendor's protocol has no words for. */
  lacks?: readonly ScriptedFailure['kind'][];
  /** The vendor answers without a key too. */
  keyIsOptional?: boolean;
}

const SECRET_PROMPT = 'тайна клиента 4815162342';

/** Neither the key nor the prompt may show in an error, its stack or its causes. */
export function assertKeepsSecrets(error: Error, apiKey: string | null): void {
  let shown = '';
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    shown += `${at.stack} ${JSON.stringify(at, Object.getOwnPropertyNames(at))}`;
  }
  assert.ok(!apiKey || !shown.includes(apiKey), 'the error shows the key');
  assert.ok(!shown.includes(SECRET_PROMPT), 'the error shows the prompt');
}

export async function withSubject(
  harness: ConformanceHarness,
  script: Script,
  check: (subject: ConformanceSubject) => Promise<void>,
  timeouts?: Timeouts,
): Promise<void> {
  const subject = await harness.start(script, timeouts);
  try {
    await check(subject);
  } finally {
    await subject.close();
  }
}

export function open(subject: ConformanceSubject, part: Partial<ModelRequest> = {}, signal?: AbortSignal) {
  const request: ModelRequest = {
    model: subject.model,
    system: ['Отвечай по-русски.', SECRET_PROMPT],
    messages: [user(SECRET_PROMPT)],
    tools: [{ name: 'search_blocks', description: 'Поиск', parameters: TOOL_PARAMETERS }],
    settings: { temperature: 0.5, maxOutputTokens: 1000 },
    ...part,
  };
  return subject.provider.stream(request, {
    apiKey: subject.apiKey,
    signal: signal ?? new AbortController().signal,
  });
}

const TOOL_PARAMETERS = { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] };

export async function collect(
  subject: ConformanceSubject,
  part?: Partial<ModelRequest>,
): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of open(subject, part)) events.push(event);
  return events;
}

export async function failureOf(subject: ConformanceSubject, signal?: AbortSignal) {
  const events: ModelEvent[] = [];
  try {
    for await (const event of open(subject, {}, signal)) events.push(event);
  } catch (error) {
    return { error, events };
  }
  throw new assert.AssertionError({ message: 'the stream did not fail' });
}

export function textOf(events: ModelEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('');
}

export function user(content: string): ModelMessage {
  return { role: 'user', content: [text(content)] };
}

export function text(value: string) {
  return { type: 'text' as const, text: value };
}
