/** `offline`: no connection; `timeout`: no answer in time; `broken`: cut off, or not the protocol we speak. */
export type NetworkFailure = 'offline' | 'timeout' | 'broken';

/** The server could not be heard; nothing is known about what it did. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly reason: NetworkFailure;

  constructor(reason: NetworkFailure, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.reason = reason;
  }
}

export function isNetworkError(error: unknown): error is NetworkError {
  return error instanceof NetworkError;
}
