/** The least recently used go first when `maxBytes` is passed. */
export interface MemoryCache {
  get(key: string): Buffer | undefined;
  set(key: string, bytes: Buffer): void;
}

export function createMemoryCache(maxBytes: number): MemoryCache {
  // A Map keeps the order of insertion, here that of use.
  const entries = new Map<string, Buffer>();
  let total = 0;
  const remove = (key: string) => {
    total -= entries.get(key)?.length ?? 0;
    entries.delete(key);
  };
  return {
    get(key) {
      const bytes = entries.get(key);
      if (!bytes) return undefined;
      entries.delete(key);
      entries.set(key, bytes);
      return bytes;
    },
    set(key, bytes) {
      remove(key);
      if (bytes.length > maxBytes) return;
      entries.set(key, bytes);
      total += bytes.length;
      for (const oldest of entries.keys()) {
        if (total <= maxBytes) return;
        remove(oldest);
      }
    },
  };
}
