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
  image_url: z.string().nullish(),
  detail: z.string().nullish(),
});
const itemSchema = z.looseObject({
  type: z.string().nullish(),
  role: z.string().nullish(),
  content: z.union([z.string(), z.array(partSchema)]).nullish(),
  id: z.string().nullish(),
  call_id: z.string().nullish(),
  name: z.string().nullish(),
  output: z.unknown().optional(),
  encrypted_content: z.string().nullish(),
});
type Item = z.infer<typeof itemSchema>;

/** A body of the Responses API as scripts read it. */
export function responsesConversation(body: OpenAiBody): Conversation {
  const items = itemsOf(body);
  const names = new Map(items.flatMap(({ call_id, name }) => (call_id && name ? [[call_id, name]] : [])));
  const isSystem = ({ role }: Item) => role === 'system' || role === 'developer';
  return {
    system: items.filter(isSystem).flatMap(({ content }) => textsOf(content)),
    messages: mergeResults(items.filter((item) => !isSystem(item)).map((item) => toMessage(item, names))),
    toolNames: toolNamesOf(body),
    mediaResolution: resolutionOf(items),
    cachedContent: null,
  };
}

/** What OpenAI itself answers with 400, of the mistakes that a driver can make; `null` for a good request. */
export function responsesFault(body: OpenAiBody): string | null {
  const items = itemsOf(body);
  if (items.length === 0) return 'Input must not be empty.';
  return callFault(items) ?? reasoningFault(body, items) ?? settingFault(body);
}

function callFault(items: Item[]): string | null {
  const idsOf = (type: string) =>
    items.flatMap((item) => (item.type === type && item.call_id ? [item.call_id] : []));
  const calls = idsOf('function_call');
  const outputs = idsOf('function_call_output');
  const open = calls.find((id) => !outputs.includes(id));
  if (open) return `No tool output found for function call ${open}.`;
  const stray = outputs.find((id) => !calls.includes(id));
  return stray ? `No tool call found for function call output with call_id ${stray}.` : null;
}

function reasoningFault({ store }: OpenAiBody, items: Item[]): string | null {
  for (const [n, { type, id, encrypted_content }] of items.entries()) {
    if (type === 'item_reference' || (type === 'reasoning' && !encrypted_content)) {
      return store === false
        ? `Item with id '${id}' not found. Items are not persisted when \`store\` is set to false.`
        : null;
    }
    const next = items[n + 1];
    if (
      type === 'reasoning' &&
      next?.type !== 'function_call' &&
      next?.role !== 'assistant' &&
      next?.type !== 'reasoning'
    ) {
      return `Item '${id}' of type 'reasoning' was provided without its required following item.`;
    }
  }
  return null;
}

function settingFault({ model, temperature, reasoning }: OpenAiBody): string | null {
  const thinks = /^(gpt-[5-9]|o\d)/.test(model);
  if (thinks && temperature != null && reasoning?.effort !== 'none') {
    return "Unsupported parameter: 'temperature' is not supported with this model.";
  }
  return !thinks && reasoning
    ? "Unsupported parameter: 'reasoning.effort' is not supported with this model."
    : null;
}

function itemsOf({ input }: OpenAiBody): Item[] {
  return (input ?? []).map((item) => itemSchema.parse(item));
}

function toMessage(item: Item, names: Map<string, string>): WireMessage {
  if (item.type === 'function_call_output') {
    const output = typeof item.output === 'string' ? item.output : JSON.stringify(item.output);
    return { role: 'user', parts: [{ kind: 'result', name: names.get(item.call_id ?? '') ?? '', output }] };
  }
  if (item.role !== 'user') return { role: 'model', parts: [{ kind: 'other' }] };
  const { content } = item;
  return {
    role: 'user',
    parts: typeof content === 'string' ? [{ kind: 'text', text: content }] : (content ?? []).map(wirePart),
  };
}

function wirePart({ text, image_url }: z.infer<typeof partSchema>): WirePart {
  const picture = dataUrl(image_url ?? '');
  if (picture) {
    const { mediaType, data } = picture;
    return { kind: 'picture', mediaType, bytes: base64Bytes(data), uri: null };
  }
  return typeof text === 'string' ? { kind: 'text', text } : { kind: 'other' };
}

function textsOf(content: Item['content']): string[] {
  if (typeof content === 'string') return [content];
  return (content ?? []).flatMap(({ text }) => (text ? [text] : []));
}

const RESOLUTIONS: Record<string, Conversation['mediaResolution']> = {
  low: 'low',
  high: 'medium',
  original: 'high',
};

function resolutionOf(items: Item[]): Conversation['mediaResolution'] {
  const details = items.flatMap(({ content }) =>
    typeof content === 'string' ? [] : (content ?? []).map(({ detail }) => detail ?? ''),
  );
  return RESOLUTIONS[details.find(Boolean) ?? ''] ?? null;
}
