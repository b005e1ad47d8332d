import type { TFunction } from 'i18next';

export interface Place {
  page: number;
  sheet: string | null;
  sheetTitle?: string | null;
}

/** «стр. 17 · лист 12 — Сводные спецификации»: a page is not a sheet, so both are named. */
export function describePlace({ page, sheet, sheetTitle }: Place, t: TFunction): string {
  const parts = [t('place.page', { page })];
  if (sheet !== null) parts.push(t('place.sheet', { sheet }));
  const place = parts.join(' · ');
  return sheetTitle == null || sheetTitle === '' ? place : `${place}\u00a0— ${shortSheetTitle(sheetTitle)}`;
}

/** Sheets repeat the names of their album; the last sentence is their own, with the scale that may follow it. */
export function shortSheetTitle(title: string): string {
  const sentences = title.split(/(?<=\.)\s+(?=[А-ЯЁA-Z])/u);
  const own = sentences.findLastIndex((sentence) => sentence.length >= 10);
  return own < 0 ? title : sentences.slice(own).join(' ').replace(/\.$/, '');
}
