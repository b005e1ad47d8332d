import type { ModelUsage } from '../provider.ts';

/**
 * What a scripted vendor does with one request: sends the parts, one chunk of the wire each, then ends well or fails.
 * Names no vendor, so one script serves every loopback server.
 */
export interface ScriptedTurn {
  parts?: ScriptedPart[];
  usage?: Partial<ModelUsage>;
  /** Default `stop`. */
  finish?: 'stop' | 'length';
  failure?: ScriptedFailure;
  /** Milliseconds before the first part; default 0. */
  firstDelayMs?: number;
  /** Milliseconds between parts; default 0. */
  delayMs?: number;
  /** Cuts the bytes of the stream into writes of this size, through the middle of letters and lines. */
  bytesPerWrite?: number;
}

export type ScriptedPart =
  | { text: string; signature?: string }
  | { thought: string; signature?: string }
  | { call: ScriptedCall; signature?: string };

export interface ScriptedCall {
  name: string;
  arguments: Record<string, unknown>;
  id?: string;
  /** Written in place of the arguments: what a model that lost its way leaves. */
  malformed?: string;
}

export type ScriptedFailure =
  // Instead of an answer:
  | { kind: 'bad_key' }
  | { kind: 'rate_limited'; retryAfterMs: number; hint?: 'body' | 'header' }
  | { kind: 'daily_quota' }
  | { kind: 'invalid_request' }
  | { kind: 'context_too_long' }
  | { kind: 'unavailable' }
  | { kind: 'blocked_prompt' }
  | { kind: 'http'; status: number; body: string; headers?: Record<string, string> }
  // After the parts:
  | { kind: 'blocked_answer'; reason?: string }
  | { kind: 'error_in_stream' }
  | { kind: 'cut' }
  /** The connection ends between the two bytes of a Russian letter. */
  | { kind: 'cut_in_letter' }
  | { kind: 'hang' }
  | { kind: 'malformed_json' }
  | { kind: 'no_finish' }
  | { kind: 'malformed_call' };

/** A question and what came since. */
export interface ScriptedQuestion {
  /** The last thing that the person wrote: the first text of that message. */
  question: string;
  /** Answers of tools since that question, oldest first. */
  toolResults: { name: string; output: string }[];
  /** Pictures that came with the question or since, oldest first. */
  pictures: ScriptedPicture[];
  /** What the person's side wrote beside and since the question: context, labels of pictures, remarks of the orchestrator. */
  texts: string[];
}

/** A request as a script sees it. */
export interface ScriptedRequest extends ScriptedQuestion {
  /** How many requests the server had before this one. */
  index: number;
  model: string;
  /** System prompts, as the vendor got them. */
  system: string[];
  /** The same since the question that came with a context: remarks of the orchestrator are no questions then. */
  run: ScriptedQuestion;
  toolNames: string[];
  mediaResolution: 'low' | 'medium' | 'high' | null;
  /** The request names a cached prefix. */
  cachedContent: string | null;
}

export interface ScriptedPicture {
  /** The text that stands right before it; empty when there is none. */
  label: string;
  mediaType: string;
  /** Size of an inline picture; `null` for a file at the vendor. */
  bytes: number | null;
  /** Of a file at the vendor; `null` for an inline picture. */
  uri: string | null;
}

/** A list is played in order and its last turn repeats. */
export type Script = readonly ScriptedTurn[] | ((request: ScriptedRequest) => ScriptedTurn);

export function nextTurn(script: Script, request: ScriptedRequest): ScriptedTurn {
  if (typeof script === 'function') return script(request);
  return script[Math.min(request.index, script.length - 1)] ?? {};
}

/** Text in chunks of about a word, as models send it; the chunks joined are the text. */
export function inWords(text: string): ScriptedPart[] {
  return (text.match(/\s*\S+|\s+$/g) ?? []).map((word) => ({ text: word }));
}
