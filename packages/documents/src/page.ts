import type { PageModel } from './model.ts';

/** A page of which nothing is known but its number. */
export function plainPage(number: number): PageModel {
  return { number, sheet: null, sheetTitle: null, size: null, stamp: null, textLayer: null };
}
