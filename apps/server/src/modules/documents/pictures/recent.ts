/** Keeps what was asked for last; what failed is asked for again. */
export interface Recent<T> {
  get(key: string, make: () => Promise<T>): Promise<T>;
  forget(key: string): void;
}

export function createRecent<T>(limit: number): Recent<T> {
  // A Map keeps the order of insertion, here that of use.
  const known = new Map<string, T>();
  return {
    async get(key, make) {
      const value = known.has(key) ? (known.get(key) as T) : await make();
      known.delete(key);
      known.set(key, value);
      const [oldest] = known.keys();
      if (known.size > limit && oldest !== undefined) known.delete(oldest);
      return value;
    },
    forget(key) {
      known.delete(key);
    },
  };
}
