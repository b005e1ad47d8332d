import type { Box } from '../model.ts';
import type { Encoding } from '../pdf/encode-picture.ts';
import { encodeColours } from './encode-colours.ts';
import { type ImageFile, type ImageInfo, imageError, openImage } from './image-file.ts';

export interface ImageRegion extends Encoding {
  file: ImageFile;
  /** What of the picture, as seen. */
  box: Box;
  /** Pixels of the answer; the box is stretched to it. */
  width: number;
  height: number;
}

const timeoutSeconds = 20;
/** Pixels of the answer that the resizing looks at beyond an edge. */
const reach = 4;

/**
 * Draws a region of a picture. It is resized together with what stands around it, so regions that touch join without a seam.
 * @throws {ImageError}
 */
export async function drawImage(region: ImageRegion, info: ImageInfo): Promise<Buffer> {
  const across = span([region.box[0], region.box[2]], { length: info.width, pixels: region.width });
  const down = span([region.box[1], region.box[3]], { length: info.height, pixels: region.height });
  const picture = openImage(region.file).timeout({ seconds: timeoutSeconds });
  if (across.taken < info.width || down.taken < info.height) {
    picture.extract({ left: across.from, top: down.from, width: across.taken, height: down.taken });
  }
  picture
    .resize(across.resized, down.resized, { fit: 'fill' })
    .extract({ left: across.skipped, top: down.skipped, width: region.width, height: region.height })
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .ensureAlpha();
  try {
    const { data, info: made } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return await encodeColours(
      { data: new Uint8Array(data), width: made.width, height: made.height },
      region,
    );
  } catch (cause) {
    throw imageError(cause);
  }
}

interface Span {
  /** Pixels of the picture: the first one and how many. */
  from: number;
  taken: number;
  /** Pixels they become, and how many of these stand before the region. */
  resized: number;
  skipped: number;
}

function span([start, end]: [number, number], { length, pixels }: { length: number; pixels: number }): Span {
  const first = tidy(start * length);
  const last = tidy(end * length);
  const scale = pixels / (last - first);
  // Whole multiples of the shrinking, so that the grid of the answer stays in step with its neighbours'.
  const room = reach * Math.ceil(tidy(1 / scale));
  const from = Math.max(0, Math.floor(first - room));
  const to = Math.min(length, Math.ceil(last + room));
  const skipped = Math.round((first - from) * scale);
  const resized = Math.max(skipped + pixels, Math.round((to - from) * scale));
  return { from, taken: to - from, resized, skipped };
}

/** Fractions of a box that were whole pixels are whole again. */
function tidy(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-6 ? whole : value;
}
