import sharp from 'sharp';
import type { Encoding } from '../pdf/encode-picture.ts';
import { encodeColours } from './encode-colours.ts';

export interface Turn {
  /** Left and right change places, before the rotation. */
  mirror: boolean;
  /** Clockwise. */
  rotation: 0 | 90 | 180 | 270;
}

/** A drawn picture mirrored and turned, in the encoding asked for. */
export async function turnPicture(bytes: Uint8Array, turn: Turn, encoding: Encoding): Promise<Buffer> {
  const mirrored = turn.mirror ? await sharp(bytes).flop().png({ compressionLevel: 1 }).toBuffer() : bytes;
  const { data, info } = await sharp(mirrored)
    .rotate(turn.rotation)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return encodeColours({ data: new Uint8Array(data), width: info.width, height: info.height }, encoding);
}
