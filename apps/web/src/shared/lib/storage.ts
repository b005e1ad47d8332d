const PREFIX = 'aizoomdoc.';

/** A value kept in this browser, or `null`; storage may be off or full, and nothing depends on it. */
export function readStored(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Keeps a value in this browser; `null` forgets it. */
export function writeStored(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // Private mode or a full disk: the page works without it.
  }
}
