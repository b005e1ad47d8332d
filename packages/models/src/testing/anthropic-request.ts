import { z } from 'zod';
import { base64Bytes, type Conversation, type WirePart } from './conversation.ts';

const blockSchema = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  id: z.string().nullish(),
  name: z.string().nullish(),
  tool_use_id: z.string().nullish(),
  content: z.unknown().optional(),
  source: z.looseObject({ media_type: z.string().nullish(), data: z.string().nullish() }).nullish(),
});
type Block = z.infer<typeof blockSchema>;
const contentSchema = z
  .union([z.string().transform((text): Block[] => [{ type: 'text', text }]), z.array(blockSchema)])
  .nullish();

/** The body of `/v1/messages`, as far as scripts and checks read it. */
export const anthropicBodySchema = z.looseObject({
  model: z.string(),
  max_tokens: z.int().positive(),
  stream: z.boolean().nullish(),
  temperature: z.number().nullish(),
  system: contentSchema,
  thinking: z.looseObject({ type: z.string().nullish(), budget_tokens: z.number().nullish() }).nullish(),
  messages: z.array(z.looseObject({ role: z.enum(['user', 'assistant']), content: contentSchema })),
  tools: z.array(z.looseObject({ name: z.string() })).nullish(),
  tool_choice: z.looseObject({ type: z.string() }).nullish(),
});
export type AnthropicBody = z.infer<typeof anthropicBodySchema>;

/** A body as scripts read it. */
export function toConversation(body: AnthropicBody): Conversation {
  const blocks = body.messages.flatMap(({ content }) => content ?? []);
  const names = new Map(blocks.flatMap(({ id, name }) => (id && name ? [[id, name]] : [])));
  const offered = body.tool_choice?.type === 'none' ? [] : (body.tools ?? []);
  return {
    system: (body.system ?? []).flatMap(({ text }) => text ?? []),
    messages: body.messages.map(({ role, content }) => ({
      role: role === 'assistant' ? 'model' : 'user',
      parts: (content ?? []).map((block) => wirePart(block, names)),
    })),
    toolNames: offered.map(({ name }) => name),
    mediaResolution: null,
    cachedContent: null,
  };
}

/** What Claude itself answers with 400, of the mistakes that a driver can make; `null` for a good request. */
export function faultOf(body: AnthropicBody): string | null {
  const { messages } = body;
  if (messages.length === 0) return 'messages: at least one message is required';
  const empty = messages.findIndex(({ content }) => !content?.length || content.some(isEmptyText));
  if (empty >= 0) return `messages.${empty}: text content blocks must be non-empty`;
  return toolFault(body) ?? thinkingFault(body);
}

function toolFault({ messages, tools }: AnthropicBody): string | null {
  const uses = messages.some(({ content }) => content?.some(({ type }) => type === 'tool_use'));
  if (uses && !tools?.length) {
    return 'Requests which include `tool_use` or `tool_result` blocks must define tools.';
  }
  for (const [n, { content }] of messages.entries()) {
    const answered = messages[n + 1]?.content?.map(({ tool_use_id }) => tool_use_id) ?? [];
    const open = content?.find(({ type, id }) => type === 'tool_use' && !answered.includes(id));
    if (open) {
      return `messages.${n}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.id}.`;
    }
  }
  return null;
}

function thinkingFault({ messages, thinking, temperature, max_tokens }: AnthropicBody): string | null {
  const isOn = thinking?.type === 'enabled' || thinking?.type === 'adaptive';
  if (isOn && temperature != null) return '`temperature` may only be set to 1 when thinking is enabled.';
  if (thinking?.type !== 'enabled') return null;
  if ((thinking.budget_tokens ?? 0) >= max_tokens) {
    return '`max_tokens` must be greater than `thinking.budget_tokens`.';
  }
  const last = messages.findLast(({ role }) => role === 'assistant')?.content ?? [];
  const first = last[0]?.type;
  return last.some(({ type }) => type === 'tool_use') && first !== 'thinking' && first !== 'redacted_thinking'
    ? `Expected \`thinking\` or \`redacted_thinking\`, but found \`${first}\`.`
    : null;
}

function isEmptyText({ type, text }: Block): boolean {
  return type === 'text' && !text;
}

function wirePart({ type, text, tool_use_id, content, source }: Block, names: Map<string, string>): WirePart {
  if (type === 'tool_result') {
    const output = typeof content === 'string' ? content : outputOf(content);
    return { kind: 'result', name: names.get(tool_use_id ?? '') ?? '', output };
  }
  if (type === 'image' && source?.data) {
    return {
      kind: 'picture',
      mediaType: source.media_type ?? '',
      bytes: base64Bytes(source.data),
      uri: null,
    };
  }
  return type === 'text' && text ? { kind: 'text', text } : { kind: 'other' };
}

function outputOf(content: unknown): string {
  const blocks = z.array(blockSchema).safeParse(content).data ?? [];
  return blocks.map(({ text }) => text ?? '').join('\n');
}
