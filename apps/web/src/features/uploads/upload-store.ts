import type { Answer } from '@aizoomdoc/client';
import type { importDocuments } from '@aizoomdoc/contracts';
import { useSyncExternalStore } from 'react';
import type { PickedFile } from './picked-file.ts';

export type ImportResult = Answer<typeof importDocuments>;
export type ReportEntry = ImportResult['report'][number];

/** Where documents go; `id: null` is the top of the tree. */
export interface UploadTarget {
  id: string | null;
  name: string | null;
}

/**
 * `waiting` for others · `sending` bytes · `paused` · `reading`: the server is at work · `locked`: a PDF needs a password ·
 * `done` · `failed`.
 */
export type UploadState = 'waiting' | 'sending' | 'paused' | 'reading' | 'locked' | 'done' | 'failed';

export interface UploadFailure {
  /** Stable code of the server, or `network`. */
  code: string;
  message: string;
  report: ReportEntry[];
}

/** Files that are sent and read together; normally one document. */
export interface Upload {
  id: number;
  label: string;
  target: UploadTarget;
  source: { kind: 'files'; files: readonly PickedFile[] } | { kind: 'url'; url: string };
  /** Bytes; 0 of an address. */
  size: number;
  sent: number;
  state: UploadState;
  /** Has files that go in pieces and may be stopped in between. */
  canPause: boolean;
  result: ImportResult | null;
  failure: UploadFailure | null;
}

let uploads: readonly Upload[] = [];
const listeners = new Set<() => void>();

export function readUploads(): readonly Upload[] {
  return uploads;
}

export function writeUploads(next: readonly Upload[]): void {
  uploads = next;
  for (const listener of listeners) listener();
}

export function changeUpload(id: number, change: Partial<Upload>): void {
  writeUploads(uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)));
}

/** Whether leaving the page would break it off. */
export function isActive({ state }: Upload): boolean {
  return state === 'waiting' || state === 'sending' || state === 'reading' || state === 'paused';
}

/** Uploads go on while pages change: they are kept outside of them. */
export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(subscribe, readUploads);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
