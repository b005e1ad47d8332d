import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Box } from '../model.ts';
import { createDiskCache } from './cache/disk-cache.ts';
import { createMemoryCache } from './cache/memory-cache.ts';
import type { DocumentFacts } from './document-facts.ts';
import { type Encoding, encodePicture, mediaTypes } from './encode-picture.ts';
import type { PageContent } from './page-content.ts';
import { compilePdfium } from './pdfium.ts';
import {
  documentKey,
  type PdfInfo,
  type PdfSource,
  type PdfTask,
  type TaskResults,
} from './pool/messages.ts';
import { createPoisonList } from './pool/poison-list.ts';
import { createScheduler } from './pool/scheduler.ts';
import { createWorkerSlot } from './pool/worker-slot.ts';
import type { PartRequest, ReadPart } from './read-part.ts';
import { createSharedWork } from './shared-work.ts';

export interface PdfPoolOptions {
  /** Threads at most; as many as the machine has processors, up to 4, unless told. */
  workers?: number;
  /** Of the WASM heap of each worker; 768 MB unless told. */
  memoryLimitBytes?: number;
  /** A task that takes longer is killed with its worker; 20 s unless told. */
  taskTimeoutMs?: number;
  /** Tasks that may wait; more are refused with `busy`. 256 unless told. */
  queueLimit?: number;
  /** A worker without work for so long is closed; a minute unless told. */
  idleMs?: number;
  /** How long what killed workers is refused at once; 10 minutes unless told. */
  poisonMs?: number;
  /** Folder of rendered pictures; none unless told. */
  cacheDir?: string;
  /** What `cacheDir` may hold; 2 GB unless told. */
  cacheBytes?: number;
  /** Pictures in memory; 64 MB unless told, 0 for none. */
  memoryCacheBytes?: number;
}

export interface RenderRequest extends Encoding {
  source: PdfSource;
  /** From 1. */
  page: number;
  box: Box;
  /** Pixels of the picture. */
  width: number;
  height: number;
  /** 4 million unless told, 64 million at most; more is refused with `too_large`. */
  maxPixels?: number;
}

export interface Picture {
  bytes: Buffer;
  mediaType: string;
  width: number;
  height: number;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
}

/** Every method throws `PdfError`, or the reason of an aborted signal. */
export interface PdfPool {
  info(source: PdfSource, options?: CallOptions): Promise<PdfInfo>;
  /** Title and table of contents. */
  facts(source: PdfSource, options?: CallOptions): Promise<DocumentFacts>;
  /** Blocks of some consecutive pages. */
  layout(source: PdfSource, request: PartRequest, options?: CallOptions): Promise<ReadPart>;
  /** Words, rulings, images and drawings of a page, from 1. */
  content(source: PdfSource, page: number, options?: CallOptions): Promise<PageContent>;
  render(request: RenderRequest, options?: CallOptions): Promise<Picture>;
  /** How many regions were really drawn: neither from a cache nor shared. */
  readonly renders: number;
  close(): Promise<void>;
}

/** Of a call that nobody will stop. */
const never = new AbortController().signal;
const defaultMaxPixels = 4_000_000;
const mostPixels = 64_000_000;
const gigabyte = 1024 ** 3;
const megabyte = 1024 ** 2;
/** Raise it when the same request gives another picture: what is cached then counts no more. */
const pictureVersion = 1;

export function createPdfPool(options: PdfPoolOptions = {}): PdfPool {
  const run = createRunner(options);
  const memory = createMemoryCache(options.memoryCacheBytes ?? 64 * megabyte);
  const disk =
    options.cacheDir === undefined
      ? undefined
      : createDiskCache(options.cacheDir, options.cacheBytes ?? 2 * gigabyte);
  const infos = createSharedWork<PdfInfo>();
  const contents = createSharedWork<PageContent>();
  const pictures = createSharedWork<Buffer>();
  let renders = 0;

  const draw = async (request: RenderRequest, key: string, signal: AbortSignal) => {
    const stored = await disk?.get(key);
    if (stored) {
      memory.set(key, stored);
      return stored;
    }
    const { source, page, box, width, height, tone = 'color' } = request;
    const maxPixels = Math.min(request.maxPixels ?? defaultMaxPixels, mostPixels);
    const gray = tone !== 'color';
    renders += 1;
    const pixels = await run.task(
      { kind: 'region', source, page, box, width, height, gray, maxPixels },
      signal,
    );
    const bytes = await encodePicture(pixels, request);
    memory.set(key, bytes);
    disk?.set(key, bytes);
    return bytes;
  };

  return {
    info: (source, { signal } = {}) =>
      infos.run(documentKey(source), (stop) => run.task({ kind: 'info', source }, stop), signal),
    facts: (source, { signal = never } = {}) => run.task({ kind: 'facts', source }, signal),
    layout: (source, request, { signal = never } = {}) =>
      run.task({ kind: 'layout', source, ...request }, signal),
    content: (source, page, { signal } = {}) =>
      contents.run(
        `${page}:${documentKey(source)}`,
        (stop) => run.task({ kind: 'content', source, page }, stop),
        signal,
      ),
    async render(request, { signal } = {}) {
      checkRequest(request);
      const key = pictureKey(request);
      const bytes = memory.get(key) ?? (await pictures.run(key, (stop) => draw(request, key, stop), signal));
      return { bytes, mediaType: mediaTypes[request.format], width: request.width, height: request.height };
    },
    get renders() {
      return renders;
    },
    async close() {
      await run.close();
      await disk?.settled();
    },
  };
}

interface Runner {
  task<Task extends PdfTask>(task: Task, signal: AbortSignal): Promise<TaskResults[Task['kind']]>;
  close(): Promise<void>;
}

function createRunner(options: PdfPoolOptions): Runner {
  const poison = createPoisonList(options.poisonMs ?? 10 * 60_000);
  let wasm: Promise<WebAssembly.Module> | undefined;
  const slots = Array.from({ length: options.workers ?? Math.min(4, availableParallelism()) }, () =>
    createWorkerSlot({
      wasm: () => {
        wasm ??= compilePdfium();
        return wasm;
      },
      memoryLimitBytes: options.memoryLimitBytes ?? 768 * megabyte,
      taskTimeoutMs: options.taskTimeoutMs ?? 20_000,
      idleMs: options.idleMs ?? 60_000,
      onKill: (task, error) => {
        // Which of several pages is to blame shows when they are read one by one.
        if (task.kind !== 'layout' || task.pages.length === 1)
          poison.add(documentKey(task.source), pageOf(task), error.code);
      },
    }),
  );
  const scheduler = createScheduler(slots, options.queueLimit ?? 256);
  return {
    async task(task, signal) {
      poison.check(documentKey(task.source), pageOf(task));
      return (await scheduler.run(task, signal)) as TaskResults[(typeof task)['kind']];
    },
    async close() {
      await Promise.all(slots.map((slot) => slot.close()));
    },
  };
}

function pageOf(task: PdfTask): number | null {
  if (task.kind === 'layout') return task.pages.length === 1 ? (task.pages[0] ?? null) : null;
  return 'page' in task ? task.page : null;
}

function checkRequest({ box, width, height }: RenderRequest): void {
  const [x0, y0, x1, y1] = box;
  const inside = x0 >= 0 && y0 >= 0 && x1 <= 1 && y1 <= 1 && x0 < x1 && y0 < y1;
  if (!inside) throw new RangeError(`No region of a page: ${box.join(' ')}`);
  const whole = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (!whole) throw new RangeError(`No size of a picture: ${width} × ${height}`);
}

function pictureKey(request: RenderRequest): string {
  const { source, page, box, width, height, format, quality = null, tone = 'color' } = request;
  const parts = [pictureVersion, documentKey(source), page, box, width, height, format, quality, tone];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
