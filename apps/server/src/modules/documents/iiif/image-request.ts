import { iiifRequestInvalid } from '../pictures/errors.ts';

/** Pixels of the full image. */
export interface PixelBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PixelSize {
  width: number;
  height: number;
}

export const qualities = ['default', 'color', 'gray', 'bitonal'] as const;
export const formats = ['png', 'jpg', 'webp'] as const;

/** The parameters as they stand in the address. */
export interface ImageParameters {
  region: string;
  size: string;
  rotation: string;
  /** `default.png` */
  quality_format: string;
}

/** What to draw, checked against the image; in the order of IIIF: region, size, mirroring, rotation, quality, format. */
export interface ImageRequest {
  region: PixelBox;
  size: PixelSize;
  mirror: boolean;
  rotation: 0 | 90 | 180 | 270;
  quality: (typeof qualities)[number];
  format: (typeof formats)[number];
  /** The same request as the standard would have it written. */
  canonical: string;
}

/** Most pixels of a side, and so of an answer. */
export const maxSide = 4096;

/**
 * Reads an image request by IIIF Image API 3.0, section 4.
 * @throws {Problem} 400 `iiif_request_invalid`
 */
export function readImageRequest(full: PixelSize, parameters: ImageParameters): ImageRequest {
  const region = readRegion(full, parameters.region);
  const size = readSize(region, parameters.size);
  const { mirror, rotation } = readRotation(parameters.rotation);
  const { quality, format } = readQualityFormat(parameters.quality_format);
  const canonical = [
    canonicalRegion(full, region),
    canonicalSize(region, size),
    `${mirror ? '!' : ''}${rotation}`,
    `${quality === 'color' ? 'default' : quality}.${format}`,
  ].join('/');
  return { region, size, mirror, rotation, quality, format, canonical };
}

const decimal = String.raw`(\d+(?:\.\d+)?|\.\d+)`;
const pixelRegion = /^(\d{1,9}),(\d{1,9}),(\d{1,9}),(\d{1,9})$/;
const percentRegion = new RegExp(`^pct:${decimal},${decimal},${decimal},${decimal}$`);

function readRegion(full: PixelSize, text: string): PixelBox {
  if (text === 'full') return { x: 0, y: 0, ...full };
  if (text === 'square') return square(full);
  const [x, y, width, height] = regionNumbers(full, text);
  const region = {
    x,
    y,
    width: Math.min(width, full.width - x),
    height: Math.min(height, full.height - y),
  };
  if (region.width < 1 || region.height < 1) {
    throw iiifRequestInvalid(`Область ${text} пуста или лежит вне изображения ${full.width}×${full.height}.`);
  }
  return region;
}

function square({ width, height }: PixelSize): PixelBox {
  const side = Math.min(width, height);
  return { x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 2), width: side, height: side };
}

function regionNumbers(full: PixelSize, text: string): [number, number, number, number] {
  const pixels = pixelRegion.exec(text);
  const match = pixels ?? percentRegion.exec(text);
  if (match === null) {
    throw iiifRequestInvalid('Область — full, square, x,y,w,h или pct:x,y,w,h.');
  }
  const [x = 0, y = 0, width = 0, height = 0] = match.slice(1).map(Number);
  if (pixels !== null) return [x, y, width, height];
  const across = (percent: number) => Math.round((percent / 100) * full.width);
  const down = (percent: number) => Math.round((percent / 100) * full.height);
  // By its edges, so that regions that touch in percent touch in pixels.
  return [across(x), down(y), across(x + width) - across(x), down(y + height) - down(y)];
}

const sizeForm = new RegExp(
  String.raw`^(?<up>\^)?(?:(?<max>max)|pct:(?<percent>${decimal})|(?<within>!)?(?<width>\d{1,9})?,(?<height>\d{1,9})?)$`,
);

function readSize(region: PixelSize, text: string): PixelSize {
  const form = sizeForm.exec(text)?.groups;
  if (form === undefined) throw wrongSize();
  const mayGrow = form.up !== undefined;
  if (form.max !== undefined) return fitted(region, { ...limits, mayGrow });
  const width = form.width === undefined ? null : Number(form.width);
  const height = form.height === undefined ? null : Number(form.height);
  if (form.within !== undefined) {
    if (!width || !height) throw wrongSize();
    return fitted(region, {
      width: Math.min(width, maxSide),
      height: Math.min(height, maxSide),
      mayGrow,
    });
  }
  const size =
    form.percent === undefined ? bySides(region, width, height) : byPercent(region, Number(form.percent));
  return checked(region, size, mayGrow);
}

const limits: PixelSize = { width: maxSide, height: maxSide };

/** As large as the bounds allow, proportions kept. */
function fitted(region: PixelSize, { width, height, mayGrow }: PixelSize & { mayGrow: boolean }): PixelSize {
  const scale = Math.min(width / region.width, height / region.height);
  return mayGrow || scale < 1 ? scaled(region, scale) : { width: region.width, height: region.height };
}

function bySides(region: PixelSize, width: number | null, height: number | null): PixelSize {
  if (width !== null && height !== null) return { width, height };
  if (width !== null) return { ...scaled(region, width / region.width), width };
  if (height !== null) return { ...scaled(region, height / region.height), height };
  throw wrongSize();
}

function byPercent(region: PixelSize, percent: number): PixelSize {
  const side = (pixels: number) => Math.round((pixels * percent) / 100);
  return { width: side(region.width), height: side(region.height) };
}

/** A narrow strip keeps its one pixel. */
function scaled(region: PixelSize, scale: number): PixelSize {
  if (scale === 0) return { width: 0, height: 0 };
  return {
    width: Math.max(1, Math.round(region.width * scale)),
    height: Math.max(1, Math.round(region.height * scale)),
  };
}

function checked(region: PixelSize, size: PixelSize, mayGrow: boolean): PixelSize {
  const { width, height } = size;
  if (width < 1 || height < 1) throw iiifRequestInvalid('Размер меньше одного пикселя.');
  if (width > maxSide || height > maxSide) {
    throw iiifRequestInvalid(
      `Сторона картинки не больше ${maxSide} px; попросите меньше или другую область.`,
    );
  }
  if (!mayGrow && (width > region.width || height > region.height)) {
    throw iiifRequestInvalid(
      `Область имеет ${region.width}×${region.height} px; чтобы увеличить её, поставьте перед размером знак ^.`,
    );
  }
  return size;
}

const wrongSize = () =>
  iiifRequestInvalid('Размер — max, w,h, w, ,h, pct:n или !w,h; с увеличением — со знаком ^ впереди.');

function readRotation(text: string): { mirror: boolean; rotation: ImageRequest['rotation'] } {
  const [, mark, degrees] = /^(!)?(\d{1,3}(?:\.\d{1,9})?)$/.exec(text) ?? [];
  const rotation = Number(degrees) === 360 ? 0 : Number(degrees);
  if (rotation === 0 || rotation === 90 || rotation === 180 || rotation === 270) {
    return { mirror: mark !== undefined, rotation };
  }
  throw iiifRequestInvalid('Поворот — 0, 90, 180 или 270; зеркально — со знаком ! впереди.');
}

function readQualityFormat(text: string): Pick<ImageRequest, 'quality' | 'format'> {
  const [name, extension, ...more] = text.split('.');
  const quality = qualities.find((known) => known === name);
  const format = formats.find((known) => known === extension);
  if (quality === undefined || format === undefined || more.length > 0) {
    throw iiifRequestInvalid(
      `Качество — ${qualities.join(', ')}; формат — ${formats.join(', ')}: default.png.`,
    );
  }
  return { quality, format };
}

function canonicalRegion(full: PixelSize, { x, y, width, height }: PixelBox): string {
  const isFull = x === 0 && y === 0 && width === full.width && height === full.height;
  return isFull ? 'full' : `${x},${y},${width},${height}`;
}

function canonicalSize(region: PixelSize, size: PixelSize): string {
  const same = ({ width, height }: PixelSize) => width === size.width && height === size.height;
  if (same(fitted(region, { ...limits, mayGrow: false }))) return 'max';
  if (same(fitted(region, { ...limits, mayGrow: true }))) return '^max';
  const grows = size.width > region.width || size.height > region.height;
  return `${grows ? '^' : ''}${size.width},${size.height}`;
}
