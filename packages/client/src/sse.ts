import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { NetworkError } from './network-error.ts';

/**
 * Messages of a Server-Sent Events body, as they arrive. `onBytes` hears every chunk, heartbeats included.
 * Ends when the body ends; a body cut off is a `NetworkError`.
 */
export async function* readServerSentEvents(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<EventSourceMessage, void, undefined> {
  const ready: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => ready.push(message) });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      parser.feed(decoder.decode(value, { stream: true }));
      yield* ready.splice(0);
    }
  } catch (cause) {
    throw cause instanceof NetworkError
      ? cause
      : new NetworkError('broken', 'Поток ответа оборвался', { cause });
  } finally {
    await reader.cancel().catch(() => {});
  }
}
