import type { MessagePart, ModelMessage } from '@aizoomdoc/models';
import { agesOf, inlineSize, type PromptMessage, type PromptPicture, wireSize } from './prompt.ts';

/** How a picture goes into a request. */
export type SentPicture =
  /** A file at the vendor. `uploadedBytes` are those that were sent just now to put it there. */
  | { as: 'file'; uri: string; uploadedBytes: number }
  | { as: 'inline'; bytes: Uint8Array }
  /** It was shown before and is only named. */
  | { as: 'name' };

export type DeliverPicture = (picture: PromptPicture, isOld: boolean) => Promise<SentPicture>;

export interface RenderedPrompt {
  messages: ModelMessage[];
  /** Size of each message on the wire, uploads left out. */
  sizes: number[];
  uploadedBytes: number;
}

const pictureType = 'image/png';

/** The messages as a provider takes them: each picture behind its label. */
export async function renderMessages(
  messages: readonly PromptMessage[],
  deliver: DeliverPicture,
): Promise<RenderedPrompt> {
  const isOld = agesOf(messages);
  const rendered: RenderedPrompt = { messages: [], sizes: [], uploadedBytes: 0 };
  for (const message of messages) {
    if (message.role !== 'user') {
      rendered.messages.push(message);
      rendered.sizes.push(wireSize(message));
      continue;
    }
    const content: MessagePart[] = [];
    let size = 0;
    for (const part of message.content) {
      const sent = part.type === 'text' ? null : await deliver(part.picture, isOld(message, part.picture));
      const parts = part.type === 'text' ? [part] : picturePartsOf(part.picture, sent);
      content.push(...parts);
      size += parts.reduce((sum, piece) => sum + sizeOf(piece), 0);
      if (sent?.as === 'file') rendered.uploadedBytes += sent.uploadedBytes;
    }
    rendered.messages.push({ role: 'user', content });
    rendered.sizes.push(size);
  }
  return rendered;
}

function picturePartsOf({ label }: PromptPicture, sent: SentPicture | null): MessagePart[] {
  if (sent?.as === 'file') {
    return [
      { type: 'text', text: label },
      { type: 'file', mediaType: pictureType, uri: sent.uri },
    ];
  }
  if (sent?.as === 'inline') {
    return [
      { type: 'text', text: label },
      { type: 'image', mediaType: pictureType, bytes: sent.bytes },
    ];
  }
  return [{ type: 'text', text: `${label}\n(картинка показана ранее)` }];
}

function sizeOf(part: MessagePart): number {
  return part.type === 'image' ? inlineSize(part.bytes.length) : wireSize(part);
}
