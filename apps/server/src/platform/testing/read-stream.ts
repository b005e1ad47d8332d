/** A frame of Server-Sent Events as it came over the wire. */
export interface Frame {
  id: string;
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read event data freely; the server checks it against the contract
  data: any;
}

export interface StreamRequest {
  url: string;
  token: string;
  lastEventId?: string | undefined;
  signal?: AbortSignal;
}

export interface OpenStream {
  status: number;
  headers: Headers;
  frames: AsyncGenerator<Frame>;
}

const limitMs = 25_000;

/** Opens a stream over a real connection; leaving the loop over `frames` closes it. */
export async function openStream({ url, token, lastEventId, signal }: StreamRequest): Promise<OpenStream> {
  const limit = AbortSignal.timeout(limitMs);
  const response = await fetch(url, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    },
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  });
  return { status: response.status, headers: response.headers, frames: parse(response) };
}

/** Reads a stream to its end, or up to and including the first frame that `until` accepts. */
export async function readStream(
  request: StreamRequest,
  until: (frame: Frame) => boolean = () => false,
): Promise<{ status: number; frames: Frame[] }> {
  const { status, frames } = await openStream(request);
  const read: Frame[] = [];
  for await (const frame of frames) {
    read.push(frame);
    if (until(frame)) break;
  }
  return { status, frames: read };
}

async function* parse(response: Response): AsyncGenerator<Frame> {
  if (response.body === null) return;
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) if (!block.startsWith(':')) yield parseFrame(block);
  }
}

function parseFrame(block: string): Frame {
  const fields = new Map(
    block.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 2)] as const;
    }),
  );
  return {
    id: fields.get('id') ?? '',
    event: fields.get('event') ?? '',
    data: JSON.parse(fields.get('data') ?? 'null'),
  };
}
