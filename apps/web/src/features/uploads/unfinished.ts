/** A file whose sending broke off: the tab was closed, or the browser. */
export interface Unfinished {
  /** Where the browser remembers it. */
  key: string;
  name: string;
}

const prefix = 'tus::';
/** So long the server keeps what came. */
const keptMs = 24 * 3600_000;

interface Stored {
  creationTime?: string;
  metadata?: { filename?: string };
  uploadUrl?: string;
}

/** What was being sent when the page was left; choosing the same file again goes on from there. */
export function readUnfinished(now = Date.now()): Unfinished[] {
  return stored().flatMap(([key, { creationTime, metadata }]) => {
    const at = Date.parse(creationTime ?? '');
    if (Number.isNaN(at) || now - at > keptMs) {
      forget(key);
      return [];
    }
    return metadata?.filename === undefined ? [] : [{ key, name: metadata.filename }];
  });
}

/** Forgets what is remembered of a file; the server throws its pieces away by itself. */
export function forgetUnfinished(name: string): void {
  for (const [key, { metadata }] of stored()) if (metadata?.filename === name) forget(key);
}

function stored(): [string, Stored][] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => [key, JSON.parse(localStorage.getItem(key) ?? '{}') as Stored]);
  } catch {
    return [];
  }
}

function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Storage is off: then nothing is remembered either.
  }
}
