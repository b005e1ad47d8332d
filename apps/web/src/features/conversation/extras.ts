import { useCallback, useSyncExternalStore } from 'react';
import { readStored, writeStored } from '#shared/lib/storage.ts';

/** A document, or one version of it. */
export interface ComparedDocument {
  id: string;
  title: string;
  /** `null`: the current one. */
  version: number | null;
}

/** A place of a sheet that the person drew. */
export interface Region {
  documentId: string;
  title: string;
  version: number | null;
  page: number;
  box: readonly [number, number, number, number];
}

/** What goes with a question beside its words. */
export interface Extras {
  compare: { a: ComparedDocument; b: ComparedDocument } | null;
  regions: readonly Region[];
}

export const noExtras: Extras = { compare: null, regions: [] };
const maxRegions = 10;

const kept = new Map<string, Extras>();
const listeners = new Set<() => void>();
const nameOf = (chatId: string) => `extras.${chatId}`;

function read(chatId: string): Extras {
  const known = kept.get(chatId);
  if (known !== undefined) return known;
  const extras = parse(readStored(nameOf(chatId)));
  kept.set(chatId, extras);
  return extras;
}

function parse(text: string | null): Extras {
  try {
    return text === null ? noExtras : { ...noExtras, ...(JSON.parse(text) as Partial<Extras>) };
  } catch {
    return noExtras;
  }
}

function write(chatId: string, extras: Extras): void {
  const empty = extras.compare === null && extras.regions.length === 0;
  kept.set(chatId, empty ? noExtras : extras);
  writeStored(nameOf(chatId), empty ? null : JSON.stringify(extras));
  for (const listener of listeners) listener();
}

/** Adds a drawn place to the question to come. */
export function addRegion(chatId: string, region: Region): void {
  const extras = read(chatId);
  write(chatId, { ...extras, regions: [...extras.regions, region].slice(-maxRegions) });
}

/** What the next question of a chat takes along, kept in this browser like its words. */
export function useExtras(chatId: string): [Extras, (extras: Extras) => void] {
  const extras = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => read(chatId),
  );
  return [extras, useCallback((next: Extras) => write(chatId, next), [chatId])];
}

/** As the server takes it. */
export function extrasBody({ compare, regions }: Extras) {
  const reference = ({ id, version }: ComparedDocument) => ({
    document_id: id,
    ...(version !== null && { version }),
  });
  return {
    ...(compare !== null && { compare: { a: [reference(compare.a)], b: [reference(compare.b)] } }),
    ...(regions.length > 0 && {
      regions: regions.map(({ documentId, version, page, box }) => ({
        document_id: documentId,
        page,
        box: [...box] as [number, number, number, number],
        ...(version !== null && { version }),
      })),
    }),
  };
}
