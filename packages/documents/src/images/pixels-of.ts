import sharp from 'sharp';
import type { RegionPixels } from '../pdf/render-region.ts';

/** An encoded picture taken apart to RGBA. */
export async function pixelsOf(bytes: Uint8Array): Promise<RegionPixels> {
  const { data, info } = await sharp(bytes)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data), width: info.width, height: info.height };
}
