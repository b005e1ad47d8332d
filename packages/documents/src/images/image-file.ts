import sharp, { type Sharp } from 'sharp';
import { ImageError } from './image-error.ts';

/** A file with pictures, one a page. */
export interface ImageFile {
  path: string;
  /** From 1; only TIFF has several. */
  page: number;
}

export interface ImageInfo {
  /** Pixels, after the orientation that the camera noted. */
  width: number;
  height: number;
  pageCount: number;
  /** Pixels an inch, where the file says something that can be true. */
  dpi: number | null;
}

/** An A0 sheet scanned at 400 dpi; more unpacks to gigabytes. */
export const mostPixels = 250_000_000;
const drawnFormats: readonly string[] = ['jpeg', 'png', 'webp', 'tiff'];
const plausibleDpi = { least: 72, most: 2400 };

/** Opens a picture so that what is drawn of it is upright. */
export function openImage({ path, page }: ImageFile): Sharp {
  return sharp(path, {
    page: page - 1,
    limitInputPixels: mostPixels,
    failOn: 'error',
    sequentialRead: true,
  }).autoOrient();
}

/**
 * What a picture is, from its header.
 * @throws {ImageError} `damaged`, `too_large`, `page_not_found`
 */
export async function readImageInfo(file: ImageFile): Promise<ImageInfo> {
  const metadata = await sharp(file.path, { limitInputPixels: mostPixels })
    .metadata()
    .catch((cause: unknown) => {
      throw imageError(cause);
    });
  if (!drawnFormats.includes(metadata.format)) throw new ImageError('damaged');
  const pageCount = metadata.format === 'tiff' ? (metadata.pages ?? 1) : 1;
  if (file.page < 1 || file.page > pageCount) throw new ImageError('page_not_found');
  const { width, height } = file.page === 1 ? metadata.autoOrient : await pageSize(file);
  const { density = 0 } = metadata;
  const isPlausible = density > plausibleDpi.least && density <= plausibleDpi.most;
  return { width, height, pageCount, dpi: isPlausible ? density : null };
}

async function pageSize({ path, page }: ImageFile): Promise<{ width: number; height: number }> {
  const metadata = await sharp(path, { page: page - 1, limitInputPixels: mostPixels }).metadata();
  return metadata.autoOrient;
}

/** What sharp throws, by what it says. */
export function imageError(cause: unknown): unknown {
  if (!(cause instanceof Error) || cause instanceof ImageError || cause.name === 'AbortError') return cause;
  if (/pixel limit/i.test(cause.message)) return new ImageError('too_large', { cause });
  if (/timeout/i.test(cause.message)) return new ImageError('timeout', { cause });
  return new ImageError('damaged', { cause });
}
