import path from 'node:path';
import type { ImagePool, Turn } from '@aizoomdoc/documents/images';
import type { PdfPool, PictureFormat, PictureTone, RegionPixels, readPages } from '@aizoomdoc/documents/pdf';
import type { Config } from '#platform/config.ts';

export interface Engines {
  pdf: PdfPool;
  images: ImagePool;
  readPages: typeof readPages;
  pixelsOf(bytes: Uint8Array): Promise<RegionPixels>;
  turn(
    bytes: Uint8Array,
    turn: Turn,
    encoding: { format: PictureFormat; tone?: PictureTone | undefined },
  ): Promise<Buffer>;
}

/** PDFium and the picture library weigh tens of megabytes: they are loaded when something is looked at, or read, for the first time. */
export interface LazyEngines {
  load(): Promise<Engines>;
  close(): Promise<void>;
}

const megabyte = 1024 ** 2;
/** Of the cache, what drawn pictures of image files may take; the rest is for PDFs. */
const imageShare = 0.25;

export function createEngines({ dataDir, rendering }: Pick<Config, 'dataDir' | 'rendering'>): LazyEngines {
  let loading: Promise<Engines> | undefined;
  const cacheBytes = rendering.cacheMegabytes * megabyte;

  async function open(): Promise<Engines> {
    const [{ createPdfPool, readPages }, { createImagePool, pixelsOf, turnPicture }] = await Promise.all([
      import('@aizoomdoc/documents/pdf'),
      import('@aizoomdoc/documents/images'),
    ]);
    return {
      pdf: createPdfPool({
        ...(rendering.workers !== null && { workers: rendering.workers }),
        memoryLimitBytes: rendering.memoryMegabytes * megabyte,
        cacheDir: path.join(dataDir, 'cache', 'pages'),
        cacheBytes: cacheBytes * (1 - imageShare),
      }),
      images: createImagePool({
        cacheDir: path.join(dataDir, 'cache', 'images'),
        cacheBytes: cacheBytes * imageShare,
      }),
      readPages,
      pixelsOf,
      turn: turnPicture,
    };
  }

  return {
    load() {
      loading ??= open();
      return loading;
    },
    async close() {
      const engines = await loading;
      await engines?.pdf.close();
      await engines?.images.close();
    },
  };
}
