import { z } from 'zod';
import type { ModelMessage } from '../provider.ts';
import type { PromptMessage } from './sdk.ts';

type AssistantMessage = Extract<ModelMessage, { role: 'assistant' }>;
type AssistantContent = Extract<PromptMessage, { role: 'assistant' }>['content'];
type AssistantPart = AssistantContent[number];

const layoutSchema = z.object({
  vendor: z.literal('google'),
  parts: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('text'), length: z.int().nonnegative(), signature: z.string().optional() }),
      z.object({ kind: z.literal('thought'), text: z.string(), signature: z.string() }),
      z.object({ kind: z.literal('call'), id: z.string(), signature: z.string().optional() }),
    ]),
  ),
});

/**
 * Where Gemini's thought signatures stand in an answer, over its text (UTF-16 units) and its calls. The text itself
 * stays in the message, so this is small to store and cannot say something else than the message does.
 */
type SignatureLayout = z.infer<typeof layoutSchema>;
type LayoutPart = SignatureLayout['parts'][number];

/** Notes the parts of an answer as they stream by. */
export interface SignatureRecorder {
  text(delta: string, signature: string | undefined): void;
  thought(delta: string, signature: string | undefined): void;
  call(id: string, signature: string | undefined): void;
  /** `undefined` when the answer carried no signature: there is nothing to send back. */
  layout(): SignatureLayout | undefined;
}

export function createSignatureRecorder(): SignatureRecorder {
  const parts: LayoutPart[] = [];
  return {
    text(delta, signature) {
      const last = parts.at(-1);
      // A signed part must come back as it came: never merged with its neighbours.
      if (!signature && last?.kind === 'text' && !last.signature) last.length += delta.length;
      else parts.push({ kind: 'text', length: delta.length, ...(signature && { signature }) });
    },
    thought(text, signature) {
      // Unsigned thoughts are summaries for people; Gemini does not want them back.
      if (signature) parts.push({ kind: 'thought', text, signature });
    },
    call(id, signature) {
      parts.push({ kind: 'call', id, ...(signature && { signature }) });
    },
    layout: () => (parts.some((part) => part.signature) ? { vendor: 'google', parts } : undefined),
  };
}

/** The parts of an earlier answer for the prompt, signed as Gemini signed them. */
export function signedContent(message: AssistantMessage): AssistantContent {
  return restore(message) ?? plainContent(message);
}

/** `null` when the state is another vendor's, or the message was changed since: then no signature fits it. */
function restore({ text, toolCalls, providerState }: AssistantMessage): AssistantContent | null {
  const layout = layoutSchema.safeParse(providerState);
  if (!layout.success) return null;
  const content: AssistantContent = [];
  const calls = [...toolCalls];
  let offset = 0;
  for (const part of layout.data.parts) {
    if (part.kind === 'text') {
      content.push(signed({ type: 'text', text: text.slice(offset, offset + part.length) }, part.signature));
      offset += part.length;
    } else if (part.kind === 'thought') {
      content.push(signed({ type: 'reasoning', text: part.text }, part.signature));
    } else {
      const call = calls.shift();
      if (call?.id !== part.id) return null;
      content.push(signed(callPart(call), part.signature));
    }
  }
  return offset === text.length && calls.length === 0 ? content : null;
}

function plainContent({ text, toolCalls }: AssistantMessage): AssistantContent {
  return [...(text ? [{ type: 'text' as const, text }] : []), ...toolCalls.map(callPart)];
}

function callPart(call: AssistantMessage['toolCalls'][number]) {
  return {
    type: 'tool-call' as const,
    toolCallId: call.id,
    toolName: call.name,
    input: call.arguments,
  };
}

function signed<Part extends AssistantPart>(part: Part, signature: string | undefined): Part {
  return signature ? { ...part, providerOptions: { google: { thoughtSignature: signature } } } : part;
}
