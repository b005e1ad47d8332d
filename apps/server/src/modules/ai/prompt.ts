import type { GenerationSettings, ModelMessage, ToolDefinition } from '@aizoomdoc/models';

/** A stored picture in a prompt; its bytes are fetched when the prompt is sent. */
export interface PromptPicture {
  /** `chat_images.id`. */
  id: string;
  /** `P3`. */
  name: string;
  /** Stands before the picture. */
  label: string;
  /** Lower-case hexadecimal. */
  sha256: string;
  size_bytes: number;
}

export type PromptPart = { type: 'text'; text: string } | { type: 'picture'; picture: PromptPicture };

/** A message as durable steps and traces keep it: pictures by reference, never their bytes. */
export type PromptMessage = { role: 'user'; content: PromptPart[] } | Exclude<ModelMessage, { role: 'user' }>;

/** What a model is asked. */
export interface Prompt {
  /** System prompts in order. */
  system: string[];
  messages: PromptMessage[];
  tools: ToolDefinition[];
  settings: GenerationSettings;
}

/** Turns of the model whose pictures are sent whole; those of earlier turns only where the vendor keeps them. */
const turnsWithPictures = 2;

/**
 * Which messages are old: answers to tools from before the last turns. Pictures of the question itself never grow old,
 * the model would not know what it was asked.
 */
export function oldMessages(messages: readonly PromptMessage[]): Set<PromptMessage> {
  const afterTools = messages.filter(
    (message, at) => message.role === 'user' && messages[at - 1]?.role === 'tool',
  );
  return new Set(afterTools.slice(0, -turnsWithPictures));
}

/** Bytes that JSON takes on the wire. */
export function wireSize(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}

/** Bytes of a picture inside a request: base64. */
export function inlineSize(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}
