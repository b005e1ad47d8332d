import { mostPixels } from '../images/image-file.ts';
import type { ReaderLimits } from './types.ts';

const MIB = 1024 * 1024;

/** Bounds that no honest upload meets. */
export const READER_LIMITS: ReaderLimits = {
  maxFiles: 5000,
  maxFileBytes: 256 * MIB,
  maxTotalBytes: 256 * MIB,
  maxRatio: 200,
  maxImagePixels: mostPixels,
  maxBlocks: 100_000,
  maxPages: 20_000,
};
