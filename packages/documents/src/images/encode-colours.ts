import { type Encoding, encodePicture } from '../pdf/encode-picture.ts';
import type { RegionPixels } from '../pdf/render-region.ts';

/** Encodes coloured pixels; for the tones without colour they become shades of grey by Rec. 601, in place. */
export function encodeColours(pixels: RegionPixels, encoding: Encoding): Promise<Buffer> {
  if (encoding.tone !== undefined && encoding.tone !== 'color') makeGrey(pixels.data);
  return encodePicture(pixels, encoding);
}

function makeGrey(data: Uint8Array): void {
  for (let at = 0; at < data.length; at += 4) {
    const light = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
    data.fill(Math.round(light), at, at + 3);
  }
}
