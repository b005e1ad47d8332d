import type { PageStamp, SheetModel } from '../model.ts';
import type { SourceDocument } from './source.ts';

/** The stamp that says more; the earlier of equals. */
export function richerStamp(one: PageStamp | null, other: PageStamp | null): PageStamp | null {
  if (one === null || other === null) return one ?? other;
  const filled = (stamp: PageStamp) =>
    Object.values(stamp).filter((value) => value !== null && (!Array.isArray(value) || value.length > 0))
      .length;
  return filled(other) > filled(one) ? other : one;
}

/** A sheet for every page whose stamp names one. */
export function sheetsOf(source: SourceDocument): SheetModel[] {
  const pages = [...source.pages.values()].sort((one, other) => one.number - other.number);
  return pages.flatMap((page) => {
    if (page.stamp === null) return [];
    page.sheet ??= page.stamp.sheet;
    page.sheetTitle ??= page.stamp.title;
    if (page.stamp.sheet === null) return [];
    return [
      { number: page.stamp.sheet, total: page.stamp.total, title: page.stamp.title, page: page.number },
    ];
  });
}
