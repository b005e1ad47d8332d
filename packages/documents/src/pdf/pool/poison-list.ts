import { PdfError, type PdfErrorCode } from '../pdf-error.ts';

const killsOfPage = 2;
/** A few sheets that are too much for the engine leave the others readable. */
const killsOfDocument = 12;
const maxEntries = 10_000;

interface Entry {
  kills: number;
  code: PdfErrorCode;
  expires: number;
}

/** Remembers for a while what killed workers, so that it does not kill one for every reader. */
export interface PoisonList {
  /** @throws {PdfError} with the reason of the last kill, where there were too many */
  check(id: string, page: number | null): void;
  add(id: string, page: number | null, code: PdfErrorCode): void;
}

export function createPoisonList(expiryMs: number): PoisonList {
  const entries = new Map<string, Entry>();
  const live = (key: string): Entry | undefined => {
    const entry = entries.get(key);
    if (entry && entry.expires <= Date.now()) entries.delete(key);
    return entries.get(key);
  };
  const refuse = (key: string, limit: number) => {
    const entry = live(key);
    if (entry && entry.kills >= limit) throw new PdfError(entry.code);
  };
  const count = (key: string, code: PdfErrorCode) => {
    const kills = (live(key)?.kills ?? 0) + 1;
    entries.delete(key);
    entries.set(key, { kills, code, expires: Date.now() + expiryMs });
    const [oldest] = entries.keys();
    if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
  };
  return {
    check(id, page) {
      refuse(id, killsOfDocument);
      refuse(`${id}#${page}`, killsOfPage);
    },
    add(id, page, code) {
      count(id, code);
      count(`${id}#${page}`, code);
    },
  };
}
