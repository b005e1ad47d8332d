export { ImageError, type ImageErrorCode } from './image-error.ts';
export type { ImageInfo } from './image-file.ts';
export { createImagePool, type ImagePool, type ImagePoolOptions } from './image-pool.ts';
export { pixelsOf } from './pixels-of.ts';
export { type Turn, turnPicture } from './turn-picture.ts';
