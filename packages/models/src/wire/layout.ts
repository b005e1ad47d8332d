import { z } from 'zod';
import type { ModelMessage } from '../provider.ts';
import type { AssistantContent, AssistantPart } from './specification.ts';

type AssistantMessage = Extract<ModelMessage, { role: 'assistant' }>;

const markSchema = z.record(z.string(), z.json());
/** What a vendor put on a part and wants back with it, as the SDK takes it: signatures, ids, ciphertext. */
export type Mark = z.infer<typeof markSchema>;

const layoutSchema = z.object({
  vendor: z.string(),
  parts: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('text'), length: z.int().nonnegative(), mark: markSchema.optional() }),
      z.object({ kind: z.literal('thought'), text: z.string(), mark: markSchema }),
      z.object({ kind: z.literal('call'), id: z.string(), mark: markSchema.optional() }),
    ]),
  ),
});

/**
 * Where a vendor's marks stand in an answer, over its text (UTF-16 units) and its calls. The text itself stays in the
 * message, so this is small to store and cannot say something else than the message does.
 */
export type Layout = z.infer<typeof layoutSchema>;
type LayoutPart = Layout['parts'][number];

/** Notes the parts of an answer as they stream by. */
export interface LayoutRecorder {
  /** A marked delta is a part of its own: never merged with its neighbours. */
  text(delta: string, mark?: Mark): void;
  /** Begins a marked part that the following deltas belong to. */
  startText(mark: Mark): void;
  /** Deltas of one `block` make one part and their marks add up; `null` is a part of its own. */
  thought(block: string | null, delta: string, mark?: Mark): void;
  call(id: string, mark?: Mark): void;
  /** `undefined` when the answer carried no mark: there is nothing to send back. */
  layout(): Layout | undefined;
}

interface Thought {
  kind: 'thought';
  text: string;
  mark: Mark | undefined;
}

/** @param vendor whose marks these are: they go back to no other. */
export function createLayoutRecorder(vendor: string): LayoutRecorder {
  const parts: (Exclude<LayoutPart, { kind: 'thought' }> | Thought)[] = [];
  const thoughts = new Map<string, Thought>();
  let openText: Extract<LayoutPart, { kind: 'text' }> | null = null;

  function push<Part extends (typeof parts)[number]>(part: Part): Part {
    openText = null;
    parts.push(part);
    return part;
  }

  return {
    text(delta, mark) {
      if (mark) push({ kind: 'text', length: delta.length, mark });
      else if (openText) openText.length += delta.length;
      else openText = push({ kind: 'text', length: delta.length });
    },
    startText(mark) {
      openText = push({ kind: 'text', length: 0, mark });
    },
    thought(block, delta, mark) {
      const thought =
        (block === null ? undefined : thoughts.get(block)) ??
        push({ kind: 'thought', text: '', mark: undefined });
      if (block !== null) thoughts.set(block, thought);
      thought.text += delta;
      if (mark) thought.mark = { ...thought.mark, ...mark };
    },
    call(id, mark) {
      push({ kind: 'call', id, ...(mark && { mark }) });
    },
    layout() {
      // Unmarked thoughts are summaries for people; vendors do not want them back.
      const kept = parts.filter(
        (part): part is LayoutPart => part.kind !== 'thought' || part.mark !== undefined,
      );
      return kept.some(({ mark }) => mark) ? { vendor, parts: kept } : undefined;
    },
  };
}

/**
 * The parts of an earlier answer for the prompt, marked as the vendor marked them; without marks when the state is
 * another vendor's, or the message was changed since: then none fits it.
 *
 * @param vendor whose state it must be, and the SDK's key of its options.
 */
export function restoreContent(message: AssistantMessage, vendor: string): AssistantContent {
  return marked(message, vendor) ?? plainContent(message);
}

function marked(
  { text, toolCalls, providerState }: AssistantMessage,
  vendor: string,
): AssistantContent | null {
  const layout = layoutSchema.safeParse(providerState);
  if (!layout.success || layout.data.vendor !== vendor) return null;
  const content: AssistantContent = [];
  const calls = [...toolCalls];
  let offset = 0;
  for (const part of layout.data.parts) {
    const options = part.mark && { providerOptions: { [vendor]: part.mark } };
    if (part.kind === 'text') {
      content.push({ type: 'text', text: text.slice(offset, offset + part.length), ...options });
      offset += part.length;
    } else if (part.kind === 'thought') {
      content.push({ type: 'reasoning', text: part.text, ...options });
    } else {
      const call = calls.shift();
      if (call?.id !== part.id) return null;
      content.push({ ...callPart(call), ...options });
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
  } satisfies AssistantPart;
}
