import { createHash } from 'node:crypto';
import { createDiskCache } from '../pdf/cache/disk-cache.ts';
import { createMemoryCache } from '../pdf/cache/memory-cache.ts';
import { mediaTypes } from '../pdf/encode-picture.ts';
import type { Picture } from '../pdf/pool.ts';
import { createSharedWork } from '../pdf/shared-work.ts';
import { drawImage, type ImageRegion } from './draw-image.ts';
import { ImageError } from './image-error.ts';
import { type ImageInfo, readImageInfo } from './image-file.ts';

export interface ImagePoolOptions {
  /** Pictures drawn at once; 2 unless told. */
  atOnce?: number;
  /** Folder of drawn pictures; none unless told. */
  cacheDir?: string;
  cacheBytes?: number;
  memoryCacheBytes?: number;
}

export interface ImageRequest extends ImageRegion {
  /** SHA-256 of the file's bytes. */
  id: string;
}

/** Draws regions of picture files; the same request is drawn once, however many ask. Every method throws `ImageError`. */
export interface ImagePool {
  info(file: ImageRequest['file']): Promise<ImageInfo>;
  render(request: ImageRequest, options?: { signal?: AbortSignal | undefined }): Promise<Picture>;
  /** When what was begun is done. */
  close(): Promise<void>;
}

const megabyte = 1024 ** 2;
const queueLimit = 256;
/** Raise it when the same request gives another picture. */
const pictureVersion = 1;

export function createImagePool(options: ImagePoolOptions = {}): ImagePool {
  const memory = createMemoryCache(options.memoryCacheBytes ?? 32 * megabyte);
  const disk =
    options.cacheDir === undefined
      ? undefined
      : createDiskCache(options.cacheDir, options.cacheBytes ?? 512 * megabyte);
  const pictures = createSharedWork<Buffer>();
  const line = createLine(options.atOnce ?? 2);

  const draw = async (request: ImageRequest, key: string, signal: AbortSignal) => {
    const stored = await disk?.get(key);
    const bytes =
      stored ?? (await line.pass(signal, async () => drawImage(request, await readImageInfo(request.file))));
    memory.set(key, bytes);
    if (stored === undefined) disk?.set(key, bytes);
    return bytes;
  };

  return {
    info: readImageInfo,
    async render(request, { signal } = {}) {
      const key = pictureKey(request);
      const bytes = memory.get(key) ?? (await pictures.run(key, (stop) => draw(request, key, stop), signal));
      return { bytes, mediaType: mediaTypes[request.format], width: request.width, height: request.height };
    },
    async close() {
      await disk?.settled();
    },
  };
}

/** Decoding takes the picture's whole size in memory, so few are decoded at once. */
function createLine(atOnce: number) {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return {
    async pass<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
      if (inside >= atOnce) {
        if (waiting.length >= queueLimit) throw new ImageError('busy');
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else {
        inside += 1;
      }
      try {
        signal.throwIfAborted();
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else inside -= 1;
      }
    },
  };
}

function pictureKey({ id, file, box, width, height, format, quality, tone }: ImageRequest): string {
  const parts = [pictureVersion, id, file.page, box, width, height, format, quality, tone];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
