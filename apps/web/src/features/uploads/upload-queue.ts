import i18next from 'i18next';
import { demoQuery, documentsQuery } from '#features/documents/documents-query.ts';
import { queryClient } from '#shared/api/query-client.ts';
import { groupPicked } from './group-picked.ts';
import type { PickedFile } from './picked-file.ts';
import { isLarge, sendUpload, totalSize } from './send-upload.ts';
import { forgetUnfinished } from './unfinished.ts';
import { toFailure } from './upload-failure.ts';
import {
  changeUpload,
  type ImportResult,
  isActive,
  readUploads,
  type Upload,
  type UploadTarget,
  writeUploads,
} from './upload-store.ts';

/** More of them would only wait for each other on the server. */
const atOnce = 3;
/** The server takes no more files in one form. */
const maxFilesTogether = 200;

/** What is known of an upload and shown to nobody. */
interface Inside {
  controller: AbortController;
  password: string | undefined;
  stored: Map<string, string>;
  onDone: ((result: ImportResult) => void) | undefined;
}

const inside = new Map<number, Inside>();
let lastId = 0;

/** Puts files in the queue; what belongs together goes together. */
export function addFiles(
  files: readonly PickedFile[],
  target: UploadTarget,
  onDone?: (result: ImportResult) => void,
): void {
  const groups = groupPicked(files);
  add(
    groups.map(({ label, files: group }) => ({
      ...blank(label, target),
      source: { kind: 'files', files: group },
      size: totalSize(group),
      canPause: group.some(isLarge),
      ...(group.length > maxFilesTogether && {
        state: 'failed',
        failure: { code: 'too_many', message: i18next.t('uploads.tooMany'), report: [] },
      }),
    })),
    onDone,
  );
}

export function addUrl(url: string, target: UploadTarget, onDone?: (result: ImportResult) => void): void {
  add([{ ...blank(url.replace(/^https:\/\//, ''), target), source: { kind: 'url', url } }], onDone);
}

export function pauseUpload(id: number): void {
  changeUpload(id, { state: 'paused' });
  inside.get(id)?.controller.abort();
  startWaiting();
}

/** Goes on with what was paused, failed or needs a password. */
export function resumeUpload(id: number, password?: string): void {
  const known = inside.get(id);
  if (known === undefined) return;
  known.controller = new AbortController();
  known.password = password ?? known.password;
  changeUpload(id, { state: 'waiting', failure: null });
  startWaiting();
}

/** Takes an upload off the list, breaking it off if it is under way. */
export function removeUpload(id: number): void {
  const upload = readUploads().find((one) => one.id === id);
  if (upload !== undefined && upload.state !== 'done') forgetFiles(upload);
  writeUploads(readUploads().filter((one) => one.id !== id));
  inside.get(id)?.controller.abort();
  inside.delete(id);
  startWaiting();
}

/** Takes off what has come to its end. */
export function removeFinished(): void {
  for (const upload of readUploads())
    if (!isActive(upload) && upload.state !== 'locked') removeUpload(upload.id);
}

function blank(label: string, target: UploadTarget): Omit<Upload, 'id' | 'source'> {
  return { label, target, size: 0, sent: 0, state: 'waiting', canPause: false, result: null, failure: null };
}

function add(added: readonly Omit<Upload, 'id'>[], onDone: Inside['onDone']): void {
  const numbered = added.map((upload) => {
    lastId += 1;
    inside.set(lastId, {
      controller: new AbortController(),
      password: undefined,
      stored: new Map(),
      onDone,
    });
    return { ...upload, id: lastId };
  });
  writeUploads([...readUploads(), ...numbered]);
  startWaiting();
}

function startWaiting(): void {
  warnOnLeaving();
  const running = readUploads().filter(({ state }) => state === 'sending' || state === 'reading').length;
  const waiting = readUploads().filter(({ state }) => state === 'waiting');
  for (const upload of waiting.slice(0, Math.max(0, atOnce - running))) void run(upload);
}

async function run(upload: Upload): Promise<void> {
  const { id } = upload;
  const known = inside.get(id);
  if (known === undefined) return;
  const { signal } = known.controller;
  changeUpload(id, { state: upload.source.kind === 'url' ? 'reading' : 'sending' });
  const onSent = (sent: number) => {
    if (!signal.aborted) changeUpload(id, { sent, state: sent >= upload.size ? 'reading' : 'sending' });
  };
  try {
    const result = await sendUpload(upload, { ...known, signal, onSent });
    changeUpload(id, { state: 'done', result, sent: upload.size });
    known.onDone?.(result);
  } catch (error) {
    // Paused or taken off: whoever did it has said so already.
    if (signal.aborted) return;
    const failure = toFailure(error);
    if (hopeless.has(failure.code)) forgetFiles(upload);
    changeUpload(id, { failure, state: failure.code === 'password_required' ? 'locked' : 'failed' });
  }
  await refreshLists();
  startWaiting();
}

/** The same bytes will be refused again: there is nothing to go on with on the next visit. */
const hopeless: ReadonlySet<string> = new Set(['import_failed', 'too_large', 'unsupported_media_type']);

function forgetFiles({ source }: Upload): void {
  if (source.kind === 'files') for (const { file } of source.files) forgetUnfinished(file.name);
}

function refreshLists(): Promise<unknown> {
  return Promise.all(
    [['tree'], documentsQuery.queryKey, demoQuery.queryKey].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
}

function warnOnLeaving(): void {
  if (readUploads().some(isActive)) addEventListener('beforeunload', askBeforeLeaving);
  else removeEventListener('beforeunload', askBeforeLeaving);
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
