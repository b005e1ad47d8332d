import sharp from 'sharp';
import type { RegionPixels } from './render-region.ts';

/** PNG keeps the lines of a drawing sharp and is the quickest; JPEG and WebP are for photos and thin wires. */
export type PictureFormat = 'png' | 'jpeg' | 'webp';

/** `bitonal`: black and white only. */
export type PictureTone = 'color' | 'gray' | 'bitonal';

export interface Encoding {
  format: PictureFormat;
  /** 1–100 for JPEG and WebP; 85 unless told. */
  quality?: number | undefined;
  tone?: PictureTone | undefined;
}

export const mediaTypes: Record<PictureFormat, string> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
};

const defaultQuality = 85;
const middleGray = 128;
/** Twice as quick as the usual 6 and a few per cent larger. */
const quickPng = { compressionLevel: 2 };

/** `pixels` of the tones `gray` and `bitonal` are grey already: one channel is all of them. */
export async function encodePicture(pixels: RegionPixels, encoding: Encoding): Promise<Buffer> {
  const { data, width, height } = pixels;
  const { format, quality = defaultQuality, tone = 'color' } = encoding;
  const raw = sharp(data, { raw: { width, height, channels: 4 } });
  const picture = tone === 'color' ? raw.removeAlpha() : raw.extractChannel(0);
  if (tone === 'bitonal') picture.threshold(middleGray);
  switch (format) {
    case 'png':
      return picture
        .png(tone === 'bitonal' ? { ...quickPng, palette: true, colours: 2 } : quickPng)
        .toBuffer();
    case 'jpeg':
      return picture.jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer();
    case 'webp':
      return picture.webp({ quality, effort: 0 }).toBuffer();
  }
}
