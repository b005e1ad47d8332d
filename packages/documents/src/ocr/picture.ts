import sharp from 'sharp';
import { OcrError, type OcrPicture } from './engine.ts';

/** More is a bomb, not a drawing. */
const MAX_PIXELS = 400_000_000;
const FALLBACK_DPI = 300;

/** A picture file, its regions cut out by sharp: grey, without transparency, turned as its EXIF says. */
export async function pictureOfImage(
  image: string | Uint8Array,
  dpi: number = FALLBACK_DPI,
): Promise<OcrPicture> {
  const open = () => sharp(image, { limitInputPixels: MAX_PIXELS, failOn: 'error' }).autoOrient();
  const { width, height } = await sizeOf(image);
  return {
    width,
    height,
    dpi,
    async region(region) {
      try {
        return await open()
          .flatten({ background: 'white' })
          .grayscale()
          .extract(region)
          .png({ compressionLevel: 2 })
          .toBuffer();
      } catch (error) {
        throw new OcrError('bad_image', { cause: error });
      }
    },
  };
}

async function sizeOf(image: string | Uint8Array): Promise<{ width: number; height: number }> {
  try {
    const { autoOrient } = await sharp(image, { limitInputPixels: MAX_PIXELS, failOn: 'error' }).metadata();
    if (autoOrient.width * autoOrient.height > MAX_PIXELS) throw new OcrError('too_large');
    return { width: autoOrient.width, height: autoOrient.height };
  } catch (error) {
    if (error instanceof OcrError) throw error;
    throw new OcrError(/pixel limit/i.test(String(error)) ? 'too_large' : 'bad_image', { cause: error });
  }
}

/** The picture turned clockwise. */
export async function turned(png: Uint8Array, rotation: 0 | 90 | 180 | 270): Promise<Uint8Array> {
  return rotation === 0 ? png : sharp(png).rotate(rotation).png({ compressionLevel: 2 }).toBuffer();
}
