import { type GeminiServer, type ScriptedRequest, startGeminiServer } from '@aizoomdoc/models/testing';
import { BenchError } from '../lib/program.ts';

/** An answer that the loopback model gives: how many tokens, and when. */
export interface Load {
  tokens: number;
  /** Milliseconds before the first token. */
  firstDelayMs: number;
  /** Milliseconds between tokens; 0 as fast as the connection takes them. */
  delayMs: number;
}

/** What one asking looked like from outside, in milliseconds since it was sent. */
export interface Timing {
  firstTokenMs: number;
  /** From when the model gave the first token until it was here. */
  firstTokenLagMs: number;
  totalMs: number;
}

/** A model that speaks Gemini's protocol in this process; answers as the question says. */
export interface Loopback extends AsyncDisposable {
  url: string;
  /** Milliseconds of the epoch at which the model had the last request. */
  lastReceivedAt(): number;
}

export const geminiKey = 'test-benchmark';
const model = 'gemini-2.5-flash';

export async function startLoopback(): Promise<Loopback> {
  const server: GeminiServer = await startGeminiServer({ script: turnOf, keepRequests: 10 });
  return {
    url: server.url,
    lastReceivedAt: () => server.requests.at(-1)?.receivedAt ?? Number.NaN,
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** The question that makes the model answer so. */
export function questionOf({ tokens, firstDelayMs, delayMs }: Load): string {
  return `tokens=${tokens} first=${firstDelayMs} gap=${delayMs}`;
}

/** The whole answer to it. */
export function answerOf({ tokens }: Load): string {
  return Array.from({ length: tokens }, (_, n) => wordAt(n)).join('');
}

function wordAt(n: number): string {
  return `слово${n} `;
}

function turnOf({ question }: ScriptedRequest) {
  const knob = (name: string) => Number(new RegExp(`${name}=(\\d+)`).exec(question)?.[1] ?? 0);
  const tokens = knob('tokens');
  return {
    parts: Array.from({ length: tokens }, (_, n) => ({ text: wordAt(n) })),
    usage: { inputTokens: 100, outputTokens: tokens },
    firstDelayMs: knob('first'),
    delayMs: knob('gap'),
  };
}

/** Now, in milliseconds of the epoch and finer than `Date.now()`. */
export function epochNow(): number {
  return performance.timeOrigin + performance.now();
}

/** The direct call: the model's own stream, read with nothing between. */
export async function askDirectly(loopback: Loopback, load: Load): Promise<Timing> {
  const from = epochNow();
  const response = await fetch(`${loopback.url}/v1beta/models/${model}:streamGenerateContent?alt=sse`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-goog-api-key': geminiKey },
    body: JSON.stringify({ contents: [{ role: 'user', parts: [{ text: questionOf(load) }] }] }),
  });
  if (!response.ok || response.body === null) throw new BenchError(`Модель ответила ${response.status}`);
  const spokeAt = loopback.lastReceivedAt() + load.firstDelayMs;
  let firstTokenAt = 0;
  let text = '';
  let rest = '';
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split('\r\n');
    rest = lines.pop() ?? '';
    text += lines.map(textOf).join('');
    if (firstTokenAt === 0 && text !== '') firstTokenAt = epochNow();
  }
  if (text !== answerOf(load)) throw new BenchError('Прямой ответ модели прочитан не целиком');
  return {
    firstTokenMs: firstTokenAt - from,
    firstTokenLagMs: firstTokenAt - spokeAt,
    totalMs: epochNow() - from,
  };
}

interface Chunk {
  candidates?: { content?: { parts?: { text?: string }[] } }[];
}

function textOf(line: string): string {
  if (!line.startsWith('data: ')) return '';
  const { candidates } = JSON.parse(line.slice('data: '.length)) as Chunk;
  return candidates?.[0]?.content?.parts?.map((part) => part.text ?? '').join('') ?? '';
}
