import { ModelError } from '../provider.ts';

export interface LineOptions {
  fetch: typeof globalThis.fetch;
  /** Milliseconds from the request to the first byte of the answer. */
  firstByteTimeoutMs: number;
  /** Milliseconds between two chunks of the answer. */
  idleTimeoutMs: number;
}

/** {@link LineOptions} as a provider's options have them. */
export interface LineSettings {
  /** Default the global one; given where connections need extra certificate roots or a proxy. */
  fetch?: typeof globalThis.fetch | undefined;
  /** Milliseconds from a request to the first byte of its answer; default 120 000 unless the vendor needs longer. */
  firstByteTimeoutMs?: number | undefined;
  /** Milliseconds of silence in the middle of an answer; default 60 000 unless the vendor needs longer. */
  idleTimeoutMs?: number | undefined;
}

/** @param patience of a vendor that is silent for longer than others */
export function lineOptions(
  settings: LineSettings,
  patience: Partial<Pick<LineOptions, 'firstByteTimeoutMs' | 'idleTimeoutMs'>> = {},
): LineOptions {
  return {
    fetch: settings.fetch ?? globalThis.fetch,
    firstByteTimeoutMs: settings.firstByteTimeoutMs ?? patience.firstByteTimeoutMs ?? 120_000,
    idleTimeoutMs: settings.idleTimeoutMs ?? patience.idleTimeoutMs ?? 60_000,
  };
}

/** One call to a vendor: a `fetch` under watch and the signal that hangs it up. */
export interface Line {
  fetch: typeof globalThis.fetch;
  /** Aborted by the caller, by silence or by {@link Line.hangUp}. */
  signal: AbortSignal;
  /** The error of a line that hung up by itself, else `null`. */
  readonly silence: ModelError | null;
  /** Closes whatever socket is still open; harmless after the end. */
  hangUp(): void;
}

/**
 * Watches a vendor's connection for silence. Time counts only while a read waits, so a slow reader of ours is never
 * mistaken for a silent vendor.
 */
export function openLine(options: LineOptions, caller: AbortSignal): Line {
  const own = new AbortController();
  const signal = AbortSignal.any([caller, own.signal]);
  let silence: ModelError | null = null;
  let heard = false;
  let askedAt = 0;

  async function waitFor<T>(arrival: () => Promise<T>): Promise<T> {
    const limit = heard ? options.idleTimeoutMs : options.firstByteTimeoutMs;
    const left = heard ? limit : limit - (performance.now() - askedAt);
    const timer = setTimeout(() => {
      silence = new ModelError('timeout', `no byte from the vendor for ${limit} ms`);
      own.abort(silence);
    }, left);
    try {
      return await arrival();
    } finally {
      clearTimeout(timer);
    }
  }

  async function watchedFetch(...[input, init]: Parameters<typeof globalThis.fetch>): Promise<Response> {
    heard = false;
    askedAt = performance.now();
    // A redirect would carry the key header to another host.
    const response = await waitFor(() => options.fetch(input, { ...init, signal, redirect: 'error' }));
    if (!response.body) return response;
    const reader = response.body.getReader();
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const { done, value } = await waitFor(() => reader.read());
          if (done) return controller.close();
          heard = true;
          controller.enqueue(value);
        },
        cancel: (reason) => reader.cancel(reason),
      },
      { highWaterMark: 0 },
    );
    return new Response(body, response);
  }

  return {
    fetch: watchedFetch,
    signal,
    get silence() {
      return silence;
    },
    hangUp: () => own.abort(),
  };
}
