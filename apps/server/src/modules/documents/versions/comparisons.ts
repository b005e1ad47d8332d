import { createPictureComparisons, type PictureComparisonDeps } from './picture-comparisons.ts';
import { createTextComparisons } from './text-comparisons.ts';

/** What differs between two versions. */
export function createComparisons(deps: PictureComparisonDeps) {
  return {
    textComparisons: createTextComparisons(deps),
    pictureComparisons: createPictureComparisons(deps),
  };
}
