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

/** Whether a picture of a message is old enough to be only named. */
export type IsOld = (message: PromptMessage, picture: PromptPicture) => boolean;

/**
 * Old are pictures that came in answer to tools before the last turns, unless the model has just asked for them again and
 * was told that it has them. Pictures of the question itself never grow old: the model would not know what it was asked.
 */
export function agesOf(messages: readonly PromptMessage[]): IsOld {
  const afterTools = messages.filter(
    (message, at) => message.role === 'user' && messages[at - 1]?.role === 'tool',
  );
  const old = new Set(afterTools.slice(0, -turnsWithPictures));
  const recalled = new Set(
    messages
      .filter((message) => message.role === 'tool')
      .slice(-turnsWithPictures)
      .flatMap(({ results }) => results)
      .filter(({ output }) => output.includes('"already_'))
      .flatMap(({ output }) => output.match(/\bP\d+\b/g) ?? []),
  );
  return (message, { name }) => old.has(message) && !recalled.has(name);
}

/** Bytes that JSON takes on the wire. */
export function wireSize(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}

/** Bytes of a picture inside a request: base64. */
export function inlineSize(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}
