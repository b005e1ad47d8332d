export type { Alignment, AxisAlignment } from './align.ts';
export { type CompareOptions, compareDocuments } from './compare-documents.ts';
export {
  comparePictures,
  type PictureChange,
  type PictureComparison,
  type PictureOptions,
} from './compare-pictures.ts';
export type { Raster } from './raster.ts';
export type * from './types.ts';
