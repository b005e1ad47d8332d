import sharp from 'sharp';
import type { Encoding } from '../pdf/encode-picture.ts';
import { encodeColours } from './encode-colours.ts';
import { pixelsOf } from './pixels-of.ts';

export interface Turn {
  /** Left and right change places, before the rotation. */
  mirror: boolean;
  /** Clockwise. */
  rotation: 0 | 90 | 180 | 270;
}

/** A drawn picture mirrored and turned, in the encoding asked for. */
export async function turnPicture(bytes: Uint8Array, turn: Turn, encoding: Encoding): Promise<Buffer> {
  const quick = { compressionLevel: 1 };
  const mirrored = turn.mirror ? await sharp(bytes).flop().png(quick).toBuffer() : bytes;
  const turned = await sharp(mirrored).rotate(turn.rotation).png(quick).toBuffer();
  return encodeColours(await pixelsOf(turned), encoding);
}
