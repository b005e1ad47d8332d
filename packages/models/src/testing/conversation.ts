import type { ScriptedPicture, ScriptedQuestion, ScriptedRequest } from './script.ts';

/** A request of any vendor, as far as scripts read it. */
export interface Conversation
  extends Pick<ScriptedRequest, 'system' | 'toolNames' | 'mediaResolution' | 'cachedContent'> {
  messages: WireMessage[];
}

export interface WireMessage {
  role: 'user' | 'model';
  parts: WirePart[];
}

export type WirePart =
  | { kind: 'text'; text: string }
  | { kind: 'picture'; mediaType: string; bytes: number | null; uri: string | null }
  | { kind: 'result'; name: string; output: string }
  /** Calls, thoughts and whatever else a script does not read. */
  | { kind: 'other' };

/** What a script may know of a request. */
export function toScriptedRequest(
  { messages, ...rest }: Conversation,
  { model, index }: { model: string; index: number },
): ScriptedRequest {
  const asked = messages.findLastIndex((message, n) => isQuestion(message, messages[n - 1]));
  const begun = messages.findLastIndex(({ role, parts }) => role === 'user' && hasContext(parts));
  return {
    ...rest,
    index,
    model,
    ...askedSince(messages, asked),
    run: askedSince(messages, begun < 0 ? asked : begun),
  };
}

function askedSince(messages: readonly WireMessage[], asked: number): ScriptedQuestion {
  const question = messages[asked]?.parts ?? [];
  const since = messages.slice(asked + 1);
  return {
    question: (textsOf(question)[0] ?? '').trim(),
    toolResults: since
      .flatMap(({ parts }) => parts)
      .flatMap((part) => (part.kind === 'result' ? [{ name: part.name, output: part.output }] : [])),
    pictures: [question, ...since.map(({ parts }) => parts)].flatMap(picturesOf),
    texts: [
      ...textsOf(question).slice(1),
      ...since.filter(({ role }) => role === 'user').flatMap(({ parts }) => textsOf(parts)),
    ],
  };
}

/** The question of a run comes with what it is asked about; remarks of the orchestrator come alone. */
function hasContext(parts: WirePart[]): boolean {
  return textsOf(parts).some((text) => text.startsWith('# Контекст'));
}

/** Pictures follow a tool's answer in a user message of their own: that one asks nothing. */
function isQuestion({ role, parts }: WireMessage, before: WireMessage | undefined): boolean {
  return role === 'user' && textsOf(parts).length > 0 && !hasResult(parts) && !hasResult(before?.parts ?? []);
}

function hasResult(parts: WirePart[]): boolean {
  return parts.some(({ kind }) => kind === 'result');
}

function textsOf(parts: WirePart[]): string[] {
  return parts.flatMap((part) => (part.kind === 'text' && part.text ? [part.text] : []));
}

function picturesOf(parts: WirePart[]): ScriptedPicture[] {
  return parts.flatMap((part, n) => {
    if (part.kind !== 'picture') return [];
    const { kind: _, ...picture } = part;
    const before = parts[n - 1];
    return [{ label: before?.kind === 'text' ? before.text : '', ...picture }];
  });
}

/** Bytes of what base64 text holds. */
export function base64Bytes(text: string): number {
  return Buffer.byteLength(text, 'base64');
}

/** Where each result of a tool is a message of its own: together they answer one turn. */
export function mergeResults(messages: WireMessage[]): WireMessage[] {
  const merged: WireMessage[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    const isResult = message.parts[0]?.kind === 'result';
    if (isResult && last?.parts[0]?.kind === 'result') last.parts.push(...message.parts);
    else merged.push({ ...message, parts: [...message.parts] });
  }
  return merged;
}
