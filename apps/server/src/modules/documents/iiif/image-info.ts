import type { PageSize } from '../pictures/pictures.ts';
import { maxSide, type PixelSize } from './image-request.ts';

const pointsPerInch = 72;
/** Longest side of a full image. */
const longestSide = 20_000;
/** The usual density of scans and prints. */
const plainDpi = 300;
/** Sheets up to A3 are small enough to be looked at closer. */
const closeDpi = 600;
const a3Points = 1191;

/** Large: what a heavy sheet costs, it costs for each tile. */
const tileSide = 1024;
export const imageProfile = 'http://iiif.io/api/image/3/level2.json';
export const imageContext = 'http://iiif.io/api/image/3/context.json';

/**
 * Pixels of the image that the addresses of a page count in: a picture's own; of a drawn page as many as its nominal density gives, for
 * its vectors are drawn anew for each request.
 */
export function fullSize({ geometry, pixels }: PageSize): PixelSize {
  const { width, height } = pixels ?? geometry;
  const longest = Math.max(width, height);
  const wanted = pixels !== null ? 1 : (longest <= a3Points ? closeDpi : plainDpi) / pointsPerInch;
  const scale = Math.min(wanted, longestSide / longest);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: side(width), height: side(height) };
}

/** `info.json` of IIIF Image API 3.0; `id` is the base of the addresses, signed if it was asked for by a signed one. */
export function imageInfo(
  id: string,
  full: PixelSize,
  { isPhoto }: { isPhoto: boolean },
): Record<string, unknown> {
  const factors = scaleFactors(full);
  return {
    '@context': imageContext,
    id,
    type: 'ImageService3',
    protocol: 'http://iiif.io/api/image',
    profile: 'level2',
    ...full,
    maxWidth: maxSide,
    maxHeight: maxSide,
    sizes: factors
      .map((factor) => ({ width: Math.ceil(full.width / factor), height: Math.ceil(full.height / factor) }))
      .filter(({ width, height }) => width <= maxSide && height <= maxSide)
      .reverse(),
    tiles: [{ width: tileSide, scaleFactors: factors }],
    preferredFormats: [isPhoto ? 'jpg' : 'png'],
    extraFormats: ['webp'],
    extraQualities: ['color', 'gray', 'bitonal'],
    extraFeatures: ['canonicalLinkHeader', 'mirroring', 'profileLinkHeader', 'sizeUpscaling'],
  };
}

/** Halves, until the whole image is one tile. */
function scaleFactors({ width, height }: PixelSize): number[] {
  const factors = [1];
  for (let factor = 2; Math.max(width, height) > (tileSide * factor) / 2; factor *= 2) factors.push(factor);
  return factors;
}
