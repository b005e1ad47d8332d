import type { Box } from '../model.ts';
import type { PageGeometry } from './page-content.ts';

export interface WantedPicture {
  box: Box;
  dpi: number;
  maxPixels: number;
}

/** Pixels of a region at `dpi`, or at as many as `maxPixels` allows: a page may be kilometres long, a picture not. */
export function pictureSize(
  { width, height }: Pick<PageGeometry, 'width' | 'height'>,
  { box: [x0, y0, x1, y1], dpi, maxPixels }: WantedPicture,
): { width: number; height: number } {
  const across = ((x1 - x0) * width * dpi) / 72;
  const down = ((y1 - y0) * height * dpi) / 72;
  const scale = Math.min(1, Math.sqrt(maxPixels / (across * down)));
  const columns = Math.max(1, Math.min(maxPixels, Math.round(across * scale)));
  const rows = Math.max(1, Math.round(down * scale));
  return { width: columns, height: Math.max(1, Math.min(rows, Math.floor(maxPixels / columns))) };
}
