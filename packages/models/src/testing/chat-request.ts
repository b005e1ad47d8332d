import { z } from 'zod';
import {
  base64Bytes,
  type Conversation,
  mergeResults,
  type WireMessage,
  type WirePart,
} from './conversation.ts';
import { dataUrl, type OpenAiBody, toolNamesOf } from './openai-request.ts';

const partSchema = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  image_url: z.looseObject({ url: z.string() }).nullish(),
});
const messageSchema = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(partSchema)]).nullish(),
  tool_call_id: z.string().nullish(),
  tool_calls: z
    .array(
      z.looseObject({ id: z.string(), function: z.looseObject({ name: z.string(), arguments: z.string() }) }),
    )
    .nullish(),
});
type Message = z.infer<typeof messageSchema>;

/** A body of chat completions as scripts read it. */
export function chatConversation(body: OpenAiBody): Conversation {
  const messages = messagesOf(body);
  const names = new Map(
    messages.flatMap(({ tool_calls }) => (tool_calls ?? []).map(({ id, function: { name } }) => [id, name])),
  );
  const isSystem = ({ role }: Message) => role === 'system' || role === 'developer';
  return {
    system: messages
      .filter(isSystem)
      .flatMap(({ content }) => partsOf(content))
      .flatMap(textOf),
    messages: mergeResults(
      messages.filter((message) => !isSystem(message)).map((message) => toMessage(message, names)),
    ),
    toolNames: toolNamesOf(body),
    mediaResolution: null,
    cachedContent: null,
  };
}

/** What such servers answer with 400, of the mistakes that a driver can make; `null` for a good request. */
export function chatFault(body: OpenAiBody): string | null {
  const messages = messagesOf(body);
  if (messages.length === 0) return "[] is too short - 'messages'";
  for (const [n, { tool_calls }] of messages.entries()) {
    const answered = answersAfter(messages, n);
    const open = tool_calls?.find(({ id }) => !answered.includes(id));
    if (open) {
      return `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. Missing: ${open.id}`;
    }
    const broken = tool_calls?.find(({ function: called }) => !isObject(called.arguments));
    if (broken) return `Arguments of the tool call ${broken.id} are no JSON object.`;
  }
  return null;
}

function answersAfter(messages: Message[], n: number): string[] {
  const ids: string[] = [];
  for (const { role, tool_call_id } of messages.slice(n + 1)) {
    if (role !== 'tool') break;
    if (tool_call_id) ids.push(tool_call_id);
  }
  return ids;
}

function isObject(text: string): boolean {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

function messagesOf({ messages }: OpenAiBody): Message[] {
  return (messages ?? []).map((message) => messageSchema.parse(message));
}

function toMessage({ role, content, tool_call_id }: Message, names: Map<string, string>): WireMessage {
  if (role === 'tool') {
    const output = partsOf(content).flatMap(textOf).join('\n');
    return { role: 'user', parts: [{ kind: 'result', name: names.get(tool_call_id ?? '') ?? '', output }] };
  }
  return role === 'user'
    ? { role: 'user', parts: partsOf(content) }
    : { role: 'model', parts: [{ kind: 'other' }] };
}

function partsOf(content: Message['content']): WirePart[] {
  if (typeof content === 'string') return [{ kind: 'text', text: content }];
  return (content ?? []).map(({ text, image_url }): WirePart => {
    const picture = dataUrl(image_url?.url ?? '');
    if (picture) {
      return { kind: 'picture', mediaType: picture.mediaType, bytes: base64Bytes(picture.data), uri: null };
    }
    return typeof text === 'string' ? { kind: 'text', text } : { kind: 'other' };
  });
}

function textOf(part: WirePart): string[] {
  return part.kind === 'text' ? [part.text] : [];
}
