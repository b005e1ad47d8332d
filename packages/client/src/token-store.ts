/** What a signed-in client holds. */
export interface StoredTokens {
  accessToken: string;
  /** Absent in a browser, where it is in an HttpOnly cookie. */
  refreshToken?: string | undefined;
}

/** Where tokens live: memory in a browser, a file in the CLI, secret storage in VS Code. */
export interface TokenStore {
  read(): StoredTokens | null | Promise<StoredTokens | null>;
  /** `null` signs out. */
  write(tokens: StoredTokens | null): void | Promise<void>;
  /**
   * Runs `work` while no other process or tab refreshes the same session; without it only calls of this
   * client are kept apart. A refresh token works once: two refreshes at the same time would end the session.
   */
  withLock?<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Tokens that live as long as the program. */
export function createMemoryTokenStore(initial: StoredTokens | null = null): TokenStore {
  let tokens = initial;
  return {
    read: () => tokens,
    write: (next) => {
      tokens = next;
    },
  };
}
